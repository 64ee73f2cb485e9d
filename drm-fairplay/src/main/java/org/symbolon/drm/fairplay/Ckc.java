package org.symbolon.drm.fairplay;

import com.google.common.collect.ImmutableSet;
import com.google.common.primitives.Bytes;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.symbolon.core.key.ContentKey;

/**
 * A content key context (CKC): the answer to one SPC, {@code version (4) | reserved (4) | IV (16) | payload length (4) | payload}.
 *
 * @param key the content key
 * @param iv the content's IV
 * @param durations how long the key may be used
 */
record Ckc(ContentKey key, InitializationVector iv, Durations durations) {
    static final long CONTENT_KEY_TAG = 0x58b38165af0e3d5aL;
    static final long R1_TAG = 0xea74c4645d5efee9L;
    static final long DURATIONS_TAG = 0x47acf6a418cd091aL;
    static final ImmutableSet<Long> OWN_TAGS = ImmutableSet.of(CONTENT_KEY_TAG, R1_TAG, DURATIONS_TAG);

    private static final int VERSION = 1;
    private static final int MOST_PADDING_BLOCKS = 4;

    /** Writes it for the device that sent the SPC, with blocks in random order. */
    byte[] write(Spc spc, DeviceSecrets secrets, SecureRandom random) {
        byte[] payload = payload(spc, secrets, random);
        byte[] iv = bytes(Aes.BLOCK, random);
        byte[] encrypted = Aes.encrypt(secrets.ckcKey(spc.value(SpcField.ANTI_REPLAY_SEED)), iv, payload);
        return ByteBuffer.allocate(2 * Integer.BYTES + Aes.BLOCK + Integer.BYTES + encrypted.length)
                .putInt(VERSION)
                .putInt(0)
                .put(iv)
                .putInt(encrypted.length)
                .put(encrypted)
                .array();
    }

    private byte[] payload(Spc spc, DeviceSecrets secrets, SecureRandom random) {
        List<Tllv> blocks = new ArrayList<>(spc.returned());
        blocks.add(block(CONTENT_KEY_TAG, Bytes.concat(iv.bytes(), secrets.wrap(key)), 0, random));
        if (spc.asksForDurations() && !durations.isEmpty()) {
            blocks.add(block(DURATIONS_TAG, durations.toBytes(), 0, random));
        }
        int others = blocks.stream().mapToInt(Tllv::length).sum();
        // Blocks that go back may have any length; R1's padding makes the whole a multiple of 16.
        blocks.add(block(R1_TAG, secrets.r1(), others, random));
        Collections.shuffle(blocks, random);
        ByteArrayOutputStream payload = new ByteArrayOutputStream(2 * others);
        blocks.forEach(block -> payload.writeBytes(block.bytes()));
        return payload.toByteArray();
    }

    /** A block with random padding, after which this and what comes before it have a multiple of 16 bytes. */
    private static Tllv block(long tag, byte[] value, int before, SecureRandom random) {
        int slack = -(before + value.length) & (Aes.BLOCK - 1);
        return Tllv.of(tag, value, bytes(slack + Aes.BLOCK * random.nextInt(MOST_PADDING_BLOCKS), random));
    }

    private static byte[] bytes(int count, SecureRandom random) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }
}
