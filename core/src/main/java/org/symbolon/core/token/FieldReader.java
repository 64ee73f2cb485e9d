package org.symbolon.core.token;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Reads what {@link FieldWriter} wrote. Bounded by its input: a length that leads beyond it is refused before anything is allocated. */
public final class FieldReader {
    private static final int LONGEST_LENGTH = 4;

    private final byte[] bytes;
    private int next;
    private int tag;
    private int from;

    public FieldReader(byte[] bytes) {
        this(bytes, 0);
    }

    /** Begins after so many bytes that are no field. */
    FieldReader(byte[] bytes, int prefix) {
        if (prefix > bytes.length) {
            throw new MalformedFieldsException("there is less than the prefix");
        }
        this.bytes = bytes;
        this.next = prefix;
        this.from = prefix;
    }

    /** The bytes before the first field; to be asked before {@link #next}. */
    byte[] prefix() {
        return Arrays.copyOf(bytes, from);
    }

    /** Goes on to the next field; false after the last. */
    public boolean next() {
        if (next == bytes.length) {
            return false;
        }
        tag = bytes[next++] & 0xff;
        int length = length();
        if (length > bytes.length - next) {
            throw new MalformedFieldsException("field " + tag + " is longer than what holds it");
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
        throw new MalformedFieldsException("field " + tag + " has no proper length");
    }

    public int tag() {
        return tag;
    }

    public byte[] bytes() {
        return Arrays.copyOfRange(bytes, from, next);
    }

    public String text() {
        return new String(bytes, from, next - from, StandardCharsets.UTF_8);
    }

    /** A number of 0 or more. */
    public long number() {
        long value = 0;
        for (int i = from; i < next; i++) {
            value = value << Byte.SIZE | (bytes[i] & 0xff);
        }
        if (next - from > Long.BYTES || value < 0) {
            throw new MalformedFieldsException("field " + tag + " is no number");
        }
        return value;
    }

    /** For tags that the reader does not know: refuses those that may not be skipped. */
    public void skip() {
        if (tag < FieldWriter.OPTIONAL) {
            throw new MalformedFieldsException("field " + tag + " is unknown and may not be skipped");
        }
    }
}
