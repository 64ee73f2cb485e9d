package org.symbolon.core.parameter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.symbolon.core.error.SharedError.INVALID_EXPIRATION_TIME;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EndTimeTest {
    private static final Instant NOW = Instant.parse("2026-01-01T12:00:00.123Z");

    private static Parsed<EndTime> parse(String text) {
        return EndTime.parse(text, INVALID_EXPIRATION_TIME);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2006-04-14T12:01:10Z",
                "2024-02-29T23:59:59Z",
                "0000-01-01T00:00:00Z",
                "0001-01-01T00:00:00Z",
                "9999-12-31T23:59:59Z",
                "2026-01-01T00:00:00.1Z",
                "2026-01-01T00:00:00.12Z",
                "2026-01-01T00:00:00.123Z",
                "2026-01-01T00:00:00.1234Z",
                "2026-01-01T00:00:00.12345Z",
                "2026-01-01T00:00:00.123456Z",
                "2026-01-01T00:00:00.1234567Z",
                "2026-01-01T00:00:00.12345678Z",
                "2026-01-01T00:00:00.123456789Z",
                "2026-01-01T00:00:00.000000000Z",
                "2026-01-01T00:00:00.000000001Z"
            })
    void parse_rfc3339InZuluTime_isThatInstant(String text) {
        assertEquals(Instant.parse(text), parse(text).value().after(NOW));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "9", "01", "999"})
    void parse_fractionFinerThanANanosecond_isCut(String more) {
        Instant cut = Instant.parse("2026-01-01T00:00:00.123456789Z");
        assertEquals(
                cut, parse("2026-01-01T00:00:00.123456789" + more + "Z").value().after(NOW));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "now",
                "1767225600",
                "-60",
                "Z",
                "2026-01-01",
                "2026-01-01T00:00:00",
                "2026-01-01T00:00:00y",
                "2026-01-01T00:00:00:",
                "2026-01-01s00:00:00Z",
                "2026-01-01\u017400:00:00Z",
                "2026-01-01 00:00:00Z",
                "2026-01-01T00:00:00ZZ",
                "2026-01-01T00:00:00Z ",
                "2026-01-01T00:00:00+00:00",
                "2026-01-01T00:00:00-00:00",
                "2026-01-01T00:00:00+01:00",
                "2026-01-01T00:00:00+0000",
                "2026-01-01T00:00:00 UTC",
                "2026-01-01T00:00Z",
                "2026-01-01T00Z",
                "2026-01-01TZ",
                "2026-1-1T0:0:0Z",
                "26-01-01T00:00:00Z",
                "12026-01-01T00:00:00Z",
                "-2026-01-01T00:00:00Z",
                "20260101T000000Z",
                "2026/01/01T00:00:00Z",
                "2026-01-01T00.00.00Z",
                "2026-01-01T00:00:00.Z",
                "2026-01-01T00:00:00,5Z",
                "2026-01-01T00:00:00.5.5Z",
                "2026-01-01T00:00:00.-5Z",
                "2026-01-01T00:00:00.5 Z",
                "2026-01-01T00:00:0٣Z",
                "２026-01-01T00:00:00Z",
                "2026-00-01T00:00:00Z",
                "2026-13-01T00:00:00Z",
                "2026-01-00T00:00:00Z",
                "2026-01-32T00:00:00Z",
                "2026-02-29T00:00:00Z",
                "2026-02-30T00:00:00Z",
                "2026-04-31T00:00:00Z",
                "2100-02-29T00:00:00Z",
                "2026-01-01T24:00:00Z",
                "2026-01-01T25:00:00Z",
                "2026-01-01T00:60:00Z",
                "2026-12-31T23:59:60Z",
                "2026-01-01T00:00:61Z"
            })
    void parse_anyOtherTime_isRefused(String text) {
        assertMalformed(text);
    }

    @ParameterizedTest
    @CsvSource(
            ignoreLeadingAndTrailingWhitespace = false,
            value = {"+0,0", "+1,1", "+60,60", " 60,60", "+2592000,2592000", "+2592001,2592001"})
    void parse_plusOrSpaceAndSeconds_isSoLongAfterNow(String text, long seconds) {
        assertEquals(NOW.plusSeconds(seconds), parse(text).value().after(NOW));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "+", " ", "+00", "+01", "+00060", "+-5", "+ 5", "++5", "  5", " +5", "+5 ", "+5s", "+5.0", "+1e3",
                "+0x10", "+٣", "+PT5S", "\t5", "60"
            })
    void parse_anyOtherSeconds_areRefused(String text) {
        assertMalformed(text);
    }

    @Test
    void parse_secondsBeyondFourBytes_areRefused() {
        assertEquals(NOW.plusSeconds(4294967295L), parse("+4294967295").value().after(NOW));
        assertMalformed("+4294967296");
        assertMalformed("+99999999999999999999999999");
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-01-01t00:00:00.5Z", "2026-01-01T00:00:00.5z", "2026-01-01t00:00:00.5z"})
    void parse_lowerCaseLetters_areRead(String text) {
        assertEquals(
                Instant.parse("2026-01-01T00:00:00.5Z"), parse(text).value().after(NOW));
    }

    @Test
    void isAbsolute_saysWhetherTheCallersClockCounts() {
        assertTrue(parse("2006-04-14T12:01:10Z").value().isAbsolute());
        assertFalse(parse("+60").value().isAbsolute());
        assertFalse(parse(" 60").value().isAbsolute());
    }

    private static void assertMalformed(String text) {
        Parsed<EndTime> parsed = parse(text);
        assertFalse(parsed.isValid());
        assertEquals(INVALID_EXPIRATION_TIME, parsed.code());
        assertFalse(text.length() > 4 && parsed.rule().contains(text), parsed::rule);
    }
}
