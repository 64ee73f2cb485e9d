package org.symbolon.core.store.keyring;

import java.util.Optional;
import java.util.function.Function;

/**
 * Port: where the key ring is kept, shared by all nodes. Throws {@link
 * org.symbolon.core.error.StoreUnavailableException} where it cannot be read or written.
 */
public interface KeyRingStore {

    /**
     * The ring as it is now; empty before the first one was made. Cheap where nothing changed: it is asked every
     * second.
     */
    Optional<KeyRing> read();

    /**
     * Makes or replaces the ring, with nobody else changing it meanwhile. What {@code change} throws leaves the ring as
     * it was.
     */
    KeyRing change(Function<Optional<KeyRing>, KeyRing> change);
}
