package org.symbolon.core.internal.audit;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Sets;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.symbolon.core.internal.audit.AuditLog.Done;
import org.symbolon.core.store.administration.AuditChange;
import org.symbolon.core.store.keyring.KeyRing;
import org.symbolon.core.store.keyring.KeyRingStore;
import org.symbolon.core.store.keyring.RingKey;
import org.symbolon.core.store.keyring.RingKeyId;

/**
 * A key ring whose changes are in the audit log. The ring is not in the store that keeps the log, so the entry is written
 * first; where the ring then cannot be written, a second entry says so.
 */
final class AuditedKeyRing implements KeyRingStore {
    private final KeyRingStore store;
    private final AuditLog log;

    AuditedKeyRing(KeyRingStore store, AuditLog log) {
        this.store = store;
        this.log = log;
    }

    @Override
    public Optional<KeyRing> read() {
        return store.read();
    }

    @Override
    public KeyRing change(Function<Optional<KeyRing>, KeyRing> change) {
        AtomicBoolean logged = new AtomicBoolean();
        try {
            return store.change(before -> {
                KeyRing after = change.apply(before);
                log.append(Subjects.KEY_RING, done(before, after));
                logged.set(true);
                return after;
            });
        } catch (RuntimeException e) {
            if (logged.get()) {
                log.append(Subjects.KEY_RING, Done.of("keyring.change-failed"));
            }
            throw e;
        }
    }

    private static Done done(Optional<KeyRing> before, KeyRing after) {
        Set<RingKeyId> old = before.map(AuditedKeyRing::ids).orElse(ImmutableSet.of());
        ImmutableSet<RingKeyId> now = ids(after);
        ImmutableList.Builder<AuditChange> changes = ImmutableList.builder();
        Sets.difference(old, now)
                .forEach(id -> changes.add(new AuditChange("key", Optional.of(id.toString()), Optional.empty())));
        Sets.difference(now, old)
                .forEach(id -> changes.add(new AuditChange("key", Optional.empty(), Optional.of(id.toString()))));
        return new Done(before.isPresent() ? "keyring.change" : "keyring.create", changes.build());
    }

    private static ImmutableSet<RingKeyId> ids(KeyRing ring) {
        return ring.keys().stream().map(RingKey::id).collect(ImmutableSet.toImmutableSet());
    }

    @Override
    public Optional<String> problem() {
        return store.problem();
    }
}
