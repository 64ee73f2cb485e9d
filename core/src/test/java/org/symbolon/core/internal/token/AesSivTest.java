package org.symbolon.core.internal.token;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.symbolon.core.TestBytes;
import org.symbolon.core.Wycheproof;
import org.symbolon.core.Wycheproof.Vector;
import org.symbolon.core.store.keyring.SealingKey;
import org.symbolon.core.value.Hex;

class AesSivTest {
    private static final byte[] KEY = TestBytes.counting(1, SealingKey.BYTES);
    private static final byte[] HEADER = {1, 2, 3, 4, 5};

    private final AesSiv siv = new AesSiv(KEY, HEADER);

    @Test
    void rfc5297AppendixA1_oneComponentOfAssociatedData() {
        AesSiv deterministic = new AesSiv(
                hex("fffefdfc fbfaf9f8 f7f6f5f4 f3f2f1f0 f0f1f2f3 f4f5f6f7 f8f9fafb fcfdfeff"),
                hex("10111213 14151617 18191a1b 1c1d1e1f 20212223 24252627"));
        assertSeals(
                deterministic,
                hex("11223344 55667788 99aabbcc ddee"),
                hex("85632d07 c6e8f37f 950acd32 0a2ecc93 40c02b96 90c4dc04 daef7f6a fe5c"));
    }

    @Test
    void rfc5297AppendixA2_threeComponentsOfAssociatedData() {
        AesSiv nonceBased = new AesSiv(
                hex("7f7e7d7c 7b7a7978 77767574 73727170 40414243 44454647 48494a4b 4c4d4e4f"),
                hex("00112233 44556677 8899aabb ccddeeff deaddada deaddada ffeeddcc bbaa9988 77665544 33221100"),
                hex("10203040 50607080 90a0"),
                hex("09f91102 9d74e35b d84156c5 635688c0"));
        assertSeals(
                nonceBased,
                hex("74686973 20697320 736f6d65 20706c61 696e7465 78742074 6f20656e 63727970 74207573 696e6720"
                        + " 5349562d 414553"),
                hex("7bdb6e3b 432667eb 06f4d14b ff2fbd0f cb900f2f ddbe4043 26601965 c889bf17 dba77ceb 094fa663"
                        + " b7a3f748 ba8af829 ea64ad54 4a272e9c 485b62a3 fd5c0d"));
    }

    @ParameterizedTest
    @CsvSource({"256, 148", "384, 147", "512, 147"})
    void wycheproof_everyVectorOfAKeySizeHolds(int keyBits, int count) {
        List<Vector> vectors = Wycheproof.vectors("aes_siv_cmac.json", keyBits);
        assertEquals(count, vectors.size());
        assertEquals(List.of(), Wycheproof.failing(vectors, AesSivTest::holds));
    }

    private static boolean holds(Vector vector) {
        AesSiv cipher = new AesSiv(vector.bytes("key"), vector.bytes("aad"));
        Optional<byte[]> opened = cipher.open(vector.bytes("ct"));
        boolean seals = Arrays.equals(vector.bytes("ct"), cipher.seal(vector.bytes("msg")));
        return vector.valid()
                ? seals && Arrays.equals(opened.orElseThrow(), vector.bytes("msg"))
                : opened.isEmpty() && !seals;
    }

    @Test
    void seal_everySizeUpTo200_isOpenedAgain() {
        for (int size = 0; size <= 200; size++) {
            byte[] plaintext = TestBytes.counting(size, size);
            byte[] sealed = siv.seal(plaintext);
            assertEquals(AesSiv.SIV_BYTES + size, sealed.length);
            assertArrayEquals(plaintext, siv.open(sealed).orElseThrow());
        }
    }

    @Test
    void seal_sameTextTwice_isTheSame() {
        assertArrayEquals(siv.seal(KEY), siv.seal(KEY));
    }

    @Test
    void sealAndOpen_atAnOffset_leaveWhatStandsBefore() {
        byte[] plaintext = TestBytes.counting(7, 33);
        byte[] target = Arrays.copyOf(HEADER, HEADER.length + AesSiv.SIV_BYTES + plaintext.length);
        siv.seal(plaintext, target, HEADER.length);
        assertArrayEquals(HEADER, Arrays.copyOf(target, HEADER.length));
        assertArrayEquals(siv.seal(plaintext), Arrays.copyOfRange(target, HEADER.length, target.length));
        assertArrayEquals(plaintext, siv.open(target, HEADER.length).orElseThrow());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 15, 16, 17, 31, 32, 33, 100})
    void open_anySingleBitTurned_isRefused(int size) {
        assertTrue(TestBytes.everyFlip(siv.seal(TestBytes.counting(0, size)))
                .allMatch(flipped -> siv.open(flipped).isEmpty()));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 16, 40})
    void open_anyOtherLength_isRefused(int size) {
        byte[] sealed = siv.seal(TestBytes.counting(0, size));
        for (int length = 0; length <= sealed.length + 17; length++) {
            boolean whole = length == sealed.length;
            assertEquals(whole, siv.open(Arrays.copyOf(sealed, length)).isPresent(), "length " + length);
        }
    }

    @Test
    void open_otherKeyOrAssociatedData_isRefused() {
        byte[] sealed = siv.seal(TestBytes.counting(0, 40));
        assertTrue(TestBytes.everyFlip(KEY)
                .allMatch(key -> new AesSiv(key, HEADER).open(sealed).isEmpty()));
        assertTrue(TestBytes.everyFlip(HEADER)
                .allMatch(header -> new AesSiv(KEY, header).open(sealed).isEmpty()));
        assertFalse(new AesSiv(KEY).open(sealed).isPresent());
        assertFalse(new AesSiv(KEY, HEADER, new byte[0]).open(sealed).isPresent());
    }

    @Test
    void key_anyLengthBut32And48And64_isRefused() {
        IntStream.rangeClosed(0, 130)
                .filter(length -> length != 32 && length != 48 && length != 64)
                .forEach(length -> assertThrows(
                        IllegalArgumentException.class, () -> new AesSiv(new byte[length]), () -> "" + length));
    }

    @Test
    void associatedData_moreThan126Components_isRefused() {
        byte[] opened = new AesSiv(KEY, new byte[126][1]).seal(HEADER);
        assertEquals(AesSiv.SIV_BYTES + HEADER.length, opened.length);
        assertThrows(IllegalArgumentException.class, () -> new AesSiv(KEY, new byte[127][1]));
    }

    @Test
    void sealAndOpen_byManyThreadsAtOnce_getTheSameAsOne() {
        List<byte[]> texts =
                IntStream.range(0, 64).mapToObj(i -> TestBytes.counting(i, i)).toList();
        List<String> alone = texts.stream().map(siv::seal).map(Hex::encode).toList();
        List<String> together = IntStream.range(0, 6400)
                .parallel()
                .mapToObj(i -> siv.seal(texts.get(i % 64)))
                .map(token -> siv.seal(siv.open(token).orElseThrow()))
                .map(Hex::encode)
                .toList();
        for (int i = 0; i < together.size(); i++) {
            assertEquals(alone.get(i % 64), together.get(i));
        }
    }

    private static void assertSeals(AesSiv cipher, byte[] plaintext, byte[] sealed) {
        assertEquals(Hex.encode(sealed), Hex.encode(cipher.seal(plaintext)));
        assertArrayEquals(plaintext, cipher.open(sealed).orElseThrow());
    }

    private static byte[] hex(String text) {
        return Hex.decode(text.replace(" ", ""));
    }
}
