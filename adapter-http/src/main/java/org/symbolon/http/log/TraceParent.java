package org.symbolon.http.log;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The header {@code traceparent} (W3C Trace Context), by which a caller says of which trace its request is a part. Its
 * id is any caller's choice, so nothing relies on it: it is only repeated.
 */
public final class TraceParent {
    private static final CharSequence NAME = HttpHeaders.createOptimized("traceparent");

    /** Version, trace id, parent id and flags, in lower case; a later version than 00 may append more. */
    private static final Pattern FORM =
            Pattern.compile("([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-[0-9a-f]{2}(-.*)?");

    private static final Pattern ZEROS = Pattern.compile("0+");

    private TraceParent() {}

    /** The trace id, 32 hexadecimal digits; empty if there is not exactly one valid header. */
    public static Optional<String> traceId(MultiMap headers) {
        return headers.contains(NAME) && headers.getAll(NAME).size() == 1
                ? traceId(headers.get(NAME))
                : Optional.empty();
    }

    private static Optional<String> traceId(String value) {
        Matcher parts = FORM.matcher(value);
        if (!parts.matches()) {
            return Optional.empty();
        }
        boolean known = parts.group(1).equals("00");
        boolean valid = !parts.group(1).equals("ff")
                && (!known || parts.group(4) == null)
                && !ZEROS.matcher(parts.group(2)).matches()
                && !ZEROS.matcher(parts.group(3)).matches();
        return valid ? Optional.of(parts.group(2)) : Optional.empty();
    }
}
