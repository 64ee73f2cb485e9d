package org.symbolon.core.store.keyring;

import java.util.Optional;
import java.util.function.Function;

/**
 * Port: where the key ring is kept, shared by all nodes. Throws {@link
 * org.symbolon.core.error.StoreUnavailableException} if it cannot be read or written.
 */
public interface KeyRingStore {

    /**
     * The ring as it is now; empty before the first one was made. Every node calls this every second, so it must be
     * cheap if nothing has changed.
     */
    Optional<KeyRing> read();

    /**
     * Makes or replaces the ring; no other process changes it at the same time. If {@code change} throws, nothing is
     * changed.
     */
    KeyRing change(Function<Optional<KeyRing>, KeyRing> change);

    /**
     * What is wrong with the ring for good, such as a file that has vanished, so that the service should get no more
     * requests; empty if nothing is. The service calls this every second, so it must be cheap and must not wait.
     */
    default Optional<String> problem() {
        return Optional.empty();
    }
}
