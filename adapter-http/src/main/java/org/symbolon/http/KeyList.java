package org.symbolon.http;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.Iterables;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.util.Optional;
import org.symbolon.core.key.KeyCaller;
import org.symbolon.core.key.KeyId;
import org.symbolon.core.key.KeyObject;
import org.symbolon.core.key.KeyPage;
import org.symbolon.core.key.KeyService;

/**
 * A list of keys on its way to a caller, however many there are. A page is asked for when the one before it has gone out, so that the slowest
 * reader costs the memory of a page and holds no worker; one that takes nothing for too long is cut off. A list that is broken off has no end as
 * HTTP knows it, so that nobody takes the part for the whole. Used on its event loop only.
 */
final class KeyList {
    private static final int PAGE_SIZE = 500;

    private final Exchange exchange;
    private final KeyCaller caller;
    private final KeyService keys;
    private final Vertx vertx;
    private final long patienceMillis;
    private Optional<KeyId> after;
    private long left;

    KeyList(KeyRequest request, KeyService keys, Vertx vertx, long patienceMillis) {
        this.exchange = request.exchange();
        this.caller = request.caller();
        this.keys = keys;
        this.vertx = vertx;
        this.patienceMillis = patienceMillis;
        this.after = request.after();
        this.left = request.limit();
    }

    private record Page(Optional<KeyId> last, boolean full, int size, Buffer text) {}

    /** Goes on with the list; where not even its beginning can be had, the answer is what is wrong. */
    void next() {
        KeyPage wanted = new KeyPage(after, (int) Math.min(left, PAGE_SIZE));
        String before = exchange.isAnswered() ? "," : "[";
        vertx.executeBlocking(() -> read(wanted, before), false)
                .onComplete(outcome -> exchange.attempt(() -> {
                    if (outcome.succeeded()) {
                        write(outcome.result());
                    } else if (exchange.isAnswered()) {
                        exchange.explain("a list of keys was broken off", outcome.cause());
                        breakOff();
                    } else {
                        KeyWork.fail(exchange, outcome.cause());
                    }
                }));
    }

    private Page read(KeyPage wanted, String before) {
        ImmutableList<KeyObject> found = keys.list(caller, wanted);
        boolean opens = before.equals("[");
        String text = found.isEmpty() && !opens ? "" : before + KeyAnswer.text(found);
        Optional<KeyId> last = Optional.ofNullable(Iterables.getLast(found, null))
                .map(key -> key.stored().kid());
        return new Page(last, found.size() == wanted.size(), found.size(), Buffer.buffer(text));
    }

    private void write(Page page) {
        after = page.last();
        left -= page.size();
        boolean ends = !page.full() || left == 0;
        HttpServerResponse response = exchange.isAnswered()
                ? exchange.response()
                : exchange.begin(200, Answer.JSON_TYPE).setChunked(true);
        long timer = vertx.setTimer(
                patienceMillis, tooLong -> Connections.cut(exchange.request().connection()));
        Future<Void> written = ends ? response.end(page.text().appendString("]")) : response.write(page.text());
        written.onComplete(outcome -> {
            vertx.cancelTimer(timer);
            if (outcome.failed()) {
                breakOff();
            } else if (ends) {
                exchange.ended();
            } else {
                next();
            }
        });
    }

    private void breakOff() {
        exchange.entry().brokenOff();
        exchange.ended();
        Connections.cut(exchange.request().connection());
    }
}
