package org.symbolon.core.store.administration;

import com.google.common.collect.ImmutableList;
import java.time.Instant;
import org.immutables.value.Value;

/** A change, as the audit log tells it: who, when, from where, and what was before and after. It holds no secrets. */
@Value.Immutable
public abstract class AuditEntry {

    /** Its number in the log, which grows; 0 before the store has given one. */
    @Value.Default
    public long number() {
        return 0;
    }

    /** When, to the millisecond. */
    public abstract Instant time();

    /** Who: the name of an administrator, or of a user of the operating system. */
    public abstract String actor();

    /** From where: an address, {@code command line}, or {@code process} for the program that embeds the service. */
    public abstract String place();

    /** What was done, such as {@code account.change}. */
    public abstract String action();

    /** To what it was done, such as {@code account/5}. */
    public abstract String subject();

    /** The fields that changed. */
    public abstract ImmutableList<AuditChange> changes();

    public static Builder builder() {
        return new Builder();
    }

    public static final class Builder extends ImmutableAuditEntry.Builder {}
}
