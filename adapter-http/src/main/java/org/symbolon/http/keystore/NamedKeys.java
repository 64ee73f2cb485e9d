package org.symbolon.http.keystore;

import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Iterables;
import java.util.Iterator;
import java.util.List;
import org.symbolon.core.keystore.KeyCaller;
import org.symbolon.core.keystore.KeyService;
import org.symbolon.core.value.KeyId;
import org.symbolon.http.server.CallerWork;

/**
 * The keys that a path names as the parts of one answer. An id that is named again is in it once. Before the first of
 * several parts goes out, all keys are checked: an answer that has begun can no longer say that one of them is missing.
 */
final class NamedKeys implements CallerWork.Pages {
    private static final int PAGE_KEYS = 16;

    private final KeyService keys;
    private final KeyCaller caller;
    private final ImmutableSet<KeyId> kids;
    private final Iterator<List<KeyId>> pages;
    private boolean begun;

    NamedKeys(KeyService keys, KeyCaller caller, List<KeyId> kids) {
        this.keys = keys;
        this.caller = caller;
        this.kids = ImmutableSet.copyOf(kids);
        this.pages = Iterables.partition(this.kids, PAGE_KEYS).iterator();
    }

    @Override
    public boolean hasNext() {
        return pages.hasNext();
    }

    @Override
    public String next() {
        if (!begun && kids.size() > PAGE_KEYS) {
            keys.values(caller, kids);
        }
        String opening = begun ? "," : "[";
        begun = true;
        return opening + KeyAnswer.text(keys.get(caller, pages.next())) + (pages.hasNext() ? "" : "]");
    }
}
