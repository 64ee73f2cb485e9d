package org.symbolon.http;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.util.function.Consumer;

/** Reads a body that is bounded in size and in time: a body that dribbles in keeps a connection busy, so no idle time-out would end it. */
final class Body {
    private final Exchange exchange;
    private final Limits limits;
    private final Buffer bytes = Buffer.buffer();

    private Body(Exchange exchange, Limits limits) {
        this.exchange = exchange;
        this.limits = limits;
    }

    /**
     * What a body is held to.
     *
     * @param bytes the most it may have
     * @param statusBeyond the status of an answer to more
     * @param millis the longest it may take; longer: 408
     */
    record Limits(int bytes, int statusBeyond, long millis) {}

    /** Reads the body and hands it on; refuses the request where it cannot be read. */
    static void read(Exchange exchange, Vertx vertx, Limits limits, Consumer<Buffer> then) {
        Body body = new Body(exchange, limits);
        HttpServerRequest request = exchange.request();
        if (declaredLength(request) > limits.bytes()) {
            body.refuseAsTooLong();
            return;
        }
        long timer = vertx.setTimer(
                limits.millis(), fired -> exchange.refuseAndClose(408, "The body did not arrive in time"));
        request.exceptionHandler(broken -> {
            vertx.cancelTimer(timer);
            exchange.attempt(() -> exchange.refuseAndClose(400, "The body is no HTTP that can be read"));
        });
        request.handler(body::add);
        request.endHandler(end -> {
            vertx.cancelTimer(timer);
            exchange.bodyWasRead();
            if (!exchange.isAnswered()) {
                exchange.attempt(() -> then.accept(body.bytes));
            }
        });
    }

    private static long declaredLength(HttpServerRequest request) {
        String length = request.getHeader("Content-Length");
        return length == null ? 0 : Long.parseLong(length);
    }

    private void add(Buffer more) {
        if (exchange.isAnswered()) {
            return;
        }
        if (bytes.length() + more.length() > limits.bytes()) {
            refuseAsTooLong();
        } else {
            bytes.appendBuffer(more);
        }
    }

    private void refuseAsTooLong() {
        exchange.refuseAndClose(limits.statusBeyond(), "The body is longer than " + limits.bytes() + " bytes");
    }
}
