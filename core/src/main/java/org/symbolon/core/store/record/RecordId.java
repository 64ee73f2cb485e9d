package org.symbolon.core.store.record;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.base.CharMatcher;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;

/**
 * The id of a record: the time to the millisecond, then 48 bits that tell records of one millisecond apart. Ids grow
 * with time, on one node and over several, so a list goes on at an id whatever was added meanwhile. It is no running
 * number, which would tell an account how many records all accounts have together.
 *
 * @param millis the time, in milliseconds since 1970, below 2^48
 * @param tail the rest, below 2^48; of two records of one node and one millisecond, the later one has the greater one
 */
public record RecordId(long millis, long tail) implements Comparable<RecordId> {
    /** The greatest value of either part. */
    public static final long LARGEST_PART = (1L << 48) - 1;

    private static final Comparator<RecordId> ORDER =
            Comparator.comparingLong(RecordId::millis).thenComparingLong(RecordId::tail);
    private static final CharMatcher DIGITS = CharMatcher.inRange('0', '9').or(CharMatcher.inRange('a', 'f'));
    private static final int DIGITS_OF_A_PART = 12;
    private static final int HEXADECIMAL = 16;

    public RecordId {
        checkArgument(millis >= 0 && millis <= LARGEST_PART, "the time of a record id has 48 bits");
        checkArgument(tail >= 0 && tail <= LARGEST_PART, "the tail of a record id has 48 bits");
    }

    /** The least id of a time, which is rounded down to the millisecond. */
    public static RecordId first(Instant time) {
        return new RecordId(time.toEpochMilli(), 0);
    }

    /** Reads what {@link #toString} wrote; empty for any other text. */
    public static Optional<RecordId> parse(String text) {
        return text.length() == 2 * DIGITS_OF_A_PART && DIGITS.matchesAllOf(text)
                ? Optional.of(new RecordId(
                        Long.parseLong(text.substring(0, DIGITS_OF_A_PART), HEXADECIMAL),
                        Long.parseLong(text.substring(DIGITS_OF_A_PART), HEXADECIMAL)))
                : Optional.empty();
    }

    /** The time. */
    public Instant time() {
        return Instant.ofEpochMilli(millis);
    }

    @Override
    public int compareTo(RecordId other) {
        return ORDER.compare(this, other);
    }

    /** 24 lower-case hexadecimal digits, the first twelve of the time; texts have the order of the ids. */
    @Override
    public String toString() {
        return String.format("%012x%012x", millis, tail);
    }
}
