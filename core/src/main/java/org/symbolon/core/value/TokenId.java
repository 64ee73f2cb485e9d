package org.symbolon.core.value;

import com.google.common.primitives.Longs;
import java.util.Arrays;

/**
 * The id of a token in logs and records: 16 bytes, with which its claims begin. Four are the second of issue, so that
 * ids grow with time, and twelve are random; in a token of an earlier release all are random. They make every sealed
 * token different, because AES-SIV without a nonce (RFC 5297 section 3) adds no randomness.
 */
public record TokenId(long high, long low) {
    public static final int BYTES = 16;

    public static TokenId of(byte[] bytes) {
        if (bytes.length != BYTES) {
            throw new IllegalArgumentException("a token id has 16 bytes, not " + bytes.length);
        }
        return new TokenId(Longs.fromByteArray(bytes), Longs.fromByteArray(Arrays.copyOfRange(bytes, 8, BYTES)));
    }

    public byte[] bytes() {
        byte[] bytes = Arrays.copyOf(Longs.toByteArray(high), BYTES);
        System.arraycopy(Longs.toByteArray(low), 0, bytes, 8, 8);
        return bytes;
    }

    /** 32 lower-case hexadecimal digits. */
    @Override
    public String toString() {
        return Hex.encode(bytes());
    }
}
