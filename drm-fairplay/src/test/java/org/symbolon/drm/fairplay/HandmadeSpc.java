package org.symbolon.drm.fairplay;

import com.google.common.primitives.Bytes;
import com.google.common.primitives.Ints;
import com.google.common.primitives.Longs;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.crypto.Cipher;
import org.symbolon.testing.Bits;

/** An SPC built as the documents describe it, without the product's code. Tests can change each part of it. */
final class HandmadeSpc {
    static final long SK_R1 = 0x3d1a10b8bffac2ecL;
    static final long INTEGRITY = 0xb349d4809e910687L;
    static final long SEED = 0x89c90f12204106b2L;
    static final long R2 = 0x71b5595ac1521133L;
    static final long RETURN_REQUEST = 0x19f9d4e5ab7609cbL;
    static final long ASSET_ID = 0x1bf7f53f5d5d5a1fL;
    static final long TRANSACTION_ID = 0x47aa7ad3440577deL;
    static final long SUPPORTED = 0x67b8fb79ecce1a13L;
    static final long USED = 0x5d81bcbcc7f61703L;
    static final long STREAMING = 0xabb0256a31843974L;
    static final long PLAYBACK = 0xeb8efdf2b25ab3a0L;

    static final byte[] SK = Bits.counting(0x10, 16);
    static final byte[] R1 = Bits.counting(0x30, 44);
    static final byte[] ANTI_REPLAY_SEED = Bits.counting(0x70, 16);
    static final byte[] HU = Bits.counting(0xa0, 20);
    static final byte[] KEY = Bits.counting(0xc0, 16);
    static final byte[] IV = Bits.counting(0xd0, 16);

    private static final byte[] INTEGRITY_VALUE = Bits.counting(0x90, 16);
    private static final byte[] R2_VALUE = Bits.counting(0x01, 21);

    /** A block; its lengths may be wrong. */
    record Block(long tag, int blockLength, int valueLength, List<Byte> bytes) {
        static Block of(long tag, byte[] value, int padding) {
            return new Block(
                    tag,
                    value.length + padding,
                    value.length,
                    Bytes.asList(Bytes.concat(value, Bits.counting(0x55, padding))));
        }

        byte[] toBytes() {
            return Bytes.concat(
                    Longs.toByteArray(tag),
                    Ints.toByteArray(blockLength),
                    Ints.toByteArray(valueLength),
                    Bytes.toArray(bytes));
        }
    }

    private final Keys keys;
    final List<Block> blocks = new ArrayList<>();
    byte[] key = KEY;

    HandmadeSpc(Keys keys) {
        this.keys = keys;
        byte[] dask = new TestDFunction().derive(R2_VALUE, keys.ask().reveal());
        byte[] secrets = Bytes.concat(SK, HU, R1, INTEGRITY_VALUE);
        add(SK_R1, Bytes.concat(IV, Crypto.cbc(Cipher.ENCRYPT_MODE, dask, IV, secrets)), 16);
        add(INTEGRITY, INTEGRITY_VALUE, 0);
        add(SEED, ANTI_REPLAY_SEED, 0);
        add(R2, R2_VALUE, 11);
        add(ASSET_ID, Bits.counting('a', 6), 10);
        add(TRANSACTION_ID, Bits.counting(1, 8), 8);
        add(SUPPORTED, Bytes.concat(Ints.toByteArray(1), Ints.toByteArray(2)), 8);
        add(USED, Ints.toByteArray(2), 12);
        add(STREAMING, Bits.counting(0, 8), 8);
        add(PLAYBACK, Bytes.concat(Bits.counting(1, 4), Ints.toByteArray(0xf4dee5a2), Bits.counting(2, 8)), 0);
        add(RETURN_REQUEST, Bytes.concat(Longs.toByteArray(TRANSACTION_ID), Longs.toByteArray(PLAYBACK)), 0);
        add(0x1234567890abcdefL, Bits.counting(3, 5), 11);
    }

    HandmadeSpc add(long tag, byte[] value, int padding) {
        blocks.add(Block.of(tag, value, padding));
        return this;
    }

    HandmadeSpc replace(long tag, byte[] value, int padding) {
        blocks.replaceAll(block -> block.tag() == tag ? Block.of(tag, value, padding) : block);
        return this;
    }

    HandmadeSpc remove(long tag) {
        blocks.removeIf(block -> block.tag() == tag);
        return this;
    }

    Block block(long tag) {
        return blocks.stream().filter(block -> block.tag() == tag).findFirst().orElseThrow();
    }

    byte[] payload() {
        return Bytes.concat(blocks.stream().map(Block::toBytes).toArray(byte[][]::new));
    }

    byte[] toBytes() {
        return container(payload());
    }

    /** An SPC with any bytes as its payload. */
    byte[] container(byte[] payload) {
        byte[] padded = Arrays.copyOf(payload, (payload.length + 15) / 16 * 16);
        return Bytes.concat(
                Ints.toByteArray(1),
                new byte[4],
                IV,
                Crypto.oaep(keys.publicKey(), key),
                keys.hash(),
                Ints.toByteArray(padded.length),
                Crypto.cbc(Cipher.ENCRYPT_MODE, KEY, IV, padded));
    }
}
