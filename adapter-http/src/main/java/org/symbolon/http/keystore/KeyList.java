package org.symbolon.http.keystore;

import com.google.common.collect.ImmutableList;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.Optional;
import org.symbolon.core.keystore.KeyCaller;
import org.symbolon.core.keystore.KeyObject;
import org.symbolon.core.keystore.KeyService;
import org.symbolon.core.store.key.KeyPage;
import org.symbolon.core.value.KeyId;
import org.symbolon.http.server.Answer;
import org.symbolon.http.server.Call;
import org.symbolon.http.server.Workers;

/**
 * A list of keys as the parts of one answer, however many keys there are. Each part is a page, which is read when the
 * one before has gone out.
 */
final class KeyList {
    private static final int PAGE_SIZE = 500;

    private final Call call;
    private final KeyCaller caller;
    private final KeyService keys;
    private final Workers workers;

    KeyList(Call call, KeyCaller caller, KeyService keys, Workers workers) {
        this.call = call;
        this.caller = caller;
        this.keys = keys;
        this.workers = workers;
    }

    /**
     * Reads the first part.
     *
     * @param after the key after which the list begins
     * @param most the most keys that it has, 1 or more
     */
    Future<Answer.Part> first(Optional<KeyId> after, long most) {
        KeyPage page = page(after, most);
        return workers.run(call, () -> part("[", page, most));
    }

    private static KeyPage page(Optional<KeyId> after, long left) {
        return new KeyPage(after, (int) Math.min(left, PAGE_SIZE));
    }

    private Answer.Part part(String opening, KeyPage page, long left) {
        ImmutableList<KeyObject> found = keys.list(caller, page);
        long rest = left - found.size();
        boolean last = found.size() < page.size() || rest == 0;
        Buffer bytes = Buffer.buffer(found.isEmpty() && last && opening.equals(",") ? "" : opening)
                .appendString(KeyAnswer.text(found));
        if (last) {
            return new Answer.Part(bytes, Optional.of(() -> Future.succeededFuture(end())));
        }
        Optional<KeyId> latest =
                Optional.of(found.get(found.size() - 1).stored().kid());
        return new Answer.Part(bytes, Optional.of(() -> next(page(latest, rest), rest)));
    }

    private Future<Answer.Part> next(KeyPage page, long left) {
        return workers.runForNextPart(call, () -> part(",", page, left));
    }

    private static Answer.Part end() {
        return new Answer.Part(Buffer.buffer("]"), Optional.empty());
    }
}
