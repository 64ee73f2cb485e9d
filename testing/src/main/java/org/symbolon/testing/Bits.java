package org.symbolon.testing;

import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Changed and made-up bytes for tests. */
public final class Bits {

    private Bits() {}

    /** A copy with one bit inverted; bit 0 is the lowest bit of the first byte. */
    public static byte[] flipped(byte[] bytes, int bit) {
        byte[] flipped = bytes.clone();
        flipped[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
        return flipped;
    }

    /** Every copy with one bit inverted, in the order of the bits. */
    public static Stream<byte[]> everyFlip(byte[] bytes) {
        return IntStream.range(0, bytes.length * Byte.SIZE).mapToObj(bit -> flipped(bytes, bit));
    }

    /** Bytes that count up from a first one, and go on at 0 after 255. */
    public static byte[] counting(int first, int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) (first + i);
        }
        return bytes;
    }
}
