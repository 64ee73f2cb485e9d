package org.symbolon.core.drm;

import com.google.common.collect.ImmutableMap;
import java.util.Optional;
import org.symbolon.core.credential.Credential;
import org.symbolon.core.key.ContentKey;

/** Does what a device of the DRM does, in software, for those who have none at hand. */
public interface DeviceSimulator {
    /** A new credential that works with this simulator and with no device: for trying things out, and never for content of worth. */
    NewCredential credential();

    /**
     * Begins the exchange of one licence.
     *
     * @param credential what the service makes licences with; the simulator uses of it what a device would have got from elsewhere
     * @throws InvalidCredentialException if this credential cannot be simulated with
     */
    Exchange begin(Credential credential);

    /** The exchange of one licence, as the device sees it. */
    interface Exchange {
        /** What the device posts. */
        byte[] challenge();

        /**
         * Opens what the service answered.
         *
         * @throws IllegalArgumentException if it is no licence for this challenge; the message says what is wrong
         */
        Opened open(byte[] license);
    }

    /**
     * What was in a licence.
     *
     * @param contentKey the key, as the device got it
     * @param facts what else the licence says, by name
     */
    record Opened(Optional<ContentKey> contentKey, ImmutableMap<String, String> facts) {}
}
