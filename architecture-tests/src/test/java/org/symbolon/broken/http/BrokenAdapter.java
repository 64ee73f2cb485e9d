package org.symbolon.broken.http;

import org.symbolon.broken.cli.OtherAdapter;
import org.symbolon.broken.drm.two.OtherPlugin;
import org.symbolon.core.internal.token.TokenSealer;

/** An adapter that uses a plug-in, another adapter, and an internal type of core. */
public final class BrokenAdapter {
    private BrokenAdapter() {}

    public static int number() {
        return OtherPlugin.class.hashCode() + OtherAdapter.class.hashCode() + TokenSealer.class.hashCode();
    }
}
