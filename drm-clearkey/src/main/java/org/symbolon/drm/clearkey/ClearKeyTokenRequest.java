package org.symbolon.drm.clearkey;

import java.time.Duration;
import java.util.Optional;
import org.immutables.value.Value;
import org.symbolon.core.drm.TypedTokenRequest;
import org.symbolon.core.parameter.RequestParameters;
import org.symbolon.core.value.DrmId;

/** A request for a Clear Key token as typed values, for services that embed the modules. */
@Value.Immutable
public abstract class ClearKeyTokenRequest extends TypedTokenRequest {

    /** Whether the player may store the licence; false by default. */
    @Value.Default
    public boolean persist() {
        return false;
    }

    /** How long after its issuance the token gives licences, in whole seconds, at least 1; by default until it ends. */
    public abstract Optional<Duration> licenseDuration();

    @Override
    public final DrmId drm() {
        return ClearKeyPlugin.ID;
    }

    @Override
    protected final void addTo(RequestParameters.Builder parameters) {
        parameters.add(ClearKeyPolicy.PERSIST.name(), Boolean.toString(persist()));
        licenseDuration()
                .ifPresent(duration ->
                        parameters.add(ClearKeyPolicy.LICENSE_DURATION.name(), Long.toString(duration.toSeconds())));
    }

    /** Begins a request. */
    public static Builder builder() {
        return new Builder();
    }

    /** Collects the values of a request. */
    public static final class Builder extends ImmutableClearKeyTokenRequest.Builder {}
}
