package org.symbolon.http;

import com.google.common.collect.ImmutableSet;
import com.google.common.net.UrlEscapers;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.symbolon.core.error.ErrorFormat;
import org.symbolon.core.error.RefusedException;
import org.symbolon.core.record.Reference;

/** One request and its answer. Answers once, whatever happens afterwards, in the shape that the caller asked for as far as that is known. */
final class Exchange {
    /** The header that names a refusal as its log line does. */
    static final String REFERENCE = "Error-Reference";

    private static final Logger LOG = LoggerFactory.getLogger(Exchange.class);
    private static final CharSequence NO_STORE = HttpHeaders.createOptimized("no-store");
    private static final CharSequence NOSNIFF_NAME = HttpHeaders.createOptimized("X-Content-Type-Options");
    private static final CharSequence NOSNIFF = HttpHeaders.createOptimized("nosniff");
    private static final CharSequence CSP_NAME = HttpHeaders.createOptimized("Content-Security-Policy");
    private static final CharSequence CSP = HttpHeaders.createOptimized("default-src 'none'; frame-ancestors 'none'");
    private static final int MOST_IGNORED = 32;
    private static final int LONGEST_NAME = 64;

    private final HttpServerRequest request;
    private final Connections connections;
    private final RequestLog requestLog;
    private final LogEntry entry = new LogEntry();
    private FailureShape failureShape = FailureShape.of(ErrorFormat.HTML);
    private boolean bodyWasRead;
    private boolean answered;

    Exchange(HttpServerRequest request, Connections connections, RequestLog requestLog) {
        this.request = request;
        this.connections = connections;
        this.requestLog = requestLog;
    }

    HttpServerRequest request() {
        return request;
    }

    /** What the log will say of it. */
    LogEntry entry() {
        return entry;
    }

    HttpServerResponse response() {
        return request.response();
    }

    boolean isAnswered() {
        return answered;
    }

    /** Says in which shape the caller wants failures from here on. */
    void asksFor(FailureShape shape) {
        this.failureShape = shape;
    }

    /** Says that nothing of the request is still to come. */
    void bodyWasRead() {
        this.bodyWasRead = true;
    }

    /** The path as it came, with nothing decoded or taken out. */
    String path() {
        return Optional.ofNullable(request.path()).orElse("");
    }

    /** Takes a step towards the answer; whatever goes wrong in it, there is an answer. */
    void attempt(Runnable step) {
        try {
            step.run();
        } catch (Throwable e) {
            fail(e);
        }
    }

    /** Names the parameters that had no effect. They are the caller's text: what is no plain character of a name is percent-encoded. */
    void nameIgnored(ImmutableSet<String> names) {
        if (!names.isEmpty()) {
            String list =
                    names.stream().limit(MOST_IGNORED).map(Exchange::plain).collect(Collectors.joining(", "));
            response().putHeader("Ignored-Parameters", list);
        }
    }

    private static String plain(String name) {
        String escaped = UrlEscapers.urlFormParameterEscaper().escape(name);
        return escaped.substring(0, Math.min(LONGEST_NAME, escaped.length()));
    }

    void answer(Answer answer) {
        if (answered) {
            return;
        }
        HttpServerResponse response = begin(answer.status(), answer.contentType());
        if (answer.status() >= 400) {
            response.putHeader(NOSNIFF_NAME, NOSNIFF).putHeader(CSP_NAME, CSP);
        }
        ended();
        response.end(answer.body());
    }

    /** Answers that all is well, without a body. */
    void answerNothing() {
        if (!answered) {
            HttpServerResponse response = begin(204);
            ended();
            response.end();
        }
    }

    /** Begins an answer; whoever writes one in parts says when it has {@link #ended}. */
    HttpServerResponse begin(int status, String contentType) {
        return begin(status).putHeader(HttpHeaders.CONTENT_TYPE, contentType);
    }

    private HttpServerResponse begin(int status) {
        answered = true;
        entry.answered(request.method().name(), status);
        return response().setStatusCode(status).putHeader(HttpHeaders.CACHE_CONTROL, NO_STORE);
    }

    void ended() {
        requestLog.write(entry);
        connections.requestEnded(request.connection());
    }

    /** Refuses what has no code in the interface. */
    void refuse(int status, String message) {
        refuse(failureShape.answer(status, message));
    }

    /** Refuses; a body that was not read is not waited for. */
    void refuse(Answer refusal) {
        if (hasBody() && !bodyWasRead) {
            answerAndClose(refusal);
        } else {
            answer(refusal);
        }
    }

    /** Refuses, and gives up the connection: what is still to come on it would not be understood, or not be waited for. */
    void refuseAndClose(int status, String message) {
        answerAndClose(failureShape.answer(status, message));
    }

    private void answerAndClose(Answer refusal) {
        if (!answered) {
            response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
            answer(refusal);
            connections.closeSoon(request.connection());
        }
    }

    void refuseAsNotFound() {
        refuse(404, "There is nothing at this URL");
    }

    boolean hasBody() {
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        return request.headers().contains(HttpHeaders.TRANSFER_ENCODING) || (length != null && !length.equals("0"));
    }

    /** Something went wrong here. The cause goes to the log, a reference to it to the caller. */
    void fail(Throwable cause) {
        refuse(500, "Internal error, reference " + explain("a request failed", cause));
    }

    /** Logs why an answer is what it is, under a new reference. */
    String explain(String what, Throwable cause) {
        return explain(what, UUID.randomUUID().toString(), cause);
    }

    private String explain(String what, String reference, Throwable cause) {
        LOG.error("{}, reference {}", what, reference, cause);
        name(reference);
        return reference;
    }

    /** Names a refusal; a failure that is behind it is logged under the same reference. */
    void name(Reference reference, RefusedException refusal) {
        name(reference.text());
        Optional.ofNullable(refusal.getCause())
                .ifPresent(cause -> explain("a request was refused", reference.text(), cause));
    }

    /** Puts a reference into the log and into the answer, unless that has begun. */
    private void name(String reference) {
        entry.reference(reference);
        if (!response().headWritten()) {
            response().putHeader(REFERENCE, reference);
        }
    }
}
