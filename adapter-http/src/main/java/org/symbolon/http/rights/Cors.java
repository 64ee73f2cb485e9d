package org.symbolon.http.rights;

import com.google.common.base.CharMatcher;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import io.vertx.core.http.HttpHeaders;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.symbolon.core.settings.Settings;
import org.symbolon.http.server.Answer;
import org.symbolon.http.server.Call;
import org.symbolon.http.server.HttpSettings;

/**
 * Lets pages of other origins redeem tokens: players are such pages (Fetch standard, "CORS protocol"). An origin is
 * allowed by name and with credentials, since players that set {@code withCredentials} could not read the answer
 * otherwise. That is safe: only the token counts here, and no cookie, address or other right that a browser adds by
 * itself.
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
    private static final String EXPOSED = Answer.REFERENCE + ", Retry-After";
    private static final String EVERY_ORIGIN = "*";

    private final ImmutableSet<String> origins;
    private final String maxAge;

    Cors(Settings settings) {
        this.origins = ImmutableSet.copyOf(settings.get(HttpSettings.CORS_ORIGINS));
        this.maxAge = Long.toString(settings.get(HttpSettings.CORS_MAX_AGE).toSeconds());
    }

    /**
     * The headers of every answer, which let the page that asks read it if its origin is allowed. The origin of a
     * request that is too long is not known; where every origin is allowed, its page is told all the same.
     */
    ImmutableMap<String, String> headers(Call call) {
        ImmutableMap.Builder<String, String> headers =
                ImmutableMap.<String, String>builder().put("vary", "origin");
        allowedOrigin(call)
                .ifPresent(origin -> headers.put("access-control-allow-origin", origin)
                        .put("access-control-allow-credentials", TRUE)
                        .put("access-control-expose-headers", EXPOSED));
        if (!call.isReadable() && call.headers(HttpHeaders.ORIGIN).isEmpty() && origins.contains(EVERY_ORIGIN)) {
            headers.put("access-control-allow-origin", EVERY_ORIGIN);
        }
        return headers.buildOrThrow();
    }

    private Optional<String> allowedOrigin(Call call) {
        return only(call.headers(HttpHeaders.ORIGIN)).filter(this::isAllowed);
    }

    private boolean isAllowed(String origin) {
        return origins.contains(EVERY_ORIGIN)
                ? origin.length() <= LONGEST_ORIGIN && VISIBLE.matchesAllOf(origin)
                : origins.contains(origin.toLowerCase(Locale.ROOT));
    }

    /** The answer to a preflight, which asks with what method and headers the page may ask; it brings no token. */
    Answer preflight(Call call, String methods) {
        ImmutableMap.Builder<String, String> allowed =
                ImmutableMap.<String, String>builder().put("allow", methods);
        boolean isPreflight =
                call.header(HttpHeaders.ACCESS_CONTROL_REQUEST_METHOD).isPresent();
        if (isPreflight && allowedOrigin(call).isPresent()) {
            allowed.put("access-control-allow-methods", methods).put("access-control-max-age", maxAge);
            only(call.headers(HttpHeaders.ACCESS_CONTROL_REQUEST_HEADERS))
                    .filter(names -> names.length() <= LONGEST_NAMES && NAMES.matchesAllOf(names))
                    .ifPresent(names -> allowed.put("access-control-allow-headers", names));
            if (call.header(HttpHeaders.ACCESS_CONTROL_REQUEST_PRIVATE_NETWORK).equals(Optional.of(TRUE))) {
                allowed.put("access-control-allow-private-network", TRUE);
            }
        }
        return Answer.noContent().with(allowed.buildOrThrow());
    }

    private static Optional<String> only(List<String> values) {
        return values.size() == 1 ? Optional.of(values.get(0)) : Optional.empty();
    }
}
