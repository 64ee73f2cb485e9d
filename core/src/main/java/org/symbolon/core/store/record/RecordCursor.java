package org.symbolon.core.store.record;

import com.google.common.base.Splitter;
import com.google.common.primitives.Longs;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A place in the list of records, from which a query goes on. It names a time and not a record's number in the store:
 * that number would tell an account how many records all accounts have together.
 *
 * @param time the time of the last record that was shown
 * @param shown how many records of this time were shown, 1 to {@link RecordQuery#LAST_START}
 */
public record RecordCursor(Instant time, int shown) {

    public RecordCursor {
        if (shown < 1 || shown > RecordQuery.LAST_START) {
            throw new IllegalArgumentException("a cursor follows 1 to " + RecordQuery.LAST_START + " records");
        }
    }

    /** Reads what {@link #toString} wrote; empty for any other text. */
    public static Optional<RecordCursor> parse(String text) {
        List<Optional<Long>> numbers = Splitter.on('-')
                .splitToStream(text)
                .map(number -> Optional.ofNullable(Longs.tryParse(number)))
                .toList();
        if (numbers.size() != 2 || numbers.stream().anyMatch(Optional::isEmpty)) {
            return Optional.empty();
        }
        long shown = numbers.get(1).orElseThrow();
        return shown < 1 || shown > RecordQuery.LAST_START
                ? Optional.empty()
                : Optional.of(
                        new RecordCursor(Instant.ofEpochMilli(numbers.get(0).orElseThrow()), (int) shown));
    }

    /** The text for URLs and command lines: the time in milliseconds since 1970, a hyphen, and the number. */
    @Override
    public String toString() {
        return time.toEpochMilli() + "-" + shown;
    }
}
