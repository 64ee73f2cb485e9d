package org.symbolon.broken.drm.one;

import org.symbolon.broken.drm.two.OtherPlugin;
import org.symbolon.broken.store.jdbc.BrokenStore;
import org.symbolon.core.store.Stores;

/** A plug-in that uses another one, a store, and the SPI of stores. */
public final class BrokenPlugin {
    private BrokenPlugin() {}

    public static int number() {
        return OtherPlugin.class.hashCode() + BrokenStore.class.hashCode() + Stores.class.hashCode();
    }
}
