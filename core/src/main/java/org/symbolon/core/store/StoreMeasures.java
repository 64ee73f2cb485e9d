package org.symbolon.core.store;

import com.google.common.collect.ImmutableMap;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.immutables.value.Value;

/** What a monitor can know of open stores. It is live, and answers from memory, so asking is cheap. */
@Value.Immutable
public abstract class StoreMeasures {

    /**
     * The calls of the store by their purpose, such as {@code tokens}, with the time that they waited for a connection.
     */
    public abstract ImmutableMap<String, CallTimes> calls();

    /** How many calls wait for a connection, or for the thread that writes, by their purpose. */
    public abstract ImmutableMap<String, LongSupplier> waiting();

    /** Whether callers are refused at once because the store did not answer; empty if the store never does that. */
    public abstract Optional<BooleanSupplier> refusing();

    /** How many tokens this node has taken in advance and not issued; empty if the store takes none in advance. */
    public abstract Optional<LongSupplier> leasedTokens();

    public static Builder builder() {
        return new Builder();
    }

    public static final class Builder extends ImmutableStoreMeasures.Builder {}
}
