package org.symbolon.core.store.usage;

import com.google.common.collect.ImmutableMap;
import java.time.LocalDate;
import java.util.UUID;
import org.immutables.value.Value;
import org.symbolon.core.value.AccountId;
import org.symbolon.core.value.Environment;

/**
 * What one process has counted since its last batch. A batch whose fate is not known is sent again unchanged, so a
 * store that knows its writer and number has it already.
 */
@Value.Immutable
public abstract class UsageBatch {

    /** The process that counted; each start has another id. */
    public abstract UUID writer();

    /** Grows from batch to batch of a writer; the first is 1. */
    public abstract long number();

    /** The day on which the batch was made, in UTC. */
    public abstract LocalDate made();

    /** What to add to each counter, 1 or more. */
    public abstract ImmutableMap<UsageKey, Long> counts();

    /** The cookies to add; each set was made by the store that gets the batch. */
    public abstract ImmutableMap<CookieDay, UsageStore.CookieSet> cookies();

    /** Whether there is nothing to add. */
    public final boolean isEmpty() {
        return counts().isEmpty() && cookies().isEmpty();
    }

    /** The day of an account on which distinct cookies are counted. */
    public record CookieDay(AccountId account, Environment environment, LocalDate day) {}

    public static Builder builder() {
        return new Builder();
    }

    public static final class Builder extends ImmutableUsageBatch.Builder {}
}
