package org.symbolon.store.jdbc.keyring;

import com.google.common.collect.ImmutableSet;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.symbolon.core.error.StoreUnavailableException;
import org.symbolon.core.store.keyring.KeyRing;
import org.symbolon.core.store.keyring.KeyRingStore;
import org.symbolon.core.store.keyring.RingKeyId;
import org.symbolon.store.jdbc.keyring.KeyRingJson.Content;

/**
 * The key ring of one store. The store remembers the ids of the ring's keys, and the file the id of the store, so that
 * neither is used without the other: tokens and sealed secrets cannot be opened with another ring.
 */
public final class RingOfStore implements KeyRingStore {
    private static final Logger LOG = LoggerFactory.getLogger(RingOfStore.class);

    private final FileKeyRing file;
    private final StoreIdentity identity;
    private final Optional<UUID> store;

    /** The keys of this store's ring that this process knows of. */
    private final Set<RingKeyId> known = ConcurrentHashMap.newKeySet();

    RingOfStore(FileKeyRing file, StoreIdentity identity, Optional<UUID> store, ImmutableSet<RingKeyId> ringKeys) {
        this.file = file;
        this.identity = identity;
        this.store = store;
        known.addAll(ringKeys);
    }

    /**
     * {@inheritDoc}
     *
     * @throws StoreUnavailableException if the file has another ring than the one that this store was used with
     */
    @Override
    public Optional<KeyRing> read() {
        Optional<KeyRing> ring = file.read();
        ring.ifPresent(this::requireKnown);
        return ring;
    }

    private void requireKnown(KeyRing ring) {
        ImmutableSet<RingKeyId> ids = StoreIdentity.ids(ring);
        if (!known.isEmpty() && Collections.disjoint(known, ids) && !rememberedKeys(ids)) {
            throw new StoreUnavailableException("the key ring " + file.file()
                    + " was replaced by another one, which has none of the keys that this store was used with");
        }
        known.addAll(ids);
    }

    /** Whether the store knows these keys, of which this process has not read any: all others may have been retired. */
    private boolean rememberedKeys(ImmutableSet<RingKeyId> ids) {
        return !Collections.disjoint(identity.read().ringKeys(), ids);
    }

    @Override
    public KeyRing change(Function<Optional<KeyRing>, KeyRing> change) {
        AtomicBoolean created = new AtomicBoolean();
        KeyRing changed = file.changeContent(before -> {
                    created.set(before.isEmpty());
                    KeyRing ring = change.apply(before.map(Content::ring));
                    return new Content(ring, store.or(() -> before.flatMap(Content::store)));
                })
                .ring();
        if (created.get()) {
            rememberCreated(changed);
        } else {
            identity.remember(changed);
        }
        known.addAll(StoreIdentity.ids(changed));
        return changed;
    }

    /** Another node may have made a ring for the same store in the meantime; then that one counts. */
    private void rememberCreated(KeyRing ring) {
        if (identity.remember(ring)) {
            LOG.info("created the key ring {}; include it in your backups", file.file());
            return;
        }
        try {
            Files.deleteIfExists(file.file());
        } catch (IOException e) {
            throw new StoreUnavailableException("the key ring " + file.file() + " cannot be removed again", e);
        }
        throw new StoreUnavailableException("another node has just made the key ring of this store; copy its file to "
                + file.file() + " and start again");
    }

    @Override
    public Optional<String> problem() {
        try {
            return !known.isEmpty() && read().isEmpty()
                    ? Optional.of("the key ring " + file.file() + " has vanished")
                    : Optional.empty();
        } catch (StoreUnavailableException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }
}
