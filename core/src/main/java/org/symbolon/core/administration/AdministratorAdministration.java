package org.symbolon.core.administration;

import com.google.common.collect.ImmutableList;
import java.time.Duration;
import java.util.Optional;
import org.symbolon.core.store.administration.Administrator;
import org.symbolon.core.store.administration.AdministratorSecret;
import org.symbolon.core.store.administration.AuditEntry;
import org.symbolon.core.store.administration.AuditQuery;
import org.symbolon.core.store.administration.Expected;
import org.symbolon.core.store.administration.Role;

/** Administrators, and the audit log. */
public final class AdministratorAdministration {

    /** All administrators, by name. */
    public ImmutableList<Administrator> list() {
        throw new UnsupportedOperationException();
    }

    /** One administrator. */
    public Versioned<Administrator> get(String name) {
        throw new UnsupportedOperationException();
    }

    /** Adds an administrator. @param lasts how long the token lasts; empty for ever. @return the token, which is shown only here */
    public AdministratorSecret add(String name, Role role, Optional<Duration> lasts) {
        throw new UnsupportedOperationException();
    }

    /** Gives an administrator a new token in place of the one so far. */
    public AdministratorSecret renew(String name, Optional<Duration> lasts, Expected expected) {
        throw new UnsupportedOperationException();
    }

    /** Gives an administrator another role. */
    public void changeRole(String name, Role role, Expected expected) {
        throw new UnsupportedOperationException();
    }

    /** Ends an administrator: the token is refused from now on. */
    public void end(String name, Expected expected) {
        throw new UnsupportedOperationException();
    }

    /** Entries of the audit log, the youngest first. */
    public ImmutableList<AuditEntry> audit(AuditQuery query) {
        throw new UnsupportedOperationException();
    }
}
