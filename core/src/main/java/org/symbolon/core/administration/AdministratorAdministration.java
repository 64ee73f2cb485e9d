package org.symbolon.core.administration;

import com.google.common.collect.ImmutableList;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.symbolon.core.internal.audit.Subjects;
import org.symbolon.core.store.administration.AdministrationStore;
import org.symbolon.core.store.administration.Administrator;
import org.symbolon.core.store.administration.AdministratorSecret;
import org.symbolon.core.store.administration.AuditEntry;
import org.symbolon.core.store.administration.AuditQuery;
import org.symbolon.core.store.administration.Expected;
import org.symbolon.core.store.administration.Role;

/** Administrators, and the audit log. */
public final class AdministratorAdministration {
    private static final Pattern NAME = Pattern.compile("[a-z0-9._@-]{1,64}");
    private static final Duration LONGEST = Duration.ofDays(3650);

    private final Office office;

    AdministratorAdministration(Office office) {
        this.office = office;
    }

    private AdministrationStore store() {
        return office.parts().stores().administration();
    }

    /** All administrators, by name. */
    public ImmutableList<Administrator> list() {
        office.actor().require(Operation.ADMINISTRATORS_READ);
        return store().administrators();
    }

    /** One administrator. */
    public Versioned<Administrator> get(String name) {
        office.actor().require(Operation.ADMINISTRATORS_READ);
        long revision = office.revision(Subjects.ofAdministrator(name));
        return store().administrators().stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .map(each -> new Versioned<>(each, revision))
                .orElseThrow(() -> unknown(name));
    }

    private static AdministrationException unknown(String name) {
        return AdministrationException.notFound(
                NAME.matcher(name).matches() ? "administrator " + name : "administrator of this name");
    }

    private Optional<Instant> end(Optional<Duration> lasts) {
        lasts.filter(each -> each.isNegative() || each.isZero() || each.compareTo(LONGEST) > 0)
                .ifPresent(wrong -> {
                    throw AdministrationException.invalid("lasts", "must be more than PT0S and at most P3650D");
                });
        return lasts.map(each -> office.now().plus(each).truncatedTo(ChronoUnit.MILLIS));
    }

    /**
     * Adds an administrator.
     *
     * @param lasts how long the token lasts; empty for ever
     * @return the token, which is shown only here
     */
    public AdministratorSecret add(String name, Role role, Optional<Duration> lasts) {
        if (!NAME.matcher(name).matches()) {
            throw AdministrationException.invalid(
                    "name", "must have 1 to 64 lower-case letters, digits, '.', '_', '@' and '-'");
        }
        Optional<Instant> expires = end(lasts);
        AdministratorSecret token = AdministratorSecret.random(office.parts().random());
        change(name, Expected.ANY, stored -> {
            if (stored.isPresent()) {
                throw AdministrationException.conflict("there is an administrator " + name + " already");
            }
            return Optional.of(Administrator.builder()
                    .name(name)
                    .role(role)
                    .token(token.hash())
                    .created(office.now().truncatedTo(ChronoUnit.MILLIS))
                    .expires(expires)
                    .build());
        });
        return token;
    }

    /** Gives an administrator a new token in place of the one so far; see {@link #add}. */
    public AdministratorSecret renew(String name, Optional<Duration> lasts, Expected expected) {
        Optional<Instant> expires = end(lasts);
        AdministratorSecret token = AdministratorSecret.random(office.parts().random());
        changeStored(
                name,
                expected,
                stored -> Optional.of(Administrator.builder()
                        .from(stored)
                        .token(token.hash())
                        .created(office.now().truncatedTo(ChronoUnit.MILLIS))
                        .expires(expires)
                        .build()));
        return token;
    }

    /** Gives an administrator another role. */
    public void changeRole(String name, Role role, Expected expected) {
        changeStored(
                name,
                expected,
                stored -> Optional.of(
                        Administrator.builder().from(stored).role(role).build()));
    }

    /** Ends an administrator: the token is refused from now on. */
    public void end(String name, Expected expected) {
        changeStored(name, expected, stored -> Optional.empty());
    }

    private void changeStored(String name, Expected expected, Function<Administrator, Optional<Administrator>> change) {
        change(name, expected, stored -> change.apply(stored.orElseThrow(() -> unknown(name))));
    }

    private void change(
            String name, Expected expected, Function<Optional<Administrator>, Optional<Administrator>> change) {
        if (!NAME.matcher(name).matches()) {
            throw unknown(name);
        }
        String subject = Subjects.ofAdministrator(name);
        office.change(
                Operation.ADMINISTRATORS_CHANGE,
                subject,
                expected,
                () -> office.parts().log().changeAdministrator(name, change));
    }

    /** Entries of the audit log, the youngest first. */
    public ImmutableList<AuditEntry> audit(AuditQuery query) {
        office.actor().require(Operation.AUDIT_READ);
        return store().find(query);
    }
}
