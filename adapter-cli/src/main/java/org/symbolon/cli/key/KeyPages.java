package org.symbolon.cli.key;

import com.google.common.collect.ImmutableList;
import java.util.Optional;
import org.symbolon.core.keystore.KeyCaller;
import org.symbolon.core.keystore.KeyObject;
import org.symbolon.core.keystore.KeyService;
import org.symbolon.core.store.key.KeyPage;

/** Reads keys in pages, in the order of their ids, because an account can have millions of keys. */
final class KeyPages {
    static final KeyPage ALL = new KeyPage(Optional.empty(), Integer.MAX_VALUE);

    private static final int PAGE = 1_000;

    private final KeyService keys;
    private final KeyCaller caller;
    private KeyPage rest;
    private boolean ended;

    /** Reads the keys of a range, which may be larger than one page. */
    KeyPages(KeyService keys, KeyCaller caller, KeyPage range) {
        this.keys = keys;
        this.caller = caller;
        this.rest = range;
    }

    /** The next page; empty after the last one. */
    ImmutableList<KeyObject> next() {
        if (ended) {
            return ImmutableList.of();
        }
        int size = Math.min(PAGE, rest.size());
        ImmutableList<KeyObject> page = keys.list(caller, new KeyPage(rest.after(), size));
        ended = page.size() < size || rest.size() == size;
        if (!ended) {
            rest = new KeyPage(Optional.of(page.get(size - 1).stored().kid()), rest.size() - size);
        }
        return page;
    }
}
