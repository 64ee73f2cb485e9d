package org.symbolon.core.store.record;

import com.google.common.collect.ImmutableList;
import java.time.LocalDate;
import java.util.Optional;
import java.util.stream.Stream;

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
     * The record of a refusal. A refusal in a flood has none of its own: then that of the flood in which it was counted,
     * or that of another refusal with the same code in the same second; such a record has another reference, or none.
     * Empty if there is none of these either: then {@link Reference#code} is what is known.
     */
    default Optional<TransactionRecord> refusal(Reference reference) {
        RecordQuery.Builder alike = RecordQuery.builder()
                .code(reference.code())
                .since(reference.second())
                .until(reference.second().plusSeconds(1));
        RecordQuery own = RecordQuery.builder().reference(reference).build();
        return Stream.of(
                        own,
                        alike.kind(RecordKind.FLOOD).build(),
                        alike.kind(Optional.empty()).build())
                .flatMap(query -> find(query).records().stream().limit(1))
                .findFirst();
    }

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
