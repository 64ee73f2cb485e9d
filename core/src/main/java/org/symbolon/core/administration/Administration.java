package org.symbolon.core.administration;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.symbolon.core.internal.audit.AuditLog.Done;
import org.symbolon.core.internal.audit.Subjects;
import org.symbolon.core.store.administration.AdministrationStore;
import org.symbolon.core.store.administration.Administrator;
import org.symbolon.core.store.administration.AdministratorSecret;
import org.symbolon.core.store.administration.Expected;
import org.symbolon.core.store.administration.Login;
import org.symbolon.core.store.administration.TokenHash;

/**
 * Lets administrators in, and does on their behalf what their roles allow. Everything else about administering begins
 * at {@link #as}. Methods may ask the store, so they are called by threads that may wait.
 */
public final class Administration {
    /** How long a login waits to be used. */
    public static final Duration LOGIN_LASTS = Duration.ofMinutes(10);

    private final AdministrationParts parts;

    public Administration(AdministrationParts parts) {
        this.parts = parts;
    }

    private AdministrationStore store() {
        return parts.stores().administration();
    }

    private Instant now() {
        return parts.services().clock().instant();
    }

    /**
     * The administrator whose token this is. It is compared with the tokens of all administrators in constant time.
     *
     * @param place the address that the request came from
     * @return empty for a text that is no token, for a token that nobody has, and for one that has ended
     */
    public Optional<Actor> authenticate(String token, String place) {
        return AdministratorSecret.parse(token).map(AdministratorSecret::hash).flatMap(hash -> find(hash, place));
    }

    private Optional<Actor> find(TokenHash hash, String place) {
        Instant now = now();
        Optional<Administrator> found = Optional.empty();
        for (Administrator each : store().administrators()) {
            boolean same = each.token().equals(hash);
            found = same && !each.hasEnded(now) ? Optional.of(each) : found;
        }
        return found.map(each -> new Actor(each.name(), each.role(), place));
    }

    /**
     * The same administrator as earlier, with the role of now. A session of the console asks this for each request, so
     * that a session ends with its administrator.
     *
     * @return empty if the administrator was removed, or the token has ended
     */
    public Optional<Actor> again(Actor earlier) {
        return named(earlier.name(), earlier.place());
    }

    private Optional<Actor> named(String name, String place) {
        Instant now = now();
        return store().administrators().stream()
                .filter(each -> each.name().equals(name) && !each.hasEnded(now))
                .findFirst()
                .map(each -> new Actor(name, each.role(), place));
    }

    /**
     * Makes a login that works once, within {@link #LOGIN_LASTS}, for the link that {@code symbolon console} prints.
     *
     * @param administrator the name of the one who will be logged in
     */
    public AdministratorSecret createLogin(Actor by, String administrator) {
        AdministratorSecret secret = AdministratorSecret.random(parts.random());
        Instant now = now().truncatedTo(ChronoUnit.MILLIS);
        String subject = Subjects.ofAdministrator(administrator);
        new Office(parts, by).change(Operation.ADMINISTRATORS_CHANGE, subject, Expected.ANY, () -> {
            if (named(administrator, "").isEmpty()) {
                throw AdministrationException.notFound("administrator " + administrator);
            }
            parts.log().append(subject, Done.of("administrator.login-link"));
            store().addLogin(secret.hash(), new Login(administrator, now, now.plus(LOGIN_LASTS)));
            return administrator;
        });
        return secret;
    }

    /** Takes a login; empty if the text is none, it has expired, or it was taken before. */
    public Optional<Actor> redeemLogin(String login, String place) {
        return AdministratorSecret.parse(login)
                .flatMap(secret -> store().takeLogin(secret.hash(), now()))
                .flatMap(name -> named(name, place));
    }

    /** What an actor can do. Each operation checks the role, and changes write the audit log. */
    public AdministrationDesk as(Actor actor) {
        Office office = new Office(parts, actor);
        return new AdministrationDesk(
                new AccountAdministration(office),
                new KeyAdministration(office),
                new CredentialAdministration(office),
                new KeyRingAdministration(office),
                new AdministratorAdministration(office),
                new ServiceAdministration(office));
    }
}
