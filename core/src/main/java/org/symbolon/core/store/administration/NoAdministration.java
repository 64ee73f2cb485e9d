package org.symbolon.core.store.administration;

import com.google.common.collect.ImmutableList;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** Changes are made and not recorded; there are no administrators, and none can be made. */
enum NoAdministration implements AdministrationStore {
    INSTANCE;

    @Override
    public <T> T change(String subject, Expected expected, Supplier<AuditEntry> entry, Supplier<T> change) {
        return change.get();
    }

    @Override
    public void append(AuditEntry entry, Expected expected) {
        // There is no log.
    }

    @Override
    public long revision(String subject) {
        return 0;
    }

    @Override
    public ImmutableList<AuditEntry> find(AuditQuery query) {
        return ImmutableList.of();
    }

    @Override
    public ImmutableList<Administrator> administrators() {
        return ImmutableList.of();
    }

    @Override
    public Optional<Administrator> change(
            String name, Function<Optional<Administrator>, Optional<Administrator>> change) {
        throw unsupported();
    }

    @Override
    public void addLogin(TokenHash login, Login known) {
        throw unsupported();
    }

    @Override
    public Optional<String> takeLogin(TokenHash login, Instant now) {
        return Optional.empty();
    }

    private static UnsupportedOperationException unsupported() {
        return new UnsupportedOperationException("this store keeps no administrators");
    }
}
