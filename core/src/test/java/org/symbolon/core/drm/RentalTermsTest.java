package org.symbolon.core.drm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.symbolon.core.internal.parameter.RequestReader;
import org.symbolon.core.parameter.RequestParameters;
import org.symbolon.core.value.Environment;

class RentalTermsTest {
    private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");

    private static RequestReader reader(Map<String, String> parameters) {
        return new RequestReader(RequestParameters.of(parameters), Environment.PRODUCTION, NOW);
    }

    private static String codes(RequestReader reader) {
        return reader.violations().stream()
                .map(violation -> Integer.toString(violation.code().number()))
                .collect(Collectors.joining(" "));
    }

    @ParameterizedTest
    @CsvSource({
        "rental.periodEndTime, +60, ''",
        "rental.periodEndTime, 2026-01-01T12:00:00.001Z, ''",
        "rental.periodEndTime, 2026-01-01T12:00:00Z, -2025",
        "rental.periodEndTime, 2006-04-14T12:01:10Z, -2025",
        "rental.periodEndTime, +0, -2025",
        "rental.periodEndTime, tomorrow, -2025",
        "rental.periodEndTime, '', -2022",
        "rental.playDuration, 1, ''",
        "rental.playDuration, 0, -2025",
        "rental.playDuration, -1, -2025",
        "rental.playDuration, 01, -2025",
        "rental.periodEndTime, +060, -2025",
        "rental.playDuration, 1.5, -2025",
        "rental.playDuration, 4294967295, ''",
        "rental.playDuration, 4294967296, -2025",
        "rental.playDuration, 99999999999999999999, -2025",
        "rental.periodEndTime, +99999999999999999999, -2025",
        "rental.playDuration, '', -2023"
    })
    void terms_byTheirRules(String name, String value, String codes) {
        RequestReader reader = reader(Map.of(name, value));
        RentalTerms terms = RentalTerms.read(reader, false);
        assertEquals(codes, codes(reader));
        assertTrue(!codes.isEmpty() || !terms.equals(RentalTerms.NONE));
    }

    @ParameterizedTest
    @CsvSource({"true, -2022", "false, ''"})
    void periodEnd_leftOut_isRefusedWhereItIsRequired(boolean required, String codes) {
        RequestReader reader = reader(Map.of());
        assertSame(RentalTerms.NONE, RentalTerms.read(reader, required));
        assertEquals(codes, codes(reader));
    }

    @Test
    void periodEnd_emptyThoughRequired_isOneProblem() {
        RequestReader reader = reader(Map.of("rental.periodEndTime", ""));
        assertSame(RentalTerms.NONE, RentalTerms.read(reader, true));
        assertEquals("-2022", codes(reader));
    }

    @Test
    void terms_areReadBackFromATokenAndDescribed() {
        RentalTerms terms = RentalTerms.read(
                reader(Map.of("rental.periodEndTime", "+3600", "rental.playDuration", "4294967295")), true);
        FieldWriter fields = new FieldWriter();
        terms.encode(fields, 1, 2);
        FieldReader written = new FieldReader(fields.toBytes());
        assertTrue(written.next());
        RentalTerms half = RentalTerms.NONE.withPeriodEnd(written);
        assertEquals(Optional.of(NOW.plusSeconds(3600)), half.periodEnd());
        assertTrue(written.next());
        assertEquals(terms, half.withPlayDuration(written));
        assertEquals(Optional.of(Duration.ofSeconds(4294967295L)), terms.playDuration());
        StringBuilder said = new StringBuilder();
        terms.describe(
                (name, value) -> said.append(name).append('=').append(value).append('&'));
        assertEquals("rental.periodEndTime=2026-01-01T13:00:00Z&rental.playDuration=4294967295&", said.toString());
    }
}
