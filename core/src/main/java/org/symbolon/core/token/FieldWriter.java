package org.symbolon.core.token;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Writes fields: a tag of one byte, the length of the value (7 bits a byte, the lowest first), the value. A number is written in as few
 * bytes as it needs, the highest first. Tags from {@link #OPTIONAL} on may be skipped by readers that do not know them; a tag below it
 * means something that a reader has to know to do right.
 */
public final class FieldWriter {
    /** The first tag that an older reader may skip. */
    public static final int OPTIONAL = 0x80;

    private static final int USUAL_SIZE = 160;

    private byte[] bytes;
    private int size;

    public FieldWriter() {
        this(new byte[0]);
    }

    /** Begins with bytes that are no field. */
    FieldWriter(byte[] prefix) {
        bytes = Arrays.copyOf(prefix, prefix.length + USUAL_SIZE);
        size = prefix.length;
    }

    public FieldWriter bytes(int tag, byte[] value) {
        reserve(value.length + 6);
        head(tag, value.length);
        System.arraycopy(value, 0, bytes, size, value.length);
        size += value.length;
        return this;
    }

    public FieldWriter text(int tag, String value) {
        return bytes(tag, value.getBytes(StandardCharsets.UTF_8));
    }

    /** A number of 0 or more. */
    public FieldWriter number(int tag, long value) {
        if (value < 0) {
            throw new IllegalArgumentException("field " + tag + " cannot hold " + value);
        }
        int length = (Long.SIZE - Long.numberOfLeadingZeros(value) + 7) / Byte.SIZE;
        reserve(length + 2);
        head(tag, length);
        for (int i = length - 1; i >= 0; i--) {
            bytes[size++] = (byte) (value >>> (i * Byte.SIZE));
        }
        return this;
    }

    private void head(int tag, int length) {
        if (tag < 0 || tag > 0xff) {
            throw new IllegalArgumentException("a tag is one byte, not " + tag);
        }
        bytes[size++] = (byte) tag;
        int rest = length;
        while (rest >= 0x80) {
            bytes[size++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        bytes[size++] = (byte) rest;
    }

    private void reserve(int more) {
        if (size + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, size + more));
        }
    }

    public byte[] toBytes() {
        return Arrays.copyOf(bytes, size);
    }
}
