package org.symbolon.core.drm;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads the fields that {@link FieldWriter} wrote. A length that leads beyond the end of the input is refused before
 * memory is allocated for it. Every method throws {@link MalformedFieldsException} if the bytes are not fields.
 */
public final class FieldReader {
    private static final int LONGEST_LENGTH = 4;

    private final byte[] bytes;
    private int next;
    private int tag;
    private int from;

    public FieldReader(byte[] bytes) {
        this(bytes, 0);
    }

    /**
     * Reads fields that follow other bytes.
     *
     * @param prefix how many bytes to skip before the first field
     */
    public FieldReader(byte[] bytes, int prefix) {
        if (prefix > bytes.length) {
            throw new MalformedFieldsException("the input is shorter than the bytes before the first field");
        }
        this.bytes = bytes;
        this.next = prefix;
        this.from = prefix;
    }

    /** The bytes before the first field. Only valid before the first call of {@link #next}. */
    public byte[] prefix() {
        return Arrays.copyOf(bytes, from);
    }

    /** Moves to the next field; returns false after the last one. */
    public boolean next() {
        if (next == bytes.length) {
            return false;
        }
        tag = bytes[next++] & 0xff;
        int length = length();
        if (length > bytes.length - next) {
            throw new MalformedFieldsException("field " + tag + " is longer than the rest of the input");
        }
        from = next;
        next += length;
        return true;
    }

    private int length() {
        int length = 0;
        for (int i = 0; i < LONGEST_LENGTH && next < bytes.length; i++) {
            int more = bytes[next++] & 0xff;
            length |= (more & 0x7f) << (7 * i);
            if (more < 0x80) {
                return length;
            }
        }
        throw new MalformedFieldsException("field " + tag + " has an invalid length");
    }

    /** The tag of the current field, 0 to 255. */
    public int tag() {
        return tag;
    }

    /** The value of the current field. */
    public byte[] bytes() {
        return Arrays.copyOfRange(bytes, from, next);
    }

    /** The value of the current field as UTF-8 text. */
    public String text() {
        return new String(bytes, from, next - from, StandardCharsets.UTF_8);
    }

    /** The value of the current field as a number of 0 or more. */
    public long number() {
        long value = 0;
        for (int i = from; i < next; i++) {
            value = value << Byte.SIZE | (bytes[i] & 0xff);
        }
        if (next - from > Long.BYTES || value < 0) {
            throw new MalformedFieldsException("field " + tag + " is not a number");
        }
        return value;
    }

    /** Skips the current field because its tag is unknown. Refuses this for tags below {@link FieldWriter#OPTIONAL}. */
    public void skip() {
        if (tag < FieldWriter.OPTIONAL) {
            throw new MalformedFieldsException("field " + tag + " is unknown and must not be skipped");
        }
    }
}
