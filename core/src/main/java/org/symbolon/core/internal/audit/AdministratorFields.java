package org.symbolon.core.internal.audit;

import com.google.common.collect.ImmutableList;
import java.time.Instant;
import java.util.Optional;
import org.symbolon.core.internal.audit.AuditLog.Done;
import org.symbolon.core.store.administration.Administrator;
import org.symbolon.core.store.administration.AuditChange;

/** How two states of an administrator differ. */
final class AdministratorFields {
    private static final String MASK = "***";

    private AdministratorFields() {}

    static Done done(Optional<Administrator> before, Optional<Administrator> after) {
        String action = before.isEmpty() ? "add" : after.isEmpty() ? "end" : "change";
        ImmutableList.Builder<AuditChange> changes = ImmutableList.builder();
        add(
                changes,
                "role",
                before.map(each -> each.role().id()),
                after.map(each -> each.role().id()));
        add(changes, "expires", before.flatMap(AdministratorFields::end), after.flatMap(AdministratorFields::end));
        if (!before.map(Administrator::token).equals(after.map(Administrator::token))) {
            changes.add(new AuditChange("token", before.map(each -> MASK), after.map(each -> MASK)));
        }
        return new Done("administrator." + action, changes.build());
    }

    private static Optional<String> end(Administrator administrator) {
        return administrator.expires().map(Instant::toString);
    }

    private static void add(
            ImmutableList.Builder<AuditChange> changes, String field, Optional<String> before, Optional<String> after) {
        if (!before.equals(after)) {
            changes.add(new AuditChange(field, before, after));
        }
    }
}
