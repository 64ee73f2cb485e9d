package org.symbolon.core.keystore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.symbolon.core.keystore.KeyCalls.ek;
import static org.symbolon.core.keystore.KeyCalls.fields;
import static org.symbolon.core.keystore.KeyCalls.key;
import static org.symbolon.core.keystore.KeyCalls.kid;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.symbolon.core.store.key.StoredKey;

class KeyFieldsTest {
    private static KeyRefusedException refusal(Map<KeyField, Optional<String>> given) {
        return assertThrows(KeyRefusedException.class, () -> KeyFields.of(given));
    }

    @Test
    void of_fieldsOfEveryKind_areRead() {
        KeyFields fields = fields("kid=^a&k=KEY");
        assertEquals(Optional.of(kid("a")), fields.kid());
        assertEquals(Optional.of(key("KEY")), fields.k());
        assertEquals(Optional.empty(), fields.ek());
        assertEquals(Optional.of(ek("EK")), fields("ek=EK").ek());
    }

    @Test
    void of_nothing_saysNothing() {
        assertEquals(Optional.empty(), KeyFields.of(Map.of()).kid());
        assertEquals(
                Optional.empty(), KeyFields.of(new EnumMap<>(KeyField.class)).k());
    }

    @ParameterizedTest
    @EnumSource
    void of_aFieldThatIsSaidNotToBeThere_isNoMistake(KeyField field) {
        KeyFields fields = KeyFields.of(Map.of(field, Optional.empty()));
        assertEquals(List.of(Optional.empty(), Optional.empty()), List.of(fields.kid(), fields.k()));
        assertEquals(Optional.empty(), fields.ek());
    }

    static Stream<Object[]> mistakes() {
        return Stream.of(new Object[][] {
            {KeyField.KID, ""},
            {KeyField.KID, "0".repeat(31)},
            {KeyField.KID, "0".repeat(33)},
            {KeyField.KID, "g".repeat(32)},
            {KeyField.KID, "^"},
            {KeyField.KID, "^" + "x".repeat(65)},
            {KeyField.KID, "^\0"},
            {KeyField.K, ""},
            {KeyField.K, "0".repeat(31)},
            {KeyField.K, "0".repeat(33)},
            {KeyField.K, "0".repeat(48)},
            {KeyField.K, "0".repeat(31) + "g"},
            {KeyField.K, "0".repeat(31) + "\0"},
            {KeyField.K, "0".repeat(31) + "٣"},
            {KeyField.EK, ""},
            {KeyField.EK, "0".repeat(32)},
            {KeyField.EK, "0".repeat(47)},
            {KeyField.EK, "0".repeat(49)},
            {KeyField.EK, "0".repeat(47) + "g"},
            {KeyField.EXPIRATION, ""},
            {KeyField.EXPIRATION, "tomorrow"},
            {KeyField.EXPIRATION, "2026-02-30"},
            {KeyField.KEK_ID, "a\0b"},
            {KeyField.KEK_ID, "\ud83d"},
            {KeyField.INFO, "\0"},
            {KeyField.INFO, "a\ud83d"},
            {KeyField.INFO, "\udd11a"},
            {KeyField.CONTENT_ID, "\0"},
            {KeyField.CONTENT_ID, "\udd11\ud83d"},
            {KeyField.INFO, "i".repeat(4_097)},
            {KeyField.CONTENT_ID, "ü".repeat(2_048) + "i"},
            {KeyField.KEK_ID, "i".repeat(1_000_000)},
        });
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void of_aFieldThatBreaksItsRule_isRefusedByName(KeyField field, String text) {
        KeyRefusedException refusal = refusal(Map.of(field, Optional.of(text)));
        assertEquals(KeyError.INVALID_PARAMETERS, refusal.error());
        assertTrue(refusal.getMessage().startsWith(field.wireName() + " "), refusal.getMessage());
    }

    @ParameterizedTest
    @EnumSource(names = {"INFO", "CONTENT_ID", "KEK_ID"})
    void of_aText_hasABoundInBytes(KeyField field) {
        KeyFields.of(Map.of(field, Optional.of("ü".repeat(2_048))));
        assertEquals(
                field.wireName() + " must have at most 4096 bytes in UTF-8, not 4098",
                refusal(Map.of(field, Optional.of("ü".repeat(2_049)))).getMessage());
    }

    @Test
    void of_kAndEk_isRefused() {
        KeyRefusedException refusal = assertThrows(KeyRefusedException.class, () -> fields("k=KEY&ek=EK"));
        assertEquals(KeyError.INVALID_PARAMETERS, refusal.error());
        assertTrue(refusal.getMessage().startsWith("k and ek "), refusal.getMessage());
        assertEquals(Optional.of(key("KEY")), fields("k=KEY&ek").k());
    }

    @Test
    void applyTo_anyUnicode_isKept() {
        String text = "ünïcode \ud83d\udd11 \u0001 \uffff '\"";
        StoredKey.Builder key = StoredKey.builder()
                .kid(kid("a"))
                .ek(ek("EK"))
                .lastUpdate(KeyCalls.NOW)
                .contentId("film");
        KeyFields.of(Map.of(KeyField.INFO, Optional.of(text))).applyTo(key);
        StoredKey changed = key.build();
        assertEquals(Optional.of(text), changed.info());
        assertEquals(Optional.of("film"), changed.contentId(), "what is not mentioned stays");
    }

    @Test
    void keyField_isFoundByItsNameOnTheWire() {
        for (KeyField field : KeyField.values()) {
            assertEquals(Optional.of(field), KeyField.find(field.wireName()));
        }
        assertFalse(KeyField.find("lastUpdate").isPresent());
        assertFalse(KeyField.find("KID").isPresent());
    }
}
