package org.symbolon.core.store.record;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.immutables.value.Value;
import org.symbolon.core.value.AccountId;
import org.symbolon.core.value.Environment;
import org.symbolon.core.value.TokenId;

/**
 * Which records to find. A condition that is left out does not restrict the result. The youngest records come first.
 */
@Value.Immutable
public abstract class RecordQuery {
    /** How many are found by default (the number of the interface). */
    public static final int USUAL_LENGTH = 32;
    /** The largest number of records in one answer. */
    public static final int MOST = 1000;

    /**
     * How many records can be skipped at most. The limit exists because a store reads each record that it skips;
     * {@link #before} goes further back at no such cost.
     */
    public static final int LAST_START = 10_000;

    public abstract Optional<AccountId> account();

    public abstract Optional<Environment> environment();

    public abstract Optional<TokenId> token();

    public abstract Optional<String> cookie();

    public abstract Optional<Reference> reference();

    /** Only records that follow this place in the list. */
    public abstract Optional<RecordCursor> before();

    /** How many of the youngest to skip, at most {@link #LAST_START}; none by default. */
    @Value.Default
    public int start() {
        return 0;
    }

    /** How many at most, 1 to {@link #MOST}; {@link #USUAL_LENGTH} by default. */
    @Value.Default
    public int length() {
        return USUAL_LENGTH;
    }

    @Value.Check
    final void check() {
        if (start() < 0 || start() > LAST_START || length() < 1 || length() > MOST) {
            throw new IllegalArgumentException("start is 0 to " + LAST_START + ", and length is 1 to " + MOST);
        }
    }

    /** How many records of those not younger than {@link #before} a store skips. */
    public final int skipped() {
        return start() + before().map(RecordCursor::shown).orElse(0);
    }

    /**
     * The place where the list goes on after what was found; empty if this was its end. It is also empty if {@link
     * #start} is used and all that was found happened within one millisecond: then nobody knows how many records of
     * that millisecond were skipped.
     */
    public final Optional<RecordCursor> next(List<TransactionRecord> found) {
        if (found.size() < length()) {
            return Optional.empty();
        }
        Instant last = found.get(found.size() - 1).time();
        int shown = (int)
                found.stream().filter(record -> record.time().equals(last)).count();
        if (shown == found.size()) {
            if (start() > 0) {
                return Optional.empty();
            }
            shown += before().filter(cursor -> cursor.time().equals(last))
                    .map(RecordCursor::shown)
                    .orElse(0);
        }
        return shown > LAST_START ? Optional.empty() : Optional.of(new RecordCursor(last, shown));
    }

    public static Builder builder() {
        return new Builder();
    }

    public static final class Builder extends ImmutableRecordQuery.Builder {}
}
