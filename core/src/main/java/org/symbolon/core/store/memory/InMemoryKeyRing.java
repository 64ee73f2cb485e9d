package org.symbolon.core.store.memory;

import java.util.Optional;
import java.util.function.Function;
import org.symbolon.core.store.keyring.KeyRing;
import org.symbolon.core.store.keyring.KeyRingStore;

/** The key ring. */
final class InMemoryKeyRing implements KeyRingStore {
    private Optional<KeyRing> ring = Optional.empty();

    @Override
    public synchronized Optional<KeyRing> read() {
        return ring;
    }

    @Override
    public synchronized KeyRing change(Function<Optional<KeyRing>, KeyRing> change) {
        KeyRing changed = change.apply(ring);
        ring = Optional.of(changed);
        return changed;
    }
}
