package org.symbolon.core.store.record;

import com.google.common.base.CharMatcher;
import com.google.common.primitives.Ints;
import java.nio.ByteBuffer;
import java.time.Instant;
import org.symbolon.core.value.Hex;
import org.symbolon.core.value.TokenId;

/**
 * The id of a refusal in the answer, in the log and in its record: 32 lower-case hexadecimal digits. Eight are the
 * second, eight the number of the error code, and the others are random, so a reference says what was refused and when
 * even if there is no record. In a reference of an earlier release all digits are random.
 */
public record Reference(String text) {
    private static final CharMatcher DIGITS = CharMatcher.inRange('0', '9').or(CharMatcher.inRange('a', 'f'));

    public Reference {
        if (!isValid(text)) {
            throw new IllegalArgumentException("a reference has 32 lower-case hexadecimal digits");
        }
    }

    /**
     * The reference of a refusal.
     *
     * @param code the number of the error code
     * @param random tells refusals of one second and code apart
     */
    public static Reference of(Instant time, int code, long random) {
        ByteBuffer bytes = ByteBuffer.allocate(TokenId.BYTES);
        bytes.putInt((int) time.getEpochSecond()).putInt(code).putLong(random);
        return new Reference(Hex.encode(bytes.array()));
    }

    /** Whether a text has the form of a reference. */
    public static boolean isValid(String text) {
        return text.length() == 2 * TokenId.BYTES && DIGITS.matchesAllOf(text);
    }

    /** The second of the refusal. */
    public Instant second() {
        return Instant.ofEpochSecond(Integer.toUnsignedLong(number(0)));
    }

    /** The number of the error code. */
    public int code() {
        return number(1);
    }

    private int number(int index) {
        byte[] bytes = Hex.decode(text);
        int at = Integer.BYTES * index;
        return Ints.fromBytes(bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]);
    }

    @Override
    public String toString() {
        return text;
    }
}
