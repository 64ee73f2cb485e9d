package org.symbolon.store.jdbc.keyring;

import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.symbolon.core.error.StoreUnavailableException;
import org.symbolon.core.store.StoreAccess;
import org.symbolon.core.store.StoreStatus;
import org.symbolon.store.jdbc.database.OpenDatabase;
import org.symbolon.store.jdbc.keyring.KeyRingJson.Content;
import org.symbolon.store.jdbc.keyring.StoreIdentity.Memory;

/**
 * Sees to it when a store is opened that store and key ring belong together, and that one which is missing is not
 * silently made anew: an unmounted disk would otherwise look like a first start.
 */
public final class Pairing {
    private static final Logger LOG = LoggerFactory.getLogger(Pairing.class);
    private static final String WAY_OUT =
            ". To go on without what is missing, run 'symbolon store accept --force'; nothing brings it back after that";

    private final FileKeyRing file;
    private final Optional<Content> found;
    private final StoreStatus status;
    private final String place;

    private Pairing(FileKeyRing file, Optional<Content> found, StoreStatus status) {
        this.file = file;
        this.found = found;
        this.status = status;
        this.place = status.place();
    }

    /**
     * Looks at both sides. At the ring first: another process may be making both, and it makes the store first.
     *
     * @param inspection looks at the store
     */
    public static Pairing look(FileKeyRing file, Supplier<StoreStatus> inspection) {
        Optional<Content> found = file.content();
        return new Pairing(file, found, inspection.get());
    }

    /** The store as it was found. */
    public StoreStatus store() {
        return status;
    }

    /** Refuses to make a store for a ring that has one already. To be called before the tables are made. */
    public void requireStore(StoreAccess access) {
        if (status.schema() > 0 || access == StoreAccess.ACCEPT) {
            return;
        }
        found.ifPresent(ring -> {
            String which = ring.store().map(id -> " " + id).orElse("");
            throw new StoreUnavailableException("there is no store at " + place + ", but the key ring " + file.file()
                    + " belongs to a store" + which
                    + " that was used before. Mount its disk or restore it from a backup" + WAY_OUT);
        });
    }

    /** Compares the store with the ring, and links them if that is allowed; returns the ring of the store. */
    public RingOfStore pair(OpenDatabase database, StoreAccess access) {
        StoreIdentity identity = new StoreIdentity(database);
        if (access == StoreAccess.ACCEPT) {
            accept(identity);
        }
        Memory memory = identity.read();
        Optional<Content> ring = file.content();
        if (ring.isPresent()) {
            requireSame(memory, ring.get());
        } else if (access != StoreAccess.ACCEPT) {
            requireNoRing(memory);
        }
        if (access == StoreAccess.COMMAND) {
            return new RingOfStore(file, identity, memory.id(), memory.ringKeys());
        }
        UUID store = identity.identify(
                memory.id().or(() -> ring.flatMap(Content::store)).orElseGet(UUID::randomUUID));
        ring.ifPresent(present -> link(identity, store, present));
        return new RingOfStore(
                file, identity, Optional.of(store), identity.read().ringKeys());
    }

    /** Has store and ring forget what they know of each other, and tells the ring its new store. */
    private void accept(StoreIdentity identity) {
        identity.forgetRing();
        UUID store = identity.identify(UUID.randomUUID());
        file.content()
                .ifPresent(ring -> file.changeContent(
                        before -> new Content(before.orElse(ring).ring(), Optional.of(store))));
        LOG.warn("the store at {} and the key ring {} are accepted as they are", place, file.file());
    }

    private void requireNoRing(Memory memory) {
        if (memory.needsRing()) {
            throw new StoreUnavailableException("the key ring " + file.file() + " is missing, but the store at "
                    + place + " was used with one" + keys(memory)
                    + ". Mount its disk, restore it from a backup or copy it from another node" + WAY_OUT);
        }
    }

    private void requireSame(Memory memory, Content ring) {
        boolean other = memory.id().isPresent() && !ring.store().or(memory::id).equals(memory.id());
        if (other || !memory.fits(ring.ring())) {
            throw new StoreUnavailableException("the key ring " + file.file() + " does not belong to the store at "
                    + place + ", which was used with another one" + keys(memory)
                    + ". Restore the ring or the store from a backup, or correct the settings" + WAY_OUT);
        }
    }

    private static String keys(Memory memory) {
        return memory.ringKeys().isEmpty() ? "" : " (keys " + String.join(", ", ids(memory)) + ")";
    }

    private static Iterable<String> ids(Memory memory) {
        return memory.ringKeys().stream().map(Object::toString).sorted().toList();
    }

    /**
     * Writes down on each side which the other one is, and says so where an earlier release did not. A file that this
     * process cannot write, because it comes from a configuration, stays as it is: the store knows its keys.
     */
    private void link(StoreIdentity identity, UUID store, Content ring) {
        if (!identity.remember(ring.ring())) {
            throw new StoreUnavailableException(
                    "the store at " + place + " was given another key ring in the meantime");
        }
        if (ring.store().isEmpty()) {
            try {
                file.changeContent(before -> new Content(before.orElse(ring).ring(), Optional.of(store)));
                LOG.info("linked the key ring {} with the store {} at {}", file.file(), store, place);
            } catch (StoreUnavailableException e) {
                LOG.warn("the id of the store cannot be written into the key ring {}", file.file(), e);
            }
        }
    }
}
