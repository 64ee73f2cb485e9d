package org.symbolon.core.store.key;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.symbolon.core.error.SharedError.INVALID_EXPIRATION_TIME;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.symbolon.core.value.KeyId;
import org.symbolon.core.value.WrappedKey;

class KeyExpirationTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2030-12-31 | 2030-12-31T00:00:00Z",
                "2030-12-31T23:59 | 2030-12-31T23:59:00Z",
                "2030-12-31T23:59:58 | 2030-12-31T23:59:58Z",
                "2030-12-31T23:59:58Z | 2030-12-31T23:59:58Z",
                "2030-12-31T23:59Z | 2030-12-31T23:59:00Z",
                "2030-12-31T23:59+02:00 | 2030-12-31T21:59:00Z",
                "2030-12-31T23:59:58+02:00 | 2030-12-31T21:59:58Z",
                "2030-12-31T23:59:58-0230 | 2031-01-01T02:29:58Z",
                "2030-12-31T23:59:58+02 | 2030-12-31T21:59:58Z",
                "2030-12-31T23:59:58-00:00 | 2030-12-31T23:59:58Z",
                "2030-12-31T23:59:58.1 | 2030-12-31T23:59:58.100Z",
                "2030-12-31T23:59:58.12Z | 2030-12-31T23:59:58.120Z",
                "2030-12-31T23:59:58.123Z | 2030-12-31T23:59:58.123Z",
                "2030-12-31T23:59:58,123Z | 2030-12-31T23:59:58.123Z",
                "2030-12-31T23:59:58.1234+01:00 | 2030-12-31T22:59:58.123Z",
                "2030-12-31T23:59:58.12345Z | 2030-12-31T23:59:58.123Z",
                "2030-12-31T23:59:58.123456Z | 2030-12-31T23:59:58.123Z",
                "2030-12-31T23:59:58.1234567Z | 2030-12-31T23:59:58.123Z",
                "2030-12-31T23:59:58.12345678Z | 2030-12-31T23:59:58.123Z",
                "2030-12-31T23:59:58.123999999 | 2030-12-31T23:59:58.123Z",
                "2028-02-29 | 2028-02-29T00:00:00Z",
                "1969-12-31T23:59:59.9999Z | 1969-12-31T23:59:59.999Z",
                "0001-01-01 | 0001-01-01T00:00:00Z",
                "9999-12-31T23:59:59-18:00 | +10000-01-01T17:59:59Z"
            })
    void parse_iso8601_isTheTimeItNamesToTheMillisecond(String text, Instant instant) {
        KeyExpiration expiration = KeyExpiration.parse(text).value();
        assertEquals(instant, expiration.instant());
        assertEquals(text, expiration.text());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-02-29",
                "2026-00-01",
                "2026-13-01",
                "2026-04-31",
                "2026-01-00",
                "2026-01-01T24:00:00Z",
                "2026-01-01T12:60:00Z",
                "2026-01-01T12:00:60Z",
                "2026-01-01T12:00:00+19:00",
                "2026-01-01T12:00:00+02:60"
            })
    void parse_aTimeThatDoesNotExist_isRefused(String text) {
        assertEquals(INVALID_EXPIRATION_TIME, KeyExpiration.parse(text).code());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "tomorrow",
                "1767268800",
                "20300101",
                "20300101T120000Z",
                "2030-1-1",
                "2030-01",
                "2030",
                "2030-W01-1",
                "2030-001",
                " 2030-01-01",
                "2030-01-01 ",
                "2030-01-01\n",
                "2030-01-01Z",
                "2030-01-01T",
                "2030-01-01T12",
                "2030-01-01T12Z",
                "2030-01-01 12:00:00",
                "2030-01-01t12:00:00z",
                "2030-01-01T12:00:00.",
                "2030-01-01T12:00:00.Z",
                "2030-01-01T12:00:00.1234567890Z",
                "2030-01-01T12:00.5Z",
                "2030-01-01T12:00:00ZZ",
                "2030-01-01T12:00:00+1",
                "2030-01-01T12:00:00+1:00",
                "2030-01-01T12:00:00 UTC",
                "2030-01-01T12:00:00[Europe/Berlin]",
                "+12030-01-01",
                "-2030-01-01",
                "٢٠٣٠-٠١-٠١",
                "Tue, 01 Jan 2030 12:00:00 GMT"
            })
    void parse_anythingElse_isRefused(String text) {
        assertEquals(INVALID_EXPIRATION_TIME, KeyExpiration.parse(text).code());
    }

    @ParameterizedTest
    @CsvSource({"-1, false", "0, true", "1, true"})
    void isExpired_fromItsTimeOn(long millis, boolean expired) {
        Instant end = Instant.parse("2030-01-01T12:00:00.123Z");
        StoredKey key = StoredKey.builder()
                .kid(KeyId.ofString("a"))
                .ek(WrappedKey.of(new byte[WrappedKey.BYTES]))
                .lastUpdate(Instant.EPOCH)
                .expiration(KeyExpiration.parse("2030-01-01T13:00:00.123999999+01:00")
                        .value())
                .build();
        assertEquals(expired, key.isExpired(end.plusMillis(millis)));
        assertEquals(
                false,
                StoredKey.builder()
                        .from(key)
                        .expiration(Optional.empty())
                        .build()
                        .isExpired(Instant.MAX));
    }
}
