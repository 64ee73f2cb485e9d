package org.symbolon.store.jdbc.record;

import java.util.Optional;
import org.symbolon.core.store.record.RecordId;

/** Ends a search that has read so many blocks in which nothing matches, so that no page costs more than another. */
final class SearchLimit {
    private static final int MOST_WITHOUT_MATCH = 1_000;

    private int withoutMatch;
    private Optional<RecordId> place = Optional.empty();

    void count() {
        withoutMatch++;
    }

    /** Whether the search ends before the records of this time. */
    boolean isReached(long millis) {
        if (withoutMatch < MOST_WITHOUT_MATCH) {
            return false;
        }
        RecordId here = new RecordId(millis + 1, 0);
        place = place.filter(other -> other.compareTo(here) > 0).or(() -> Optional.of(here));
        return true;
    }

    /** The younger records were found; empty if the search has come to its end. */
    Optional<RecordId> place() {
        return place;
    }
}
