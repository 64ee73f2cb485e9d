package org.symbolon.broken.http;

import org.symbolon.broken.cli.OtherAdapter;
import org.symbolon.broken.drm.two.OtherPlugin;

/** An adapter that knows a plug-in, and another adapter. */
public final class BrokenAdapter {
    private BrokenAdapter() {}

    public static int number() {
        return OtherPlugin.class.hashCode() + OtherAdapter.class.hashCode();
    }
}
