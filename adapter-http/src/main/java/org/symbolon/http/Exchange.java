package org.symbolon.http;

import com.google.common.base.CharMatcher;
import com.google.common.collect.ImmutableSet;
import com.google.common.net.UrlEscapers;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.symbolon.core.error.ErrorFormat;

/** One request and its answer. Answers once, whatever happens afterwards, in the shape that the caller asked for as far as that is known. */
final class Exchange {
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
    private ErrorFormat errorFormat = ErrorFormat.HTML;
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
    void asksFor(ErrorFormat format) {
        this.errorFormat = format;
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
        answered = true;
        HttpServerResponse response = response()
                .setStatusCode(answer.status())
                .putHeader(HttpHeaders.CONTENT_TYPE, answer.contentType())
                .putHeader(HttpHeaders.CACHE_CONTROL, NO_STORE);
        if (answer.status() >= 400) {
            response.putHeader(NOSNIFF_NAME, NOSNIFF).putHeader(CSP_NAME, CSP);
        }
        entry.answered(request.method().name(), answer.status());
        requestLog.write(entry);
        connections.requestEnded(request.connection());
        response.end(answer.body());
    }

    /** Refuses what has no code in the interface. */
    void refuse(int status, String message) {
        answer(Answer.failure(status, message, errorFormat));
    }

    /** Refuses, and gives up the connection: what is still to come on it would not be understood, or not be waited for. */
    void refuseAndClose(int status, String message) {
        if (!answered) {
            response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
            refuse(status, message);
            connections.closeSoon(request.connection());
        }
    }

    /** Refuses without having read the body, if there is one. */
    void refuseUnread(int status, String message) {
        if (hasBody()) {
            refuseAndClose(status, message);
        } else {
            refuse(status, message);
        }
    }

    void refuseAsNotFound() {
        refuseUnread(404, "There is nothing at this URL");
    }

    boolean hasBody() {
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        return request.headers().contains(HttpHeaders.TRANSFER_ENCODING) || (length != null && !length.equals("0"));
    }

    /** The host that is asked: the one Host header, or the authority of a target in absolute form (RFC 9112 section 3.2); HTTP/1.0 needs none. */
    Optional<String> host() {
        List<String> headers = request.headers().getAll(HttpHeaders.HOST);
        if (headers.size() != 1) {
            return headers.isEmpty() && request.version() == HttpVersion.HTTP_1_0 ? Optional.of("") : Optional.empty();
        }
        String target = request.uri();
        int scheme = target.startsWith("/") ? -1 : target.indexOf("://");
        return Optional.of(scheme < 0 ? headers.get(0) : authority(target.substring(scheme + 3)));
    }

    private static String authority(String target) {
        int end = CharMatcher.anyOf("/?").indexIn(target);
        return end < 0 ? target : target.substring(0, end);
    }

    /** Something went wrong here. The cause goes to the log, a reference to it to the caller. */
    private void fail(Throwable cause) {
        refuse(500, "Internal error, reference " + explain("a request failed", cause));
    }

    /** Logs why an answer is what it is, under a reference that the answer carries too. */
    String explain(String what, Throwable cause) {
        String reference = UUID.randomUUID().toString();
        LOG.error("{}, reference {}", what, reference, cause);
        entry.reference(reference);
        response().putHeader("Error-Reference", reference);
        return reference;
    }
}
