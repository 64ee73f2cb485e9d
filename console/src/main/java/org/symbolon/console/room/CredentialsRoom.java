package org.symbolon.console.room;

import com.google.common.collect.ImmutableList;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import org.symbolon.console.page.Room;
import org.symbolon.console.page.Visit;
import org.symbolon.console.story.Accounts;
import org.symbolon.core.Symbolon;
import org.symbolon.core.administration.CredentialFacts;
import org.symbolon.core.administration.RingKeyState;
import org.symbolon.http.management.ManagementAnswer;

/** What plug-ins have to make licences, when its certificates end, and the state of the key ring. */
public final class CredentialsRoom implements Room {
    /** From here on a certificate that will end is pointed out. */
    static final Duration SOON = Duration.ofDays(30);

    /** The fact that says when a certificate ends, as X.509 calls it. */
    private static final String END = "notAfter";

    private final Symbolon symbolon;
    private final InstantSource clock = InstantSource.system();

    CredentialsRoom(Symbolon symbolon) {
        this.symbolon = symbolon;
    }

    /** What the page shows. */
    public record Model(ImmutableList<Row> rows, ImmutableList<RingKeyState> ring) {}

    /** How urgent the end of a certificate is. */
    public enum Urgency {
        NONE,
        SOON,
        ENDED
    }

    /**
     * A credential.
     *
     * @param owner the account with its name; empty text for all accounts
     * @param end when its certificate ends; empty if it has none
     */
    public record Row(CredentialFacts facts, String drm, String owner, Optional<Instant> end, Urgency urgency) {}

    @Override
    public ManagementAnswer answer(Visit visit) {
        Instant now = clock.instant();
        ImmutableList<Row> rows = visit.desk().credentials().list().stream()
                .map(facts -> row(facts, now))
                .collect(ImmutableList.toImmutableList());
        return visit.page(
                "credentials", new Model(rows, visit.desk().keyRing().list().value()));
    }

    private Row row(CredentialFacts facts, Instant now) {
        Optional<Instant> end = Optional.ofNullable(facts.facts().get(END)).flatMap(CredentialsRoom::instant);
        String owner = facts.id()
                .account()
                .map(id -> Accounts.name(id, symbolon.accounts()))
                .orElse("");
        String drm = symbolon.drms()
                .find(facts.id().drm())
                .map(known -> known.displayName())
                .orElse(facts.id().drm().value());
        return new Row(facts, drm, owner, end, end.map(at -> urgency(at, now)).orElse(Urgency.NONE));
    }

    private static Urgency urgency(Instant end, Instant now) {
        if (!end.isAfter(now)) {
            return Urgency.ENDED;
        }
        return end.isAfter(now.plus(SOON)) ? Urgency.NONE : Urgency.SOON;
    }

    private static Optional<Instant> instant(String text) {
        try {
            return Optional.of(Instant.parse(text));
        } catch (DateTimeParseException noTime) {
            return Optional.empty();
        }
    }
}
