package org.symbolon.drm.fairplay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.primitives.Bytes;
import com.google.common.primitives.Ints;
import com.google.common.primitives.Longs;
import java.util.Arrays;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.symbolon.core.drm.LicenseRefusedException;
import org.symbolon.core.value.Hex;
import org.symbolon.testing.Bits;

/** SPCs with one fault each are refused with -4001 or -6004, and never cause another exception. */
final class CorruptSpcTest {
    private static final Keys KEYS = Keys.make(1024);
    private static final Ksm KSM = Ksm.with(KEYS.credential());
    private static final int PAYLOAD = 24 + 128 + 20 + 4;

    private static HandmadeSpc spc() {
        return new HandmadeSpc(KEYS);
    }

    private static LicenseRefusedException refusal(byte[] body) {
        return assertThrows(LicenseRefusedException.class, () -> KSM.license(body));
    }

    @ParameterizedTest
    @CsvSource({"0,4", "4,8", "24,152", "152,172", "172,176"})
    void everyByteOfTheContainer_isNoticed(int from, int to) {
        byte[] right = spc().toBytes();
        for (int at = from; at < to; at++) {
            for (int change : new int[] {1, 0x80, 0xff}) {
                byte[] wrong = right.clone();
                wrong[at] ^= (byte) change;
                assertEquals(-6004, KSM.outcome(wrong), "byte " + at);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 16, 32, 0x7fffffff, 0x80000000, -1, -16})
    void payloadLength_isWhatRemains(int length) {
        byte[] wrong = spc().toBytes();
        System.arraycopy(Ints.toByteArray(length), 0, wrong, PAYLOAD - 4, 4);
        assertEquals(-6004, KSM.outcome(wrong));
    }

    @Test
    void everyTruncation_isNoticed() {
        byte[] right = spc().toBytes();
        for (int length = 0; length < right.length; length++) {
            assertEquals(-6004, KSM.outcome(Arrays.copyOf(right, length)), length + " bytes");
        }
        assertEquals(-6004, KSM.outcome(Arrays.copyOf(right, right.length + 1)));
        assertEquals(-6004, KSM.outcome(Arrays.copyOf(right, right.length + 16)));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 15, 17, 32})
    void aesKeyOfAnotherLength_isRefused(int bytes) {
        HandmadeSpc spc = spc();
        spc.key = new byte[bytes];
        assertEquals(-6004, KSM.outcome(spc.toBytes()));
    }

    static LongStream required() {
        return LongStream.of(
                HandmadeSpc.SK_R1, HandmadeSpc.INTEGRITY, HandmadeSpc.SEED, HandmadeSpc.R2, HandmadeSpc.ASSET_ID);
    }

    static LongStream known() {
        return LongStream.concat(
                required(),
                LongStream.of(
                        HandmadeSpc.TRANSACTION_ID,
                        HandmadeSpc.SUPPORTED,
                        HandmadeSpc.USED,
                        HandmadeSpc.STREAMING,
                        HandmadeSpc.PLAYBACK,
                        HandmadeSpc.RETURN_REQUEST));
    }

    @ParameterizedTest
    @MethodSource("required")
    void requiredBlock_isMissedWhereItIsLeftOutOrHasAnotherTag(long tag) {
        assertEquals(-6004, KSM.outcome(spc().remove(tag).toBytes()));
        for (int bit = 0; bit < Long.SIZE; bit++) {
            HandmadeSpc spc = spc();
            long other = tag ^ (1L << bit);
            spc.blocks.replaceAll(b ->
                    b.tag() == tag ? new HandmadeSpc.Block(other, b.blockLength(), b.valueLength(), b.bytes()) : b);
            assertEquals(-6004, KSM.outcome(spc.toBytes()), "bit " + bit);
        }
    }

    @ParameterizedTest
    @MethodSource("known")
    void blockOfTwo_isRefused(long tag) {
        HandmadeSpc spc = spc();
        spc.blocks.add(spc.block(tag));
        assertEquals(-6004, KSM.outcome(spc.toBytes()));
    }

    @ParameterizedTest
    @MethodSource("known")
    void valueOfAnotherLength_isRefused(long tag) {
        byte[] value = Bits.counting(1, 201);
        int right = spc().block(tag).valueLength();
        for (int length : new int[] {0, 1, right - 1, right + 1, 201}) {
            boolean allowed = tag == HandmadeSpc.ASSET_ID
                    ? length >= 2 && length <= 200
                    : tag == HandmadeSpc.RETURN_REQUEST && length == 0;
            int outcome = KSM.outcome(spc().replace(tag, Arrays.copyOf(value, length), 256 - length)
                    .toBytes());
            assertEquals(allowed ? 0 : -6004, outcome, length + " bytes");
        }
    }

    @ParameterizedTest
    @MethodSource("known")
    void lengthThatLies_isRefused(long tag) {
        HandmadeSpc.Block right = spc().block(tag);
        int value = right.valueLength();
        int block = right.blockLength();
        // These lengths are invalid for an asset id too.
        for (int length : new int[] {1, 201, block + 1, block + 16, 0x7fffffff, 0x80000000, -1, -16}) {
            assertEquals(-6004, outcome(right, block, length), "value of " + length);
        }
        for (int length : new int[] {value - 1, block - 1, block + 1, 0x7fffffff, 0x80000000, -1, -16}) {
            assertEquals(-6004, outcome(right, length, value), "block of " + length);
        }
    }

    private static int outcome(HandmadeSpc.Block right, int blockLength, int valueLength) {
        HandmadeSpc spc = spc();
        spc.blocks.replaceAll(
                b -> b.tag() == right.tag() ? new HandmadeSpc.Block(b.tag(), blockLength, valueLength, b.bytes()) : b);
        return KSM.outcome(spc.toBytes());
    }

    @Test
    void lastBlock_endsWithThePayload() {
        byte[] payload = spc().payload();
        assertEquals(-6004, KSM.outcome(spc().container(Arrays.copyOf(payload, payload.length - 16))));
        for (int more : new int[] {16, 17}) {
            assertEquals(-6004, KSM.outcome(spc().container(Bytes.concat(payload, Bits.counting(0xf0, more)))));
        }
    }

    @Test
    void returnRequest_namesOnlyBlocksOfTheSpc() {
        byte[] absent = Longs.toByteArray(78);
        assertEquals(
                -6004,
                KSM.outcome(spc().replace(HandmadeSpc.RETURN_REQUEST, absent, 8).toBytes()));
    }

    @ParameterizedTest
    @ValueSource(longs = {HandmadeCkc.CONTENT_KEY, HandmadeCkc.R1, HandmadeCkc.DURATIONS})
    void returnRequest_cannotBringABlockIntoTheCkcThatIsItsOwn(long tag) {
        HandmadeSpc spc =
                spc().add(tag, new byte[16], 0).replace(HandmadeSpc.RETURN_REQUEST, Longs.toByteArray(tag), 8);
        assertEquals(-6004, KSM.outcome(spc.toBytes()));
    }

    @Test
    void protocolVersionUsed_isOneOfThoseSupported() {
        byte[] three = Ints.toByteArray(3);
        assertEquals(
                -6004, KSM.outcome(spc().replace(HandmadeSpc.USED, three, 12).toBytes()));
        assertEquals(
                0,
                KSM.outcome(spc().replace(HandmadeSpc.USED, three, 12)
                        .remove(HandmadeSpc.SUPPORTED)
                        .toBytes()));
    }

    @Test
    void devicesProof_failsWith4001() {
        byte[] secrets = Bytes.toArray(spc().block(HandmadeSpc.SK_R1).bytes());
        byte[] lastBlockChanged = Bits.flipped(Arrays.copyOf(secrets, 112), 100 * Byte.SIZE);
        byte[] r2 = Bits.flipped(
                Arrays.copyOf(Bytes.toArray(spc().block(HandmadeSpc.R2).bytes()), 21), 3);

        assertEquals(
                -4001,
                KSM.outcome(
                        spc().replace(HandmadeSpc.SK_R1, lastBlockChanged, 16).toBytes()));
        assertEquals(-4001, KSM.outcome(spc().replace(HandmadeSpc.R2, r2, 11).toBytes()));
        for (int bit = 0; bit < 128; bit++) {
            byte[] integrity = Bits.flipped(
                    Bytes.toArray(spc().block(HandmadeSpc.INTEGRITY).bytes()), bit);
            assertEquals(
                    -4001,
                    KSM.outcome(
                            spc().replace(HandmadeSpc.INTEGRITY, integrity, 0).toBytes()));
        }
    }

    @Test
    void refusal_tellsTheCallerNothingOfHowFarTheSpcCame() {
        byte[] noKey = Bits.flipped(spc().toBytes(), 30 * Byte.SIZE);
        byte[] noPayload = spc().container(Bits.counting(0, 256));
        byte[] noReturn = spc().replace(HandmadeSpc.RETURN_REQUEST, Longs.toByteArray(78), 8)
                .toBytes();

        assertEquals(refusal(noKey).violations(), refusal(noPayload).violations());
        assertEquals(refusal(noKey).violations(), refusal(noReturn).violations());
        assertTrue(refusal(noKey).explanation().rule().contains("private key"));
        assertTrue(refusal(noReturn).explanation().expected().contains("000000000000004e"));
    }

    @Test
    void refusal_showsNoSecret() {
        String proof =
                told(spc().replace(HandmadeSpc.INTEGRITY, new byte[16], 0).toBytes());
        String nonsense = told(spc().container(Bits.counting(0, 256)));
        for (byte[] secret : new byte[][] {HandmadeSpc.SK, HandmadeSpc.R1, HandmadeSpc.HU, HandmadeSpc.KEY}) {
            for (String text : new String[] {proof, nonsense}) {
                assertEquals(-1, text.indexOf(Hex.encode(secret)), text);
            }
        }
    }

    private static String told(byte[] body) {
        LicenseRefusedException refused = refusal(body);
        return refused + " " + refused.explanation() + refused.violations() + refused.device();
    }
}
