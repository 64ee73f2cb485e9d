package org.symbolon.http.server;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.symbolon.http.connection.Connections;

/** Sends answers, then counts them, then logs them. Nobody else writes to a response. Used on its event loop only. */
final class Responder {
    private static final DateTimeFormatter IMF_FIXDATE =
            DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT);
    private static final CharSequence NO_STORE = HttpHeaders.createOptimized("no-store");
    private static final CharSequence NOSNIFF_NAME = HttpHeaders.createOptimized("X-Content-Type-Options");
    private static final CharSequence NOSNIFF = HttpHeaders.createOptimized("nosniff");
    private static final CharSequence CSP_NAME = HttpHeaders.createOptimized("Content-Security-Policy");
    private static final CharSequence CSP = HttpHeaders.createOptimized("default-src 'none'; frame-ancestors 'none'");

    private final Vertx vertx;
    private final RequestLog log;
    private final Counter counter;
    private final Connections connections;
    private final long readerMillis;
    private CharSequence date = formatDate();

    /** Is told of each answer. */
    @FunctionalInterface
    interface Counter {
        void answered(String route, int status, long micros);
    }

    /**
     * For one event loop.
     *
     * @param readerTimeout how long a caller may take to read a part of a long answer
     */
    Responder(Connections connections, RequestLog log, Counter counter, Duration readerTimeout) {
        this.vertx = connections.vertx();
        this.connections = connections;
        this.log = log;
        this.counter = counter;
        this.readerMillis = Math.max(1, readerTimeout.toMillis());
        vertx.setPeriodic(1000, tick -> date = formatDate());
    }

    /** The value of the {@code Date} header (RFC 9110 section 6.6.1), made once a second. */
    private static CharSequence formatDate() {
        return HttpHeaders.createOptimized(IMF_FIXDATE.format(ZonedDateTime.now(ZoneOffset.UTC)));
    }

    /**
     * Answers a call. The connection is closed after it where what comes next could not be understood: after a refused
     * head, behind a body that nobody reads, and where the caller may send a body or not.
     */
    void answer(Call call, Answer answer) {
        try {
            boolean leavesBody =
                    (answer.status() >= 400 || call.connection().expectsContinue()) && call.hasUnreadBody();
            if (leavesBody || call.connection().fault().isPresent()) {
                answerAndClose(call, answer);
            } else if (connections.isEnding()) {
                call.connection().lookForMore(() -> answerAtTheEnd(call, answer));
            } else {
                send(call, answer);
            }
        } catch (RuntimeException e) {
            giveUp(call, e);
        }
    }

    /** The service ends: the last answer says so, but requests that have arrived behind this one are answered first. */
    private void answerAtTheEnd(Call call, Answer answer) {
        try {
            if (call.connection().hasMore()) {
                send(call, answer);
            } else {
                answerAndClose(call, answer);
            }
        } catch (RuntimeException e) {
            giveUp(call, e);
        }
    }

    /** Closes the connection of a call that there is no answer for; only a fault in this package leads here. */
    void giveUp(Call call, Throwable fault) {
        call.log().reference(log.failure("a call could not be answered", fault));
        breakOff(call);
    }

    private void answerAndClose(Call call, Answer answer) {
        call.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        call.closesAfterwards();
        send(call, answer);
    }

    private void send(Call call, Answer answer) {
        HttpServerResponse response = call.response().setStatusCode(answer.status());
        response.putHeader(HttpHeaders.DATE, date).putHeader(HttpHeaders.CACHE_CONTROL, NO_STORE);
        if (!answer.contentType().isEmpty()) {
            response.putHeader(HttpHeaders.CONTENT_TYPE, answer.contentType());
        }
        if (answer.status() >= 400) {
            response.putHeader(NOSNIFF_NAME, NOSNIFF).putHeader(CSP_NAME, CSP);
        }
        answer.headers().forEach(response::putHeader);
        call.log().answered(call.method().name(), answer);
        if (answer.body().next().isPresent()) {
            response.setChunked(true);
            sendPart(call, answer.body());
        } else {
            end(call, answer);
            ended(call);
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // a caller who has left is none that could be told
    private static void end(Call call, Answer answer) {
        HttpServerResponse response = call.response();
        Future<Void> sent = answer.status() == 204
                ? response.end()
                : response.end(answer.body().bytes());
        if (call.holdsAnswer()) {
            sent.onComplete(outcome -> call.releaseAnswer());
        }
    }

    /**
     * Sends a part of a long answer. The next one is read when this one has gone out, so that a slow caller costs the
     * memory of one part.
     */
    private void sendPart(Call call, Answer.Part part) {
        boolean last = part.next().isEmpty();
        HttpServerResponse response = call.response();
        long timer = vertx.setTimer(readerMillis, tooLong -> call.connection().cut());
        Future<Void> sent = last ? response.end(part.bytes()) : response.write(part.bytes());
        sent.onComplete(outcome -> {
            vertx.cancelTimer(timer);
            call.releaseAnswer();
            if (outcome.failed()) {
                breakOff(call);
            } else if (last) {
                ended(call);
            } else {
                sendNext(call, part);
            }
        });
    }

    private void sendNext(Call call, Answer.Part part) {
        part.next().orElseThrow().get().onComplete(next -> {
            if (next.failed()) {
                call.log().reference(log.failure("an answer was broken off", next.cause()));
                breakOff(call);
            } else if (call.hold(next.result())) {
                sendPart(call, next.result());
            } else {
                breakOff(call);
            }
        });
    }

    /** Ends an answer without the end that HTTP knows, so that nobody takes the part for the whole. */
    private void breakOff(Call call) {
        call.log().brokenOff();
        ended(call);
        call.connection().cut();
    }

    private void ended(Call call) {
        LogLine line = call.log();
        line.ended();
        call.connection().requestEnded();
        if (call.isClosingAfterwards()) {
            call.connection().closeSoon();
        }
        counter.answered(line.route(), line.status(), line.micros());
        log.write(line);
    }
}
