package org.symbolon.drm.fairplay;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.primitives.Bytes;
import com.google.common.primitives.Longs;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.symbolon.testing.Bits;

/** The content of CKCs; SPCs are written and CKCs are read without the product's code. */
final class CkcTest {
    private static final Keys KEYS = Keys.make(1024);
    private static final Ksm KSM = Ksm.with(KEYS.credential());
    private static final FairPlayPolicy RENTAL =
            Ksm.rules().rentalDuration(Duration.ofSeconds(60)).build();

    private static HandmadeSpc spc() {
        return new HandmadeSpc(KEYS);
    }

    private static HandmadeCkc ckc(HandmadeSpc spc) {
        return HandmadeCkc.open(KSM.with(RENTAL).ckc(spc.toBytes()));
    }

    @ParameterizedTest
    @ValueSource(ints = {1024, 2048})
    void ckc_hasWhatTheDeviceNeedsAndNothingElse(int bits) {
        Keys keys = Keys.make(bits);
        HandmadeSpc spc = new HandmadeSpc(keys);
        HandmadeCkc ckc =
                HandmadeCkc.open(Ksm.with(keys.credential()).with(RENTAL).ckc(spc.toBytes()));

        assertArrayEquals(Ksm.CONTENT_KEY, ckc.contentKey());
        assertArrayEquals(Ksm.CONTENT_IV, Arrays.copyOf(ckc.value(HandmadeCkc.CONTENT_KEY), 16));
        assertArrayEquals(HandmadeSpc.R1, ckc.value(HandmadeCkc.R1));
        assertArrayEquals(
                new byte[] {
                    0, 0, 0, 0, 0, 0, 0, 60, 0x3d, (byte) 0xfe, 0x45, (byte) 0xa0, (byte) 0x86, (byte) 0xd3, 0x4a, 0x3a
                },
                ckc.value(HandmadeCkc.DURATIONS));
        for (long tag : List.of(HandmadeSpc.TRANSACTION_ID, HandmadeSpc.PLAYBACK)) {
            assertArrayEquals(spc.block(tag).toBytes(), ckc.blocks().get(tag));
        }
        assertEquals(5, ckc.blocks().size());
        assertEquals(-1, Bytes.indexOf(ckc.all(), HandmadeSpc.SK));
        assertEquals(-1, Bytes.indexOf(ckc.all(), HandmadeSpc.HU));
        assertEquals(-1, Bytes.indexOf(ckc.all(), Ksm.CONTENT_KEY));
    }

    @Test
    void durations_areLeftOutWithoutAMediaPlaybackState() {
        HandmadeSpc spc = spc().remove(HandmadeSpc.PLAYBACK).remove(HandmadeSpc.RETURN_REQUEST);
        assertEquals(
                Set.of(HandmadeCkc.CONTENT_KEY, HandmadeCkc.R1),
                ckc(spc).blocks().keySet());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 7, 15, 16, 17, 33})
    void returnedBlock_mayHaveAnyLength(int length) {
        HandmadeSpc spc = spc().add(77, Bits.counting(9, length), 3)
                .add(79, new byte[0], -(length + 3) & 15)
                .replace(HandmadeSpc.RETURN_REQUEST, Longs.toByteArray(77), 8);

        assertArrayEquals(spc.block(77).toBytes(), ckc(spc).blocks().get(77L));
    }

    @Test
    void tagThatIsNamedTwice_isReturnedOnce() {
        byte[] twice = Bytes.concat(
                Longs.toByteArray(HandmadeSpc.TRANSACTION_ID), Longs.toByteArray(HandmadeSpc.TRANSACTION_ID));
        HandmadeCkc ckc = ckc(spc().replace(HandmadeSpc.RETURN_REQUEST, twice, 0));

        assertTrue(ckc.blocks().containsKey(HandmadeSpc.TRANSACTION_ID));
        assertFalse(ckc.blocks().containsKey(HandmadeSpc.PLAYBACK));
    }

    @Test
    void blocks_comeInAnyOrderWithAnyPaddingAndAnyIv() {
        byte[] spc = spc().toBytes();
        Set<List<Long>> orders = new HashSet<>();
        Set<Integer> sizes = new HashSet<>();
        Set<List<Byte>> ivs = new HashSet<>();
        for (int i = 0; i < 100; i++) {
            byte[] bytes = KSM.ckc(spc);
            List<Long> order = List.copyOf(HandmadeCkc.open(bytes).blocks().keySet());
            orders.add(order.stream()
                    .filter(Set.of(HandmadeCkc.CONTENT_KEY, HandmadeCkc.R1)::contains)
                    .toList());
            sizes.add(bytes.length);
            ivs.add(Bytes.asList(Arrays.copyOfRange(bytes, 8, 24)));
        }
        assertEquals(2, orders.size());
        assertTrue(sizes.size() > 1);
        assertEquals(100, ivs.size());
    }

    @Test
    void device_isToldOfInTheRecordWithoutItsSecrets() {
        String facts = KSM.license(spc().toBytes()).device().toString();
        assertEquals(
                "{certificate=" + KEYS.credential().name()
                        + ", protocolVersion=2, streamingIndicator=0001020304050607, playback=ready to start}",
                facts);
    }
}
