package org.symbolon.core.drm.simulation;

import java.util.Optional;
import org.symbolon.core.drm.credential.NewCredential;

/**
 * What replaces external services while {@code serve --demo} runs: for instance a licence service in this process. It
 * works until it is closed.
 */
public interface Demo extends AutoCloseable {

    /** The credential that makes an account use the replacement. */
    NewCredential credential();

    /** A challenge for which the replacement makes a licence; empty if only a {@link DeviceSimulator} can make one. */
    Optional<byte[]> challenge();

    @Override
    void close();
}
