package org.symbolon.http;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.Function;
import org.symbolon.core.error.StoreUnavailableException;
import org.symbolon.core.key.KeyFields;
import org.symbolon.core.key.KeyRefusedException;
import org.symbolon.core.settings.Settings;

/** Takes the steps of requests to the key storage, and tells the caller where one fails. */
final class KeyWork {
    private static final int MOST_BYTES = 65_536;

    private final Vertx vertx;
    private final Body.Limits bodyLimits;

    KeyWork(Vertx vertx, Settings settings) {
        this.vertx = vertx;
        this.bodyLimits = new Body.Limits(
                MOST_BYTES, 400, settings.get(HttpSettings.REQUEST_TIMEOUT).toMillis());
    }

    /** Takes a step on the event loop. */
    static void attempt(Exchange exchange, Runnable step) {
        try {
            step.run();
        } catch (KeyRefusedException refusal) {
            fail(exchange, refusal);
        }
    }

    /** Reads the body, and takes the next step with what it says. */
    void readBody(Exchange exchange, Function<Buffer, KeyFields> reading, Consumer<KeyFields> then) {
        Body.read(exchange, vertx, bodyLimits, body -> attempt(exchange, () -> then.accept(reading.apply(body))));
    }

    /** Takes a step that asks a store on a worker, and the next one on the event loop. */
    <T> void ask(Exchange exchange, Callable<T> step, Consumer<T> then) {
        vertx.executeBlocking(step, false)
                .onComplete(outcome -> exchange.attempt(() -> {
                    if (outcome.succeeded()) {
                        then.accept(outcome.result());
                    } else {
                        fail(exchange, outcome.cause());
                    }
                }));
    }

    static void fail(Exchange exchange, Throwable cause) {
        if (cause instanceof KeyRefusedException refusal) {
            exchange.entry().refused(refusal.error());
            exchange.refuse(KeyAnswer.refusal(refusal));
        } else if (cause instanceof StoreUnavailableException) {
            exchange.explain("key storage did not answer", cause);
            exchange.refuse(KeyAnswer.unavailable());
        } else {
            exchange.fail(cause);
        }
    }
}
