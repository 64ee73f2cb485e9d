package org.symbolon.core.drm;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Writes fields: a tag of one byte, the length of the value (7 bits in each byte, the lowest bits first), and the
 * value. A number takes as few bytes as possible, the highest byte first.
 *
 * <p>A reader that does not know a tag from {@link #OPTIONAL} on skips the field. A reader that does not know a lower
 * tag refuses the whole token. Give a lower tag to what an older release must not ignore, such as a limit of the
 * licence. A tag keeps its meaning for ever.
 */
public final class FieldWriter {
    /** The first tag that a reader which does not know it may skip. */
    public static final int OPTIONAL = 0x80;

    private static final byte[] NOTHING = new byte[0];
    private static final int LEAST_ROOM = 32;
    private static final int ROOM_AFTER_PREFIX = 160;

    private byte[] bytes;
    private int size;

    /** Begins without fields. Needs memory only when something is written. */
    public FieldWriter() {
        bytes = NOTHING;
    }

    /** Begins with these bytes, which are not a field. */
    public FieldWriter(byte[] prefix) {
        bytes = Arrays.copyOf(prefix, prefix.length + ROOM_AFTER_PREFIX);
        size = prefix.length;
    }

    /** Writes a field of bytes; the tag is 0 to 255. */
    public FieldWriter bytes(int tag, byte[] value) {
        reserve(value.length + 6);
        head(tag, value.length);
        System.arraycopy(value, 0, bytes, size, value.length);
        size += value.length;
        return this;
    }

    /** Writes a field of UTF-8 text. */
    public FieldWriter text(int tag, String value) {
        return bytes(tag, value.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Writes a field with a number.
     *
     * @throws IllegalArgumentException if the number is negative
     */
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
            bytes = Arrays.copyOf(bytes, Math.max(Math.max(LEAST_ROOM, 2 * bytes.length), size + more));
        }
    }

    /** Everything that was written so far. */
    public byte[] toBytes() {
        return size == 0 ? NOTHING : Arrays.copyOf(bytes, size);
    }
}
