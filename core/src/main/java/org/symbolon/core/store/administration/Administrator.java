package org.symbolon.core.store.administration;

import java.time.Instant;
import java.util.Optional;
import org.immutables.value.Value;

/** Somebody who may administer the service over HTTP. */
@Value.Immutable
public abstract class Administrator {

    /** The name, unique in a store: 1 to 64 lower-case letters, digits, {@code .}, {@code _}, {@code @} and {@code -}. */
    public abstract String name();

    /** What the administrator may do. */
    public abstract Role role();

    /** The hash of the token that the administrator shows. */
    @Value.Redacted
    public abstract TokenHash token();

    /** When the administrator, or the token in force, was made. */
    public abstract Instant created();

    /** When the token ends; never by default. At this time it has ended. */
    public abstract Optional<Instant> expires();

    /** Whether the token has ended. */
    public final boolean hasEnded(Instant now) {
        return expires().filter(end -> !end.isAfter(now)).isPresent();
    }

    public static Builder builder() {
        return new Builder();
    }

    public static final class Builder extends ImmutableAdministrator.Builder {}
}
