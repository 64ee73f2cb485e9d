package org.symbolon.core.store.administration;

import java.util.Optional;
import java.util.OptionalLong;
import org.immutables.value.Value;

/** Which entries of the audit log are wanted. They come the youngest first. */
@Value.Immutable
public abstract class AuditQuery {
    /** The most entries that one query gets. */
    public static final int MOST = 500;

    /** Only those of this actor. */
    public abstract Optional<String> actor();

    /** Only those about this subject. */
    public abstract Optional<String> subject();

    /** Only those with a smaller number, for the next page. */
    public abstract OptionalLong before();

    /** How many at most; 100 by default. */
    @Value.Default
    public int length() {
        return 100;
    }

    /** Refuses a page that is too long. */
    @Value.Check
    final void check() {
        if (length() < 1 || length() > MOST) {
            throw new IllegalArgumentException("a page has 1 to " + MOST + " entries, not " + length());
        }
    }

    public static Builder builder() {
        return new Builder();
    }

    public static final class Builder extends ImmutableAuditQuery.Builder {}
}
