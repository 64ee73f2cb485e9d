package org.symbolon.core.store.record;

import com.google.common.collect.ImmutableList;
import java.util.Optional;

/**
 * Some of the records that a query asks for.
 *
 * @param records the youngest first
 * @param next the value of {@link RecordQuery#before} with which the list goes on; empty at its end. A store may end a
 *     page before it is full, even without any record, so that no page costs more than another: only an empty
 *     {@code next} says that there are no more.
 */
public record RecordPage(ImmutableList<TransactionRecord> records, Optional<RecordId> next) {
    /** The page of a list that is empty from here on. */
    public static final RecordPage EMPTY = new RecordPage(ImmutableList.of(), Optional.empty());
}
