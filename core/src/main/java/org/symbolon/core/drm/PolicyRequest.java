package org.symbolon.core.drm;

import com.google.common.collect.ImmutableList;
import java.time.Instant;
import java.util.Optional;
import org.symbolon.core.parameter.ParameterReader;
import org.symbolon.core.value.Environment;
import org.symbolon.core.value.KeyId;

/**
 * A token request, as a plug-in reads its own parameters from it. Core implements this interface; it grows by new
 * methods.
 */
public interface PolicyRequest extends ParameterReader {

    /** The time of the request, to the millisecond. */
    Instant now();

    /** The environment in which the token will be valid. */
    Environment environment();

    /**
     * The keys of the request: one, or as many as are numbered. An entry without a key id is a key that is not named,
     * or whose {@code kid} is invalid and was refused.
     */
    ImmutableList<Optional<KeyId>> kids();

    /**
     * Whether the licence may be kept on the device: the request asks for it by {@code generalFlags}, and its account
     * may. Always false for a DRM whose rules do not say {@link DrmRules#persistable()}.
     */
    boolean persistent();
}
