package org.symbolon.drm.fairplay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Set;
import javax.crypto.Cipher;
import org.junit.jupiter.api.Test;
import org.symbolon.testing.Bits;

/** A posted SPC with one inverted bit, for every bit. */
final class SpcBitsTest {
    private static final Keys KEYS = Keys.make(1024);
    private static final Ksm KSM = Ksm.with(KEYS.credential());
    private static final int PAYLOAD = 24 + 128 + 20 + 4;

    private static HandmadeSpc spc() {
        return new HandmadeSpc(KEYS);
    }

    @Test
    void everyBit_isNoticedWhereItCanBe() {
        byte[] right = spc().toBytes();
        BitSet noticeable = noticeable();
        byte[] payload = spc().payload();
        for (int bit = 0; bit < right.length * Byte.SIZE; bit++) {
            byte[] wrong = Bits.flipped(right, bit);
            int outcome = KSM.outcome(wrong);
            assertTrue(Set.of(0, -4001, -6004).contains(outcome), "bit " + bit + ": " + outcome);
            if (outcome == 0) {
                byte[] iv = Arrays.copyOfRange(wrong, 8, 24);
                byte[] changed = Crypto.cbc(
                        Cipher.DECRYPT_MODE, HandmadeSpc.KEY, iv, Arrays.copyOfRange(wrong, PAYLOAD, wrong.length));
                int turned = bit;
                noticeable.stream()
                        .forEach(at -> assertEquals(payload[at], changed[at], "bit " + turned + ", byte " + at));
            }
        }
    }

    /**
     * The bytes of the payload in which every change must be noticed. The others are padding, optional blocks, and
     * values that only a device can check.
     */
    private static BitSet noticeable() {
        BitSet bytes = new BitSet();
        Set<Long> anyValueLength = Set.of(HandmadeSpc.ASSET_ID, HandmadeSpc.RETURN_REQUEST, 0x1234567890abcdefL);
        Set<Long> mustBeThere = Set.of(HandmadeSpc.TRANSACTION_ID, HandmadeSpc.PLAYBACK);
        int from = 0;
        int before = 0;
        for (HandmadeSpc.Block block : spc().blocks) {
            boolean needed =
                    CorruptSpcTest.required().anyMatch(tag -> tag == block.tag()) || mustBeThere.contains(block.tag());
            bytes.set(from, from + 8, needed);
            // A wrong block length may hide the next block if that is optional.
            bytes.set(before + 8, before + 12, needed);
            bytes.set(from + 12, from + 16, needed && !anyValueLength.contains(block.tag()));
            int value = from + 16;
            if (block.tag() == HandmadeSpc.INTEGRITY || block.tag() == HandmadeSpc.R2) {
                bytes.set(value, value + block.valueLength());
            } else if (block.tag() == HandmadeSpc.SK_R1) {
                bytes.set(value + 80, value + 112);
            }
            from += 16 + block.blockLength();
            before = value - 16;
        }
        return bytes;
    }
}
