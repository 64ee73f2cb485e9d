package org.symbolon.core.store.record;

import com.google.common.collect.ImmutableList;
import java.time.Instant;

/**
 * Port: stores the records of issued tokens, redemptions and refusals. Implementations are safe for use by many threads
 * and throw {@link org.symbolon.core.error.StoreUnavailableException} if the store does not answer.
 */
public interface RecordStore {

    /**
     * Adds records durably.
     *
     * @return the records that this store can never take, for instance because a text is too long for a column; they
     * are lost, the others
     *     are stored
     * @throws org.symbolon.core.error.StoreUnavailableException if the store does not answer; then the caller tries all
     * of them again
     */
    ImmutableList<TransactionRecord> add(ImmutableList<TransactionRecord> records);

    /**
     * The records that a query asks for, the youngest first; of two records of the same instant, the one that was added
     * last comes first. A query with {@link RecordQuery#before} finds those that are not younger than its time, and
     * skips {@link RecordQuery#skipped} of them.
     */
    ImmutableList<TransactionRecord> find(RecordQuery query);

    /**
     * Removes records that are older than an instant.
     *
     * @param limit how many to remove at most, because a removal delays other changes
     * @return how many were removed
     */
    int removeBefore(Instant instant, int limit);
}
