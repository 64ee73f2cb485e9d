package org.symbolon.core.record;

import com.google.common.collect.ImmutableList;
import java.time.Instant;

/**
 * Port: where records are kept. Throws {@link org.symbolon.core.error.StoreUnavailableException} where it gets no answer.
 */
public interface RecordStore {
    /** Adds records, all or none, durably before it returns. */
    void add(ImmutableList<TransactionRecord> records);

    /** The records that a query asks for, the youngest first; of those of one instant, the one added last. */
    ImmutableList<TransactionRecord> find(RecordQuery query);

    /** Removes what happened before an instant, and returns how many; at most so many at a time, since it holds up other changes. */
    int removeBefore(Instant instant, int most);
}
