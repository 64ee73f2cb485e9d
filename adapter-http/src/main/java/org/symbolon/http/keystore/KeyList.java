package org.symbolon.http.keystore;

import com.google.common.collect.ImmutableList;
import java.util.Optional;
import org.symbolon.core.keystore.KeyCaller;
import org.symbolon.core.keystore.KeyObject;
import org.symbolon.core.keystore.KeyService;
import org.symbolon.core.store.key.KeyPage;
import org.symbolon.core.value.KeyId;
import org.symbolon.http.server.CallerWork;

/** All keys of a caller as the parts of one answer, however many keys there are, and however large they are. */
final class KeyList implements CallerWork.Pages {
    private static final int PAGE_KEYS = 300;
    private static final long PAGE_BYTES = 65_536;

    private final KeyService keys;
    private final KeyCaller caller;
    private Optional<KeyId> after;
    private long left;
    private boolean begun;
    private boolean ended;

    /**
     * A list.
     *
     * @param after the key after which it begins
     * @param most the most keys that it has, 1 or more
     */
    KeyList(KeyService keys, KeyCaller caller, Optional<KeyId> after, long most) {
        this.keys = keys;
        this.caller = caller;
        this.after = after;
        this.left = most;
    }

    @Override
    public boolean hasNext() {
        return !ended;
    }

    @Override
    public String next() {
        KeyPage page = new KeyPage(after, (int) Math.min(left, PAGE_KEYS), PAGE_BYTES);
        ImmutableList<KeyObject> found = keys.list(caller, page);
        long bytes =
                found.stream().mapToLong(key -> key.stored().approximateBytes()).sum();
        left -= found.size();
        ended = left == 0 || !page.isFull(found.size(), bytes);
        found.stream()
                .skip(Math.max(0, found.size() - 1))
                .forEach(last -> after = Optional.of(last.stored().kid()));
        String opening = begun ? "," : "[";
        begun = true;
        return (found.isEmpty() && !opening.equals("[") ? "" : opening) + KeyAnswer.text(found) + (ended ? "]" : "");
    }
}
