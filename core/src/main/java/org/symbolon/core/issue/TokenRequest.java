package org.symbolon.core.issue;

import java.net.InetAddress;
import java.util.Optional;
import org.immutables.value.Value;
import org.symbolon.core.account.DrmId;
import org.symbolon.core.account.Environment;
import org.symbolon.core.parameter.RequestParameters;

/** A request for a licence token, as an adapter has it: nothing in it is checked yet. */
@Value.Immutable
public abstract class TokenRequest {

    /** The DRM; over HTTP the path says which. */
    public abstract DrmId drm();

    /** The environment; over HTTP the host says which. */
    public abstract Environment environment();

    /** What the caller sent. */
    public abstract RequestParameters parameters();

    /** Where the call comes from; without it, an account that lists networks is refused. */
    public abstract Optional<InetAddress> caller();

    public static Builder builder() {
        return new Builder();
    }

    public static final class Builder extends ImmutableTokenRequest.Builder {}
}
