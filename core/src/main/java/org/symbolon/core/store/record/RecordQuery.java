package org.symbolon.core.store.record;

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

    /** How many records can be skipped at most. The limit exists because a store reads each record that it skips. */
    public static final int LAST_START = 100_000;

    public abstract Optional<AccountId> account();

    public abstract Optional<Environment> environment();

    public abstract Optional<TokenId> token();

    public abstract Optional<String> cookie();

    public abstract Optional<Reference> reference();

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

    public static Builder builder() {
        return new Builder();
    }

    public static final class Builder extends ImmutableRecordQuery.Builder {}
}
