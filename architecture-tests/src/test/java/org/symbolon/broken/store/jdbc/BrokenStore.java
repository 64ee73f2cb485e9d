package org.symbolon.broken.store.jdbc;

import org.symbolon.broken.http.BrokenAdapter;
import org.symbolon.core.Symbolon;

/** A store that uses an adapter and the API. */
public final class BrokenStore {
    private BrokenStore() {}

    public static int number() {
        return BrokenAdapter.class.hashCode() + Symbolon.class.hashCode();
    }
}
