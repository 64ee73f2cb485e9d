package org.symbolon.core.store.key;

import static org.symbolon.core.error.SharedError.INVALID_EXPIRATION_TIME;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;
import java.util.regex.Pattern;
import org.symbolon.core.parameter.Parsed;
import org.symbolon.core.parameter.Quotation;
import org.symbolon.core.parameter.ValueForm;

/**
 * When a key object expires.
 *
 * @param text as the caller wrote it; answers repeat it
 * @param instant the same time, to the millisecond, because stores keep no more digits and a key must expire at the
 * same time in every store
 */
public record KeyExpiration(String text, Instant instant) {
    /** Of text that is a time, but for days that a month does not have. */
    public static final ValueForm FORM =
            ValueForm.matching("[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])(T([01][0-9]|2[0-3]):[0-5][0-9]"
                    + "(:[0-5][0-9]([.,][0-9]{1,9})?)?(Z|[+-](0[0-9]|1[0-7])(:?[0-5][0-9])?|[+-]18(:?00)?)?)?");

    /** Tried first, so that text which is not a time at all is refused without the cost of an exception. */
    private static final Pattern SHAPE =
            Pattern.compile("\\d{4}-\\d{2}-\\d{2}(T\\d{2}:\\d{2}(:\\d{2}([.,]\\d{1,9})?)?(Z|[+-]\\d{2}(:?\\d{2})?)?)?");

    private static final DateTimeFormatter FORMAT = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd['T'HH:mm[:ss[.SSSSSSSSS][.SSSSSSSS][.SSSSSSS][.SSSSSS][.SSSSS][.SSSS][.SSS][.SS][.S]]]"
                            + "[XXX][XX][X]",
                    Locale.ROOT)
            .withResolverStyle(ResolverStyle.STRICT);

    public KeyExpiration {
        instant = instant.truncatedTo(ChronoUnit.MILLIS);
    }

    /** Reads ISO 8601 in its extended form: a date, or a date and a time, in UTC unless an offset says otherwise. */
    public static Parsed<KeyExpiration> parse(String text) {
        if (!SHAPE.matcher(text).matches()) {
            return invalid("must be a time like 2030-12-31T23:59:59Z (ISO 8601)", text);
        }
        try {
            return Parsed.valid(new KeyExpiration(text, instant(text.replace(',', '.'))));
        } catch (DateTimeException noSuchTime) {
            return invalid("names no date and time that exists", text);
        }
    }

    private static Instant instant(String text) {
        TemporalAccessor time = FORMAT.parseBest(text, OffsetDateTime::from, LocalDateTime::from, LocalDate::from);
        if (time instanceof OffsetDateTime withOffset) {
            return withOffset.toInstant();
        }
        return time instanceof LocalDateTime local
                ? local.toInstant(ZoneOffset.UTC)
                : LocalDate.from(time).atStartOfDay().toInstant(ZoneOffset.UTC);
    }

    private static Parsed<KeyExpiration> invalid(String rule, String text) {
        return Parsed.invalid(INVALID_EXPIRATION_TIME, rule + ", not " + Quotation.of(text));
    }
}
