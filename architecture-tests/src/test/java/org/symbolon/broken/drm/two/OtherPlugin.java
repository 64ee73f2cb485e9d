package org.symbolon.broken.drm.two;

/** A plug-in that is seen by another one. */
public final class OtherPlugin {
    private OtherPlugin() {}
}
