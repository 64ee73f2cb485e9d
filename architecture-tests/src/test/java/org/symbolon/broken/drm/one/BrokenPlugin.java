package org.symbolon.broken.drm.one;

import org.symbolon.broken.drm.two.OtherPlugin;
import org.symbolon.broken.store.jdbc.BrokenStore;

/** A plug-in that sees another one, and a store. */
public final class BrokenPlugin {
    private BrokenPlugin() {}

    public static int number() {
        return OtherPlugin.class.hashCode() + BrokenStore.class.hashCode();
    }
}
