package org.symbolon.core.issue;

import org.symbolon.core.account.Caller;
import org.symbolon.core.parameter.RequestParameters;
import org.symbolon.core.value.DrmId;

/** A request for a licence token, as an adapter received it. Nothing in it is checked yet. */
public final class TokenRequest {
    private final DrmId drm;
    private final Caller caller;
    private final RequestParameters parameters;

    private TokenRequest(DrmId drm, Caller caller, RequestParameters parameters) {
        this.drm = drm;
        this.caller = caller;
        this.parameters = parameters;
    }

    /**
     * A request.
     *
     * @param drm the DRM; over HTTP the path names it
     * @param caller where the call comes from, and the environment that it asks
     * @param parameters what was sent
     */
    public static TokenRequest of(DrmId drm, Caller caller, RequestParameters parameters) {
        return new TokenRequest(drm, caller, parameters);
    }

    /** The DRM. */
    public DrmId drm() {
        return drm;
    }

    /** Where the call comes from, and the environment that it asks. */
    public Caller caller() {
        return caller;
    }

    /** What was sent. */
    public RequestParameters parameters() {
        return parameters;
    }
}
