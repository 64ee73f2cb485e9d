package org.symbolon.core.parameter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.symbolon.core.drm.DrmRules;
import org.symbolon.core.drm.Extension;
import org.symbolon.core.drm.OutputControl;
import org.symbolon.core.drm.RentalTerms;
import org.symbolon.core.error.SharedError;
import org.symbolon.core.internal.parameter.CommonParameters;
import org.symbolon.core.keystore.KeyField;
import org.symbolon.core.keystore.KeyFields;
import org.symbolon.core.keystore.KeyRefusedException;
import org.symbolon.core.store.key.KeyExpiration;

/** What forms admit is what parsers accept, as far as a form can say it. */
final class ValueFormTest {
    private static final String HEX = "00112233445566778899AABBccddeeff";

    private static final List<String> TEXTS = List.of(
            "html",
            "json",
            "HTML",
            "xml",
            "0",
            "1",
            "2",
            "3",
            "00",
            "-1",
            "+1",
            "+0",
            "+2592000",
            " 5",
            "+05",
            "+4294967295",
            "4294967295",
            "4294967296",
            "0000",
            "0001",
            "00000000",
            "00000001",
            HEX,
            HEX.substring(1),
            HEX + "0",
            HEX + HEX,
            HEX + HEX.substring(16),
            HEX.replace('0', 'g'),
            "^",
            "^a",
            "^" + "x".repeat(64),
            "^" + "x".repeat(65),
            "^ü",
            "^a\n",
            "x".repeat(32),
            "x".repeat(33),
            "ü".repeat(32),
            "🎬".repeat(32),
            "🎬".repeat(33),
            "a\tb",
            "a\u200bb",
            "a\u0085",
            "a\u2028",
            "7," + HEX,
            "07," + HEX,
            "0," + HEX,
            "7" + HEX,
            "1".repeat(18) + "," + HEX,
            "1".repeat(19) + "," + HEX,
            "2030-01-01T00:00:00Z",
            "2030-01-01t00:00:00.123z",
            "2030-01-01T24:00:00Z",
            "2030-13-01T00:00:00Z",
            "2030-01-01T00:00:00+01:00",
            "2030-01-01T00:00:00.Z",
            "2030-01-01",
            "2030-01-01T00:00",
            "2030-01-01T00:00:00,5",
            "2030-01-01T00:00+18:00",
            "2030-01-01T00:00+18:01",
            "2030-01-01T00:00+1700",
            "2030-01-01T00:00-05",
            "2030-01-01T00:60",
            "wudo,AAAAAA==",
            "wudo,",
            "wudo,A",
            "wudo,AA",
            "wudo,AA=",
            "wudo,AAA",
            "wudo,AAA=",
            "wudo,AAA==",
            "wud,AAAA",
            "wu,o,AAAA",
            "wu o,AAAA",
            "wudo,AA AAA+/",
            "wudo,AA==AA");

    static Stream<Parameter<?>> parameters() {
        DrmRules rules = DrmRules.builder()
                .optionDisabled(SharedError.INVALID_KID)
                .optionAbsent(SharedError.INVALID_KID)
                .licenseFailed(SharedError.INVALID_KID)
                .deviceIdRefused(SharedError.INVALID_KID)
                .persistable(true)
                .build();
        return Stream.of(
                        new CommonParameters(rules).all(),
                        List.of(
                                Extension.parameter("extension", SharedError.INVALID_KID),
                                OutputControl.FLAGS,
                                RentalTerms.PERIOD_END_TIME,
                                RentalTerms.PLAY_DURATION,
                                RentalTerms.RENTAL_DURATION))
                .flatMap(List::stream);
    }

    @ParameterizedTest
    @MethodSource("parameters")
    void form_admitsWhatTheParserAccepts_andNothingElse(Parameter<?> parameter) {
        for (String text : TEXTS) {
            if (parameter.name().endsWith("Time") && text.matches("[+ ].*")) {
                continue; // a parser does not know of the rules for a time that it has read
            }
            assertEquals(
                    parameter.parser().apply(text).isValid(),
                    parameter.form().admits(text),
                    parameter.name() + "=" + text);
        }
    }

    @ParameterizedTest
    @CsvSource({"+0, false", "+1, true", "+2591999, true", "+2592000, true", "+2592001, false", "+01, false", "+, false"
    })
    void secondsUntilTheEndOfAToken_areThoseThatAreIssued(String text, boolean issued) {
        assertEquals(issued, CommonParameters.EXPIRATION_TIME.form().admits(text));
    }

    @Test
    void hdcp_isTheSame() {
        TEXTS.forEach(text ->
                assertEquals(OutputControl.parseHdcp(text).isValid(), OutputControl.HDCP_FORM.admits(text), text));
    }

    @Test
    void expirationOfKeys_isTheSame() {
        TEXTS.forEach(text -> assertEquals(KeyExpiration.parse(text).isValid(), KeyExpiration.FORM.admits(text), text));
    }

    @ParameterizedTest
    @MethodSource("fields")
    void fieldOfAKey_isTheSame(KeyField field) {
        Function<String, Boolean> accepts = text -> {
            try {
                KeyFields.of(ImmutableMap.of(field, Optional.of(text)));
                return true;
            } catch (KeyRefusedException refused) {
                return false;
            }
        };
        Stream.concat(TEXTS.stream(), Stream.of("", "a\0b", "x".repeat(4096), "x".repeat(4097)))
                .forEach(text -> assertEquals(accepts.apply(text), field.form().admits(text), field + "=" + text));
    }

    static Stream<KeyField> fields() {
        return Stream.of(KeyField.values());
    }

    @Test
    void emptyText_isOfAForm_onlyWhereThatSaysSo() {
        assertFalse(ValueForm.TEXT.admits(""));
        assertTrue(ValueForm.ANY.admits(""));
        assertTrue(ValueForm.text(1).orEmpty().admits(""));
        assertFalse(ValueForm.NONE.admits("x"));
    }
}
