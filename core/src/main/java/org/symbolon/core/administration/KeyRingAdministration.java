package org.symbolon.core.administration;

import com.google.common.collect.ImmutableList;
import java.time.Duration;
import java.time.Instant;
import org.symbolon.core.internal.audit.Subjects;
import org.symbolon.core.issue.TokenIssuer;
import org.symbolon.core.store.administration.Expected;
import org.symbolon.core.store.keyring.KeyRing;
import org.symbolon.core.store.keyring.KeyRingStore;
import org.symbolon.core.store.keyring.RingKey;
import org.symbolon.core.store.keyring.RingKeyId;

/** The key ring. Its keys are never shown. */
public final class KeyRingAdministration {
    /** The longest time after which a new key may begin to seal. */
    private static final Duration LATEST = Duration.ofDays(365);

    private final Office office;

    KeyRingAdministration(Office office) {
        this.office = office;
    }

    private KeyRingStore store() {
        return office.parts().stores().keyRing();
    }

    private KeyRing ring() {
        return store().read().orElseThrow(() -> AdministrationException.notFound("key ring yet"));
    }

    /** The keys of the ring. */
    public Versioned<ImmutableList<RingKeyState>> list() {
        office.actor().require(Operation.KEY_RING_READ);
        long revision = office.revision(Subjects.KEY_RING);
        KeyRing ring = ring();
        Instant now = office.now();
        return new Versioned<>(
                ring.keys().stream().map(key -> state(ring, key, now)).collect(ImmutableList.toImmutableList()),
                revision);
    }

    private static RingKeyState state(KeyRing ring, RingKey key, Instant now) {
        String state =
                key.equals(ring.primary(now)) ? "primary" : key.sealsFrom().isAfter(now) ? "waiting" : "old";
        return new RingKeyState(
                key.id(),
                state,
                key.sealsFrom(),
                ring.sealsUntil(key),
                ring.isSpent(key, now, TokenIssuer.MAX_LIFETIME));
    }

    /**
     * Adds a key.
     *
     * @param sealsIn how long until it begins to seal, in which every node has to read the ring
     */
    public RingKeyState rotate(Duration sealsIn, Expected expected) {
        if (sealsIn.isNegative() || sealsIn.compareTo(LATEST) > 0) {
            throw AdministrationException.invalid("sealsIn", "must be from PT0S to P365D");
        }
        Instant now = office.now();
        RingKey key = RingKey.random(office.parts().random(), now.plus(sealsIn));
        KeyRing changed = office.change(Operation.KEY_RING_CHANGE, Subjects.KEY_RING, expected, () -> {
            ring();
            KeyRing rotated = store().change(ring -> ring.orElseThrow().with(key));
            office.parts().services().sealer().refresh();
            return rotated;
        });
        return state(changed, key, now);
    }

    /**
     * Takes a key out, after everything that it has sealed is sealed anew.
     *
     * @param force even if tokens that it has sealed are still valid, or it waits to seal
     */
    public RingRetirement retire(RingKeyId id, boolean force, Expected expected) {
        return office.change(Operation.KEY_RING_CHANGE, Subjects.KEY_RING, expected, () -> {
            // This refuses before anything is changed; the change itself checks again.
            without(ring(), id, force);
            int keks = office.parts()
                    .services()
                    .managedKeks()
                    .moveFrom(id, office.parts().services().accounts());
            int credentials = office.parts().services().credentials().moveFrom(id);
            store().change(ring -> without(ring.orElseThrow(), id, force));
            office.parts().services().sealer().refresh();
            return new RingRetirement(keks, credentials);
        });
    }

    private KeyRing without(KeyRing ring, RingKeyId id, boolean force) {
        RingKey key = ring.find(id).orElseThrow(() -> AdministrationException.notFound("key " + id + " in the ring"));
        RingKeyState state = state(ring, key, office.now());
        if (state.state().equals("primary")) {
            throw AdministrationException.conflict(
                    "key " + id + " is the primary key; rotate the ring, and retire the key when it is spent");
        }
        if (!force && state.state().equals("waiting")) {
            throw AdministrationException.conflict("key " + id + " is waiting to seal; force gives up this rotation");
        }
        if (!force && !state.spent()) {
            throw AdministrationException.conflict("key " + id + " is not spent: tokens that it sealed are valid until "
                    + state.until().orElse(key.sealsFrom()).plus(TokenIssuer.MAX_LIFETIME)
                    + "; with force they cannot be redeemed any more");
        }
        return ring.without(id);
    }
}
