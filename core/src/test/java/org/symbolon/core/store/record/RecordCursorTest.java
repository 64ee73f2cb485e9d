package org.symbolon.core.store.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.common.collect.ImmutableList;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.symbolon.core.value.DrmId;
import org.symbolon.core.value.Environment;

/** Where a list of records goes on. */
final class RecordCursorTest {
    private static ImmutableList<TransactionRecord> at(long... millis) {
        return LongStream.of(millis)
                .<TransactionRecord>mapToObj(time -> TransactionRecord.builder()
                        .kind(RecordKind.ISSUE)
                        .time(Instant.ofEpochMilli(time))
                        .environment(Environment.PRODUCTION)
                        .drm(new DrmId("wv"))
                        .build())
                .collect(ImmutableList.toImmutableList());
    }

    @ParameterizedTest
    @ValueSource(strings = {"1767268800123-1", "0-7", "1-10000"})
    void text_isReadAsItWasWritten(String text) {
        assertEquals(text, RecordCursor.parse(text).orElseThrow().toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-",
                "1",
                "1-",
                "-1",
                "1-0",
                "1-10001",
                "1-2-3",
                "a-1",
                "1-b",
                "1 -1",
                "99999999999999999999-1"
            })
    void otherText_isNoCursor(String text) {
        assertEquals(Optional.empty(), RecordCursor.parse(text));
    }

    @Test
    void cursorAfterNoRecords_isRefused() {
        assertThrows(IllegalArgumentException.class, () -> new RecordCursor(Instant.EPOCH, 0));
    }

    /** The length and the start of the query, the cursor that it begins with, and the one that follows 9, 8, 8. */
    @ParameterizedTest
    @CsvSource({"4, 0, , ", "3, 0, , 8-2", "3, 5, , 8-2", "3, 0, 9-4, 8-2"})
    void next_countsWhatWasShownOfTheLastInstant(int length, int start, String before, String next) {
        assertEquals(Optional.ofNullable(next), next(length, start, before, at(9, 8, 8)));
    }

    /** As above, for 8, 8. */
    @ParameterizedTest
    @CsvSource({"2, 0, , 8-2", "2, 0, 9-4, 8-2", "2, 0, 8-3, 8-5", "2, 1, , ", "2, 0, 8-9999, "})
    void next_afterASingleInstant_addsWhatWasShownBefore(int length, int start, String before, String next) {
        assertEquals(Optional.ofNullable(next), next(length, start, before, at(8, 8)));
    }

    private static Optional<String> next(int length, int start, String before, ImmutableList<TransactionRecord> found) {
        RecordQuery query = RecordQuery.builder()
                .length(length)
                .start(start)
                .before(Optional.ofNullable(before).flatMap(RecordCursor::parse))
                .build();
        return query.next(found).map(RecordCursor::toString);
    }
}
