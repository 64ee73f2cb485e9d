package org.symbolon.http;

import com.google.common.base.CharMatcher;
import com.google.common.collect.ImmutableSet;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.symbolon.core.settings.Settings;

/**
 * Lets pages of other origins redeem tokens: players are such pages (Fetch standard, "CORS protocol"). An origin is allowed by name, with credentials, since
 * players that set {@code withCredentials} would otherwise read nothing. That is safe: a token is all that counts here, and no cookie, address or other right
 * that a browser adds of itself.
 */
final class Cors {
    private static final CharMatcher VISIBLE = CharMatcher.inRange('!', '~');
    /** The characters of a header's name (RFC 9110 section 5.6.2), and what stands between names. */
    private static final CharMatcher NAMES = CharMatcher.inRange('a', 'z')
            .or(CharMatcher.inRange('A', 'Z'))
            .or(CharMatcher.inRange('0', '9'))
            .or(CharMatcher.anyOf("!#$%&'*+-.^_`|~, "));

    private static final int LONGEST_ORIGIN = 512;
    private static final int LONGEST_NAMES = 1024;
    private static final String TRUE = "true";

    private final ImmutableSet<String> origins;
    private final String maxAge;

    Cors(Settings settings) {
        this.origins = ImmutableSet.copyOf(settings.get(HttpSettings.CORS_ORIGINS));
        this.maxAge = Long.toString(settings.get(HttpSettings.CORS_MAX_AGE).toSeconds());
    }

    /** Lets the page that asks read the answer, whatever it will be; whether it may. */
    boolean allow(Exchange exchange) {
        HttpServerResponse response = exchange.response().putHeader(HttpHeaders.VARY, HttpHeaders.ORIGIN);
        Optional<String> origin =
                only(exchange.request().headers().getAll(HttpHeaders.ORIGIN)).filter(this::isAllowed);
        origin.ifPresent(allowed -> response.putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, allowed)
                .putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_CREDENTIALS, TRUE)
                .putHeader(HttpHeaders.ACCESS_CONTROL_EXPOSE_HEADERS, Exchange.REFERENCE));
        return origin.isPresent();
    }

    private boolean isAllowed(String origin) {
        return origins.contains("*")
                ? origin.length() <= LONGEST_ORIGIN && VISIBLE.matchesAllOf(origin)
                : origins.contains(origin.toLowerCase(Locale.ROOT));
    }

    /** Answers a preflight, which asks with what method and headers the page may ask; it brings no token. */
    void answerPreflight(Exchange exchange, String methods) {
        MultiMap asked = exchange.request().headers();
        HttpServerResponse response = exchange.response().putHeader(HttpHeaders.ALLOW, methods);
        if (allow(exchange) && asked.contains(HttpHeaders.ACCESS_CONTROL_REQUEST_METHOD)) {
            response.putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_METHODS, methods)
                    .putHeader(HttpHeaders.ACCESS_CONTROL_MAX_AGE, maxAge);
            only(asked.getAll(HttpHeaders.ACCESS_CONTROL_REQUEST_HEADERS))
                    .filter(names -> names.length() <= LONGEST_NAMES && NAMES.matchesAllOf(names))
                    .ifPresent(names -> response.putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_HEADERS, names));
            if (TRUE.equals(asked.get(HttpHeaders.ACCESS_CONTROL_REQUEST_PRIVATE_NETWORK))) {
                response.putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_PRIVATE_NETWORK, TRUE);
            }
        }
        exchange.answerNothing();
    }

    private static Optional<String> only(List<String> values) {
        return values.size() == 1 ? Optional.of(values.get(0)) : Optional.empty();
    }
}
