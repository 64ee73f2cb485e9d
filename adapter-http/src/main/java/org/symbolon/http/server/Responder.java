package org.symbolon.http.server;

import com.google.common.collect.ImmutableSet;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.symbolon.core.language.Wording;
import org.symbolon.http.connection.Connections;

/** Sends answers, then counts them, then logs them. Nobody else writes to a response. Used on its event loop only. */
final class Responder {
    private static final DateTimeFormatter IMF_FIXDATE =
            DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT);
    private static final CharSequence NO_STORE = HttpHeaders.createOptimized("no-store");
    private static final CharSequence NOSNIFF_NAME = HttpHeaders.createOptimized("X-Content-Type-Options");
    private static final CharSequence NOSNIFF = HttpHeaders.createOptimized("nosniff");
    private static final CharSequence CSP_NAME = HttpHeaders.createOptimized("Content-Security-Policy");
    private static final CharSequence WWW_AUTHENTICATE = HttpHeaders.createOptimized("WWW-Authenticate");
    /** RFC 9110 section 11.6.1. No browser knows the scheme, so none opens a dialog that asks for a password. */
    private static final CharSequence CHALLENGE = HttpHeaders.createOptimized("ExpressPlay realm=\"symbolon\"");

    private static final CharSequence CSP = HttpHeaders.createOptimized("default-src 'none'; frame-ancestors 'none'");

    /** A body would be taken for the beginning of the next answer (RFC 9110 section 6.4.1). */
    private static final ImmutableSet<Integer> WITHOUT_BODY = ImmutableSet.of(204, 205, 304);

    private final Vertx vertx;
    private final RequestLog log;
    private final Consumer<LogLine> lines;
    private final Consumer<LogLine> counter;
    private final Connections connections;
    private final long readerMillis;
    private CharSequence date = formatDate();

    /**
     * For one event loop.
     *
     * @param counter is told of each answer
     * @param readerTimeout how long a caller may take to read a part of a long answer
     */
    Responder(Connections connections, RequestLog log, Consumer<LogLine> counter, Duration readerTimeout) {
        this.vertx = connections.vertx();
        this.connections = connections;
        this.log = log;
        this.lines = log.ofEventLoop();
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
        } catch (RuntimeException | Error e) {
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

    /**
     * Ends a call that there is no answer for: with status 500, or by closing the connection where a head has gone out
     * already. Only a fault in this package leads here.
     */
    void giveUp(Call call, Throwable fault) {
        String reference = log.failure("a call could not be answered", fault);
        call.log().reference(reference);
        try {
            if (!call.response().headWritten()) {
                call.response().headers().clear();
                answerAndClose(
                        call,
                        ErrorShape.PAGE
                                .problem(500, "Internal error, reference " + reference, Wording.english())
                                .with(Answer.REFERENCE, reference));
                return;
            }
        } catch (RuntimeException | Error e) {
            log.failure("a call could not be answered, not even with status 500", e);
        }
        breakOff(call);
    }

    private void answerAndClose(Call call, Answer answer) {
        call.connection().announceEnd(call.response());
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
        if (answer.status() == 401) {
            response.putHeader(WWW_AUTHENTICATE, CHALLENGE);
        }
        if (answer.status() == 401 || answer.status() == 429) {
            call.logTurnedAway();
        }
        call.logOrigin();
        answer.headers().forEach(response::putHeader);
        nameTrace(call, answer);
        call.log().answered(call.method().name(), answer);
        if (answer.body().next().isPresent()) {
            response.setChunked(true);
            sendPart(call, answer.body());
        } else {
            end(call, answer);
            ended(call);
        }
    }

    /** The caller finds its own trace by the reference, and we find the line of the log by either. */
    private static void nameTrace(Call call, Answer answer) {
        String reference = answer.headers().get(Answer.REFERENCE);
        if (reference != null) {
            call.log()
                    .trace()
                    .ifPresent(trace -> call.response().putHeader(Answer.REFERENCE, reference + "; trace=" + trace));
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // a caller who has left is none that could be told
    private static void end(Call call, Answer answer) {
        HttpServerResponse response = call.response();
        Future<Void> sent = WITHOUT_BODY.contains(answer.status()) || call.isHeadOverHttp2()
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
        Future.succeededFuture(part.next().orElseThrow())
                .compose(Supplier::get)
                .onComplete(next -> sendHeld(call, next), failure -> {
                    call.log().reference(log.failure("an answer was broken off", failure));
                    breakOff(call);
                });
    }

    private void sendHeld(Call call, Answer.Part part) {
        if (call.hold(part)) {
            sendPart(call, part);
        } else {
            breakOff(call);
        }
    }

    /** Ends an answer without the end that HTTP knows, so that nobody takes the part for the whole. */
    private void breakOff(Call call) {
        call.log().brokenOff();
        ended(call);
        call.connection().cut();
    }

    private void ended(Call call) {
        LogLine line = call.log();
        call.ended();
        call.connection().requestEnded();
        if (call.isClosingAfterwards()) {
            call.connection().closeSoon();
        }
        counter.accept(line);
        lines.accept(line);
    }
}
