package org.symbolon.core;

import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What can happen to bytes on their way. */
public final class TestBytes {

    private TestBytes() {}

    /** A copy with one bit turned. */
    public static byte[] flipped(byte[] bytes, int bit) {
        byte[] flipped = bytes.clone();
        flipped[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
        return flipped;
    }

    /** Every copy with one bit turned. */
    public static Stream<byte[]> everyFlip(byte[] bytes) {
        return IntStream.range(0, bytes.length * Byte.SIZE).mapToObj(bit -> flipped(bytes, bit));
    }

    /** Bytes that count up from a first one. */
    public static byte[] counting(int first, int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) (first + i);
        }
        return bytes;
    }
}
