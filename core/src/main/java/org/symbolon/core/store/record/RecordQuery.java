package org.symbolon.core.store.record;

import java.util.Optional;
import org.immutables.value.Value;
import org.symbolon.core.value.AccountId;
import org.symbolon.core.value.Environment;
import org.symbolon.core.value.TokenId;

/** Which records are wanted; what is left open is not asked for. The youngest come first. */
@Value.Immutable
public abstract class RecordQuery {
    /** How many are found where nothing else is said: the interface's number. */
    public static final int USUAL_LENGTH = 32;
    /** The most that one answer holds. */
    public static final int MOST = 1000;

    /** The most that can be passed over, since each of them is read. */
    public static final int LAST_START = 100_000;

    public abstract Optional<AccountId> account();

    public abstract Optional<Environment> environment();

    public abstract Optional<TokenId> token();

    public abstract Optional<String> cookie();

    public abstract Optional<Reference> reference();

    /** How many of the youngest to pass over, at most {@link #LAST_START}; none by default. */
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
