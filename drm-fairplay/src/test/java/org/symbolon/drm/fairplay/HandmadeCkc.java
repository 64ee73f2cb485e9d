package org.symbolon.drm.fairplay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import com.google.common.primitives.Bytes;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.Cipher;

/** The complete blocks of a CKC in their order, read as the documents describe it, without the product's code. */
record HandmadeCkc(Map<Long, byte[]> blocks) {
    static final long CONTENT_KEY = 0x58b38165af0e3d5aL;
    static final long R1 = 0xea74c4645d5efee9L;
    static final long DURATIONS = 0x47acf6a418cd091aL;

    /** Opens the answer to a {@link HandmadeSpc}. */
    static HandmadeCkc open(byte[] ckc) {
        ByteBuffer bytes = ByteBuffer.wrap(ckc);
        assertEquals(1, bytes.getInt(), "version");
        assertEquals(0, bytes.getInt(), "reserved");
        byte[] iv = new byte[16];
        bytes.get(iv);
        assertEquals(bytes.getInt(), bytes.remaining(), "payload length");
        byte[] sha1OfR1 = Crypto.sha1(HandmadeSpc.R1);
        byte[] key = Crypto.ecb(Cipher.ENCRYPT_MODE, Arrays.copyOf(sha1OfR1, 16), HandmadeSpc.ANTI_REPLAY_SEED);
        return new HandmadeCkc(read(Crypto.cbc(Cipher.DECRYPT_MODE, key, iv, Arrays.copyOfRange(ckc, 28, ckc.length))));
    }

    private static Map<Long, byte[]> read(byte[] payload) {
        Map<Long, byte[]> blocks = new LinkedHashMap<>();
        ByteBuffer rest = ByteBuffer.wrap(payload);
        while (rest.hasRemaining()) {
            long tag = rest.getLong(rest.position());
            byte[] block = new byte[16 + rest.getInt(rest.position() + 8)];
            rest.get(block);
            assertNull(blocks.put(tag, block), "a tag comes twice");
        }
        return blocks;
    }

    byte[] value(long tag) {
        byte[] block = blocks.get(tag);
        return Arrays.copyOfRange(block, 16, 16 + ByteBuffer.wrap(block).getInt(12));
    }

    byte[] contentKey() {
        return Crypto.ecb(Cipher.DECRYPT_MODE, HandmadeSpc.SK, Arrays.copyOfRange(value(CONTENT_KEY), 16, 32));
    }

    byte[] all() {
        return Bytes.concat(blocks.values().toArray(byte[][]::new));
    }
}
