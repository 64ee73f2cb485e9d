package org.symbolon.core.drm;

import java.time.Instant;
import java.util.Optional;
import org.symbolon.core.parameter.ParameterReader;
import org.symbolon.core.token.EncodedPolicy;

/** The working part of a plug-in. Used by many threads at once; what it keeps between calls, it guards itself. */
public interface DrmSystem {

    /**
     * Reads the DRM's own parameters, in the order of its table. Every broken rule becomes a violation of the reader.
     *
     * @param now the time of the request
     * @return the policy; empty where violations leave none
     */
    Optional<DrmPolicy> parse(ParameterReader parameters, Instant now);

    /**
     * Reads a policy back from a token.
     *
     * @throws org.symbolon.core.token.MalformedFieldsException if it is not what {@link DrmPolicy#encode} writes
     */
    DrmPolicy decode(EncodedPolicy policy);

    /**
     * Makes a licence. Asked only after the token was opened and found good for this DRM, environment and time. May wait for what it has to ask, for a
     * bounded time.
     *
     * @throws LicenseRefusedException if the challenge is none, the device is not trusted, or no licence can be had
     * @throws UnsupportedOperationException if this DRM only issues tokens, as by default
     */
    default License license(LicenseRequest request) {
        throw new UnsupportedOperationException(getClass().getSimpleName() + " makes no licences");
    }
}
