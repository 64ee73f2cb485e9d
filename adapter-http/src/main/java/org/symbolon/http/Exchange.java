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
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.symbolon.core.error.ErrorFormat;

/** One request and its answer. Answers once, whatever happens afterwards. */
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
    private final LogEntry log = new LogEntry();
    private final Consumer<LogEntry> whenAnswered;
    private boolean answered;

    Exchange(HttpServerRequest request, Consumer<LogEntry> whenAnswered) {
        this.request = request;
        this.whenAnswered = whenAnswered;
    }

    HttpServerRequest request() {
        return request;
    }

    LogEntry log() {
        return log;
    }

    HttpServerResponse response() {
        return request.response();
    }

    boolean isAnswered() {
        return answered;
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
        response.end(answer.body());
        log.answered(request.method().name(), answer.status());
        whenAnswered.accept(log);
    }

    /** Answers and gives up the connection: what is still to come on it would not be understood, or not be waited for. */
    void answerAndClose(Answer answer) {
        response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        answer(answer);
    }

    /** Answers without having read the body, if there is one. */
    void refuseUnread(Answer answer) {
        if (hasBody()) {
            answerAndClose(answer);
        } else {
            answer(answer);
        }
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
    void fail(Throwable cause, ErrorFormat format) {
        String reference = explain("a request failed", cause);
        answer(Answer.failure(500, "Internal error, reference " + reference, format));
    }

    /** Logs why an answer is what it is, under a reference that the answer carries too. */
    String explain(String what, Throwable cause) {
        String reference = UUID.randomUUID().toString();
        LOG.error("{}, reference {}", what, reference, cause);
        log.reference(reference);
        response().putHeader("Error-Reference", reference);
        return reference;
    }
}
