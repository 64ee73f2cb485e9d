package org.symbolon.store.jdbc.keyring;

import com.google.common.collect.ImmutableSet;
import java.util.Collections;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.symbolon.core.store.keyring.KeyRing;
import org.symbolon.core.store.keyring.RingKey;
import org.symbolon.core.store.keyring.RingKeyId;
import org.symbolon.store.jdbc.database.OpenDatabase;
import org.symbolon.store.jdbc.database.OpenDatabase.Purpose;

/** What a database remembers: its own id, and the ids of the keys that its ring has had. */
final class StoreIdentity {
    private final OpenDatabase database;

    StoreIdentity(OpenDatabase database) {
        this.database = database;
    }

    /**
     * What is remembered.
     *
     * @param id the id of the store; empty before it was used with a ring
     * @param ringKeys the ids of the keys that its ring has had
     * @param used whether it has accounts or credentials
     */
    record Memory(Optional<UUID> id, ImmutableSet<RingKeyId> ringKeys, boolean used) {

        /** Whether the store has been used with a ring. An earlier release remembered nothing, but always made one. */
        boolean needsRing() {
            return !ringKeys.isEmpty() || (used && id.isEmpty());
        }

        /** Whether a ring may be the one that the store was used with. */
        boolean fits(KeyRing ring) {
            return ringKeys.isEmpty() || !Collections.disjoint(ringKeys, ids(ring));
        }
    }

    static ImmutableSet<RingKeyId> ids(KeyRing ring) {
        return ring.keys().stream().map(RingKey::id).collect(ImmutableSet.toImmutableSet());
    }

    Memory read() {
        return database.read(Purpose.REFRESH, StoreIdentity::read);
    }

    private static Memory read(Handle handle) {
        ImmutableSet<RingKeyId> keys = handle.createQuery("SELECT id FROM store_ring_key").mapTo(String.class).stream()
                .flatMap(id -> RingKeyId.parse(id).stream())
                .collect(ImmutableSet.toImmutableSet());
        boolean used = handle.createQuery(
                                "SELECT CASE WHEN EXISTS (SELECT 1 FROM account) OR EXISTS (SELECT 1 FROM credential)"
                                        + " THEN 1 ELSE 0 END")
                        .mapTo(Integer.class)
                        .one()
                == 1;
        return new Memory(id(handle), keys, used);
    }

    private static Optional<UUID> id(Handle handle) {
        return handle.createQuery("SELECT id FROM store_identity")
                .mapTo(String.class)
                .findOne()
                .map(UUID::fromString);
    }

    /** Gives the store this id unless it has one, and returns the one that it has. Nodes that do so follow one another. */
    UUID identify(UUID proposed) {
        return database.write(handle -> {
            // Locks the one row of this table until the transaction ends.
            handle.execute("UPDATE account_revision SET value = value");
            Optional<UUID> present = id(handle);
            if (present.isEmpty()) {
                handle.execute("INSERT INTO store_identity (id) VALUES (?)", proposed.toString());
            }
            return present.orElse(proposed);
        });
    }

    /** Remembers the keys of a ring; does nothing and returns false if the store was used with another ring. */
    boolean remember(KeyRing ring) {
        return database.write(handle -> {
            handle.execute("UPDATE account_revision SET value = value");
            boolean fits = read(handle).fits(ring);
            if (fits) {
                insert(handle, ring);
            }
            return fits;
        });
    }

    /** Forgets the keys of the ring, so that any ring fits. */
    void forgetRing() {
        database.write(handle -> handle.execute("DELETE FROM store_ring_key"));
    }

    private static int insert(Handle handle, KeyRing ring) {
        return ids(ring).stream()
                .mapToInt(id -> handle.execute(
                        "INSERT INTO store_ring_key (id) VALUES (?) ON CONFLICT DO NOTHING", id.toString()))
                .sum();
    }
}
