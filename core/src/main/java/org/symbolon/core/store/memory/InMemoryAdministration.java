package org.symbolon.core.store.memory;

import com.google.common.collect.ImmutableList;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import org.symbolon.core.store.administration.AdministrationStore;
import org.symbolon.core.store.administration.Administrator;
import org.symbolon.core.store.administration.AuditEntry;
import org.symbolon.core.store.administration.AuditQuery;
import org.symbolon.core.store.administration.Expected;
import org.symbolon.core.store.administration.Login;
import org.symbolon.core.store.administration.TokenHash;
import org.symbolon.core.value.Hex;

/** Administrators, and the youngest entries of the audit log. Changes with an entry follow one another. */
final class InMemoryAdministration implements AdministrationStore {
    private static final int CAPACITY = 10_000;

    private final NavigableMap<String, Administrator> administrators = new TreeMap<>();
    private final Map<String, Long> revisions = new HashMap<>();
    private final Map<String, Login> logins = new HashMap<>();

    /** The entry that was added last comes first. */
    private final Deque<AuditEntry> entries = new ArrayDeque<>();

    private long number;

    @Override
    public synchronized <T> T change(
            String subject, Expected expected, Supplier<AuditEntry> entry, Supplier<T> change) {
        expected.require(subject, revision(subject));
        T changed = change.get();
        append(entry.get(), Expected.ANY);
        return changed;
    }

    @Override
    public synchronized void append(AuditEntry entry, Expected expected) {
        expected.require(entry.subject(), revision(entry.subject()));
        revisions.merge(entry.subject(), 1L, Long::sum);
        number++;
        entries.addFirst(AuditEntry.builder().from(entry).number(number).build());
        if (entries.size() > CAPACITY) {
            entries.removeLast();
        }
    }

    @Override
    public synchronized long revision(String subject) {
        return revisions.getOrDefault(subject, 0L);
    }

    @Override
    public synchronized ImmutableList<AuditEntry> find(AuditQuery query) {
        return entries.stream()
                .filter(entry -> query.actor().map(entry.actor()::equals).orElse(true))
                .filter(entry -> query.subject().map(entry.subject()::equals).orElse(true))
                .filter(entry -> entry.number() < query.before().orElse(Long.MAX_VALUE))
                .limit(query.length())
                .collect(ImmutableList.toImmutableList());
    }

    @Override
    public synchronized ImmutableList<Administrator> administrators() {
        return ImmutableList.copyOf(administrators.values());
    }

    @Override
    public synchronized Optional<Administrator> change(
            String name, Function<Optional<Administrator>, Optional<Administrator>> change) {
        Optional<Administrator> changed = change.apply(Optional.ofNullable(administrators.get(name)));
        changed.ifPresentOrElse(kept -> administrators.put(name, kept), () -> {
            administrators.remove(name);
            logins.values().removeIf(login -> login.name().equals(name));
        });
        return changed;
    }

    @Override
    public synchronized void addLogin(TokenHash login, Login known) {
        logins.values().removeIf(other -> !other.expires().isAfter(known.made()));
        logins.put(key(login), known);
    }

    @Override
    public synchronized Optional<String> takeLogin(TokenHash login, Instant now) {
        return Optional.ofNullable(logins.remove(key(login)))
                .filter(known -> known.expires().isAfter(now))
                .map(Login::name);
    }

    /** Secrets all have one hash code, so they cannot be keys themselves. */
    private static String key(TokenHash hash) {
        return Hex.encode(hash.reveal());
    }
}
