package org.symbolon.core.store.record;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
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

    public abstract Optional<RecordKind> kind();

    public abstract Optional<Outcome> outcome();

    /** Only refusals with this number of an error code. */
    public abstract Optional<Integer> code();

    public abstract Optional<TokenId> token();

    public abstract Optional<String> cookie();

    public abstract Optional<Reference> reference();

    /** Only records of this time or later. */
    public abstract Optional<Instant> since();

    /** Only records from before this time. */
    public abstract Optional<Instant> until();

    /** Only records with smaller ids: the {@link RecordPage#next} of the page before. */
    public abstract Optional<RecordId> before();

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

    /** How a request ended. */
    public enum Outcome {
        GRANTED,
        REFUSED;

        /** The name in answers: {@code granted} or {@code refused}. */
        public String id() {
            return name().toLowerCase(Locale.ROOT);
        }

        public static Optional<Outcome> parse(String id) {
            return Stream.of(values())
                    .filter(outcome -> outcome.id().equals(id))
                    .findFirst();
        }
    }

    /** Reads a time: {@code 2026-11-21T08:30:00Z}, or {@code 2026-11-21} for the beginning of a day in UTC. */
    public static Optional<Instant> parseTime(String text) {
        try {
            return Optional.of(
                    text.indexOf('T') < 0
                            ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
                            : Instant.parse(text));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    /** The records that match have ids below this one, unless there is neither {@link #before} nor {@link #until}. */
    public final Optional<RecordId> end() {
        Optional<RecordId> ofTime = until().map(RecordQuery::first);
        return Stream.concat(ofTime.stream(), before().stream()).min(RecordId::compareTo);
    }

    /** The records that match have this id or a greater one. */
    public final RecordId begin() {
        return since().map(RecordQuery::first).orElse(new RecordId(0, 0));
    }

    /** Times that are not on a millisecond are rounded up: no record lies between. */
    private static RecordId first(Instant time) {
        if (time.isBefore(Instant.EPOCH)) {
            return new RecordId(0, 0);
        }
        RecordId largest = new RecordId(RecordId.LARGEST_PART, 0);
        if (time.isAfter(largest.time())) {
            return largest;
        }
        RecordId rounded = RecordId.first(time);
        return rounded.time().isBefore(time) ? new RecordId(rounded.millis() + 1, 0) : rounded;
    }

    /** Whether a record meets every condition. */
    public final boolean matches(TransactionRecord record) {
        return isIn(account(), record.account())
                && isIn(environment(), Optional.of(record.environment()))
                && isIn(kind(), Optional.of(record.kind()))
                && isIn(outcome(), Optional.of(record.outcome()))
                && isIn(code(), record.code())
                && isIn(token(), record.token())
                && isIn(cookie(), record.cookie())
                && isIn(reference(), record.reference())
                && record.id().compareTo(begin()) >= 0
                && end().filter(end -> record.id().compareTo(end) >= 0).isEmpty();
    }

    private static <T> boolean isIn(Optional<T> asked, Optional<T> there) {
        return asked.isEmpty() || asked.equals(there);
    }

    public static Builder builder() {
        return new Builder();
    }

    public static final class Builder extends ImmutableRecordQuery.Builder {}
}
