package org.symbolon.http;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** The value of the {@code Date} header (RFC 9110 section 6.6.1), made once a second. Used on its event loop only. */
final class HttpDate {
    private static final DateTimeFormatter IMF_FIXDATE =
            DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT);

    private CharSequence value = format();

    HttpDate(Vertx vertx) {
        vertx.setPeriodic(1000, tick -> value = format());
    }

    CharSequence value() {
        return value;
    }

    private static CharSequence format() {
        return HttpHeaders.createOptimized(IMF_FIXDATE.format(ZonedDateTime.now(ZoneOffset.UTC)));
    }
}
