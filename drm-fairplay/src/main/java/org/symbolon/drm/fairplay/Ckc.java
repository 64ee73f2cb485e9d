package org.symbolon.drm.fairplay;

import com.google.common.primitives.Bytes;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.symbolon.core.value.ContentKey;
import org.symbolon.drm.fairplay.crypto.Aes;
import org.symbolon.drm.fairplay.message.CkcField;
import org.symbolon.drm.fairplay.message.Spc;
import org.symbolon.drm.fairplay.message.SpcField;
import org.symbolon.drm.fairplay.message.Tllv;

/**
 * A content key context (CKC), the answer to one SPC: {@code version (4) | reserved (4) | IV (16) | payload length (4)
 * | payload}.
 *
 * @param key the content key
 * @param iv the content's IV
 * @param durations how long the key may be used
 */
record Ckc(ContentKey key, InitializationVector iv, Durations durations) {
    private static final int VERSION = 1;
    private static final int MAX_PADDING_BLOCKS = 3;

    /** The bytes for the device that sent the SPC. The blocks are in random order and have random padding. */
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
        blocks.add(block(CkcField.CONTENT_KEY.tag(), Bytes.concat(iv.bytes(), secrets.wrap(key)), 0, random));
        if (spc.asksForDurations() && !durations.isEmpty()) {
            blocks.add(block(CkcField.DURATIONS.tag(), durations.toBytes(), 0, random));
        }
        int others = blocks.stream().mapToInt(Tllv::length).sum();
        // Returned blocks may have any length, so the padding of R1 makes the payload a multiple of 16 bytes.
        blocks.add(block(CkcField.R1.tag(), secrets.r1(), others, random));
        Collections.shuffle(blocks, random);
        ByteArrayOutputStream payload = new ByteArrayOutputStream(2 * others);
        blocks.forEach(block -> payload.writeBytes(block.bytes()));
        return payload.toByteArray();
    }

    /** A block with random padding; its length and that of the other bytes add up to a multiple of 16. */
    private static Tllv block(long tag, byte[] value, int otherBytes, SecureRandom random) {
        int slack = -(otherBytes + value.length) & (Aes.BLOCK - 1);
        return Tllv.of(tag, value, bytes(slack + Aes.BLOCK * random.nextInt(MAX_PADDING_BLOCKS + 1), random));
    }

    private static byte[] bytes(int count, SecureRandom random) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }
}
