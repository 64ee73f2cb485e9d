package org.symbolon.core.drm;

import java.util.Optional;

/**
 * What stands in for the outside world while a service is shown to somebody: a simulated device's credential, or a licence service that runs here. Runs until
 * it is closed.
 */
public interface Demo extends AutoCloseable {
    /** What an account needs to be served by it. */
    NewCredential credential();

    /** A challenge that it makes a licence for; empty where only a {@link DeviceSimulator} can make one. */
    Optional<byte[]> challenge();

    @Override
    void close();
}
