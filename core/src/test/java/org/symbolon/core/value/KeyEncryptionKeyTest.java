package org.symbolon.core.value;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.symbolon.core.error.SharedError.INVALID_ENCRYPTED_KEY;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.symbolon.core.TestBytes;
import org.symbolon.core.Wycheproof;
import org.symbolon.core.Wycheproof.Vector;

class KeyEncryptionKeyTest {
    private static final ContentKey KEY =
            ContentKey.parse("00112233445566778899AABBCCDDEEFF").value();

    /** The rows that wrap 16 bytes of key data; content keys have no other size. */
    @ParameterizedTest
    @CsvSource({
        "4.1, 16, 1FA68B0A8112B447AEF34BD8FB5A7B829D3E862371D2CFE5",
        "4.2, 24, 96778B25AE6CA435F92B5B97C050AED2468AB8A17AD84E5D",
        "4.3, 32, 64E8C3F9CE0F5BA263E9777905818A2A93C8191E7D6E8AE7"
    })
    void rfc3394_vectorsOfSection4Hold(String section, int kekBytes, String wrapped) {
        KeyEncryptionKey kek = KeyEncryptionKey.of(TestBytes.counting(0, kekBytes));
        WrappedKey ek = WrappedKey.parse(wrapped).value();
        assertEquals(ek, kek.wrap(KEY), section);
        assertEquals(Optional.of(KEY), kek.unwrap(ek), section);
    }

    @ParameterizedTest
    @CsvSource({"128, 16", "192, 16", "256, 16"})
    void wycheproof_everyVectorWithAWrappedKeyOf24BytesHolds(int keyBits, int count) {
        List<Vector> vectors = Wycheproof.vectors("aes_key_wrap.json", keyBits).stream()
                .filter(vector -> vector.bytes("ct").length == WrappedKey.BYTES)
                .toList();
        assertEquals(count, vectors.size());
        assertEquals(List.of(), Wycheproof.failing(vectors, KeyEncryptionKeyTest::holds));
    }

    private static boolean holds(Vector vector) {
        KeyEncryptionKey kek = KeyEncryptionKey.of(vector.bytes("key"));
        ContentKey key = ContentKey.of(vector.bytes("msg"));
        WrappedKey ek = WrappedKey.of(vector.bytes("ct"));
        return vector.valid()
                ? kek.wrap(key).equals(ek) && kek.unwrap(ek).equals(Optional.of(key))
                : kek.unwrap(ek).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {128, 192, 256})
    void wycheproof_everyVectorOfAnotherLengthIsRefused(int keyBits) {
        List<Vector> others = Wycheproof.vectors("aes_key_wrap.json", keyBits).stream()
                .filter(vector -> vector.bytes("ct").length != WrappedKey.BYTES)
                .toList();
        assertTrue(others.size() > 20);
        for (Vector vector : others) {
            assertThrows(IllegalArgumentException.class, () -> WrappedKey.of(vector.bytes("ct")));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {16, 24, 32})
    void unwrap_anySingleBitOfEkOrKekTurned_isRefused(int kekBytes) {
        byte[] kekBytesThemselves = TestBytes.counting(0, kekBytes);
        KeyEncryptionKey kek = KeyEncryptionKey.of(kekBytesThemselves);
        WrappedKey ek = kek.wrap(KEY);
        assertTrue(TestBytes.everyFlip(ek.reveal())
                .allMatch(flipped -> kek.unwrap(WrappedKey.of(flipped)).isEmpty()));
        assertTrue(TestBytes.everyFlip(kekBytesThemselves)
                .allMatch(flipped -> KeyEncryptionKey.of(flipped).unwrap(ek).isEmpty()));
    }

    @Test
    void of_everyLengthBut16And24And32_isRefused() {
        for (int length = 0; length <= 65; length++) {
            byte[] bytes = new byte[length];
            if (length == 16 || length == 24 || length == 32) {
                assertEquals(length, KeyEncryptionKey.of(bytes).size());
            } else {
                assertThrows(IllegalArgumentException.class, () -> KeyEncryptionKey.of(bytes));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {32, 48, 64})
    void parse_hexadecimalOfEitherCase_isRead(int digits) {
        String hex = "aB".repeat(digits / 2);
        assertEquals(Hex.encode(KeyEncryptionKey.parse(hex).value().reveal()), "ab".repeat(digits / 2));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 30, 31, 33, 34, 47, 49, 50, 63, 65, 66, 128})
    void parse_anyOtherLength_isRefusedWith4024(int digits) {
        assertEquals(
                INVALID_ENCRYPTED_KEY,
                KeyEncryptionKey.parse("a".repeat(digits)).code());
    }

    @ParameterizedTest
    @ValueSource(strings = {"g", "-", " ", "ａ", "٣", "\0"})
    void parse_anythingButHexadecimal_isRefusedWith4024(String digit) {
        assertEquals(
                INVALID_ENCRYPTED_KEY,
                KeyEncryptionKey.parse("a".repeat(31) + digit).code());
        assertEquals(
                INVALID_ENCRYPTED_KEY, WrappedKey.parse("a".repeat(47) + digit).code());
    }

    @Test
    void wrappedKey_48HexadecimalDigits_areRead() {
        assertEquals(WrappedKey.BYTES, WrappedKey.parse("aB".repeat(24)).value().size());
        for (int digits : new int[] {0, 32, 46, 47, 49, 50, 64}) {
            assertEquals(
                    INVALID_ENCRYPTED_KEY, WrappedKey.parse("a".repeat(digits)).code());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "000102030405060708090a0b0c0d0e0f, #1.afe008a381bdac03b412a92d54b92ddf",
        "000102030405060708090A0B0C0D0E0F, #1.afe008a381bdac03b412a92d54b92ddf"
    })
    void id_isThatOfTheKeyStorageInterface(String kek, String id) {
        assertEquals(id, KeyEncryptionKey.parse(kek).value().id());
    }

    @Test
    void id_ofAnyOtherKek_isAnother() {
        byte[] kek = TestBytes.counting(0, 16);
        assertTrue(TestBytes.everyFlip(kek)
                .map(KeyEncryptionKey::of)
                .map(KeyEncryptionKey::id)
                .noneMatch(KeyEncryptionKey.of(kek).id()::equals));
    }

    @Test
    void parse128_32HexadecimalDigits_areRead() {
        assertEquals(
                KeyEncryptionKey.of(TestBytes.counting(0, 16)),
                KeyEncryptionKey.parse128("000102030405060708090a0B0C0d0e0F").value());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 2, 30, 31, 33, 34, 48, 64})
    void parse128_anyOtherLength_isRefusedWith4024(int digits) {
        assertEquals(
                INVALID_ENCRYPTED_KEY,
                KeyEncryptionKey.parse128("a".repeat(digits)).code());
    }

    @ParameterizedTest
    @ValueSource(strings = {"g", "-", " ", "ａ", "٣", "\0"})
    void parse128_anythingButHexadecimal_isRefusedWith4024(String digit) {
        assertEquals(
                INVALID_ENCRYPTED_KEY,
                KeyEncryptionKey.parse128("a".repeat(31) + digit).code());
    }
}
