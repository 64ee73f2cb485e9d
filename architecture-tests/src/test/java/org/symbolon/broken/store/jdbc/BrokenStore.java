package org.symbolon.broken.store.jdbc;

import org.symbolon.broken.http.BrokenAdapter;

/** A store that knows an adapter. */
public final class BrokenStore {
    private BrokenStore() {}

    public static int number() {
        return BrokenAdapter.class.hashCode();
    }
}
