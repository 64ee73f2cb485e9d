package org.symbolon.core.store.record;

import com.google.common.collect.ImmutableList;
import java.time.LocalDate;

/**
 * Port: stores the records of issued tokens, redemptions and refusals. Implementations are safe for use by many threads
 * and throw {@link org.symbolon.core.error.StoreUnavailableException} if the store does not answer.
 */
public interface RecordStore {

    /**
     * Adds records. A power cut may lose what was added in the last second; the end of the process loses nothing.
     *
     * @param records none of which was added before, unless the very same list was, and the caller does not know whether
     *     it was stored: then it is stored once
     * @throws org.symbolon.core.error.StoreUnavailableException if the store does not answer; then the caller adds the
     *     same list again
     */
    void add(ImmutableList<TransactionRecord> records);

    /**
     * The records that a query asks for, those with the greatest ids first. The time that it takes does not depend on
     * the number of records.
     *
     * @throws StartTooFarException if the search for the first record of the answer would take too long
     */
    RecordPage find(RecordQuery query);

    /**
     * Removes the records of all days (UTC) before a day. It delays no other change.
     *
     * @return whether none is left; otherwise the caller removes the rest soon
     */
    boolean removeBefore(LocalDate day);

    /** {@link RecordQuery#start} skips records that are far apart; {@link #place} is where the search has come to. */
    final class StartTooFarException extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final transient RecordId place;

        public StartTooFarException(RecordId place) {
            super("start skips records that are too far apart; go on before " + place);
            this.place = place;
        }

        /** What {@link RecordQuery#before} can be given instead. */
        public RecordId place() {
            return place;
        }
    }
}
