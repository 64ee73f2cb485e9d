package org.symbolon.drm.fairplay;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.immutables.value.Value;
import org.symbolon.core.drm.Extension;
import org.symbolon.core.drm.RentalTerms;
import org.symbolon.core.drm.TypedTokenRequest;
import org.symbolon.core.parameter.RequestParameters;
import org.symbolon.core.value.DrmId;

/** A request for a FairPlay token as typed values, for services that embed the modules. */
@Value.Immutable
public abstract class FairPlayTokenRequest extends TypedTokenRequest {

    /** The content's IV; required unless the account has a default. */
    public abstract Optional<InitializationVector> iv();

    /** How long the content may be kept, in whole seconds; zero, the default, means without limit. */
    public abstract Optional<Duration> rentalDuration();

    /** How long playback may last after it has begun, in whole seconds, at least 1; unlimited by default. */
    public abstract Optional<Duration> playbackDuration();

    /** The extensions of the licence; none by default. */
    public abstract List<Extension> extensions();

    /** What the viewer has bought; required beside the terms of a rental. */
    public abstract Optional<RightsType> rightsType();

    /** Until when playback of a rental may begin; required for {@link RightsType#RENTED}. */
    public abstract Optional<Instant> rentalPeriodEnd();

    /** How long playback of a rental may last, in whole seconds, at least 1; unlimited by default. */
    public abstract Optional<Duration> rentalPlayDuration();

    @Override
    public final DrmId drm() {
        return FairPlayPlugin.ID;
    }

    @Override
    protected final void addTo(RequestParameters.Builder parameters) {
        iv().ifPresent(iv -> parameters.add(FairPlayParameters.IV.name(), iv.toString()));
        rentalDuration()
                .ifPresent(duration ->
                        parameters.add(RentalTerms.RENTAL_DURATION.name(), Long.toString(duration.toSeconds())));
        playbackDuration()
                .ifPresent(duration -> parameters.add(
                        FairPlayParameters.PLAYBACK_DURATION.name(), Long.toString(duration.toSeconds())));
        extensions().forEach(extension -> parameters.add(FairPlayParameters.FP_EXTENSION.name(), extension.toString()));
        rightsType().ifPresent(type -> parameters.add(FairPlayParameters.RIGHTS_TYPE.name(), type.text()));
        RentalTerms rental = RentalTerms.builder()
                .periodEnd(rentalPeriodEnd())
                .playDuration(rentalPlayDuration())
                .build();
        rental.describe(parameters::add);
    }

    /** Begins a request. */
    public static Builder builder() {
        return new Builder();
    }

    /** Collects the values of a request. */
    public static final class Builder extends ImmutableFairPlayTokenRequest.Builder {}
}
