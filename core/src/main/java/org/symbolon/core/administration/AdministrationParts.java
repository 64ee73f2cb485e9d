package org.symbolon.core.administration;

import com.google.common.collect.ImmutableList;
import java.security.SecureRandom;
import java.util.function.Supplier;
import org.immutables.value.Value;
import org.symbolon.core.internal.audit.AuditLog;
import org.symbolon.core.internal.runtime.Services;
import org.symbolon.core.keystore.KeyService;
import org.symbolon.core.store.StoreStatus;
import org.symbolon.core.store.Stores;

/** What {@link Administration} works on. The builder of the product makes it. */
@Value.Immutable
public abstract class AdministrationParts {
    /** The accounts, credentials, DRMs and the clock. */
    public abstract Services services();

    /** The stores, whose changes are in the audit log. */
    public abstract Stores stores();

    /** The audit log. */
    public abstract AuditLog log();

    /** The key storage, whose changes by administrators are in the audit log. */
    public abstract KeyService keys();

    /** The source of tokens and keys. */
    public abstract SecureRandom random();

    /** The state of the store; by default nothing is known of it. */
    @Value.Default
    public Supplier<StoreStatus> status() {
        return StoreStatus::unknown;
    }

    /** The settings in force; none by default. */
    @Value.Default
    public Supplier<ImmutableList<SettingInForce>> settings() {
        return ImmutableList::of;
    }

    public static Builder builder() {
        return new Builder();
    }

    public static final class Builder extends ImmutableAdministrationParts.Builder {}
}
