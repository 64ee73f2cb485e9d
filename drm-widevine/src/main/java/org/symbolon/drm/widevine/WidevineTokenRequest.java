package org.symbolon.drm.widevine;

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

/** A request for a Widevine token as typed values, for services that embed the modules. */
@Value.Immutable
public abstract class WidevineTokenRequest extends TypedTokenRequest {

    /** The content id; up to 128 bytes in UTF-8. */
    public abstract Optional<String> contentId();

    /** How well the device must protect keys and content; required unless the account has a default. */
    public abstract Optional<SecurityLevel> securityLevel();

    /** The copy protection that a digital output must have; required unless the account has a default. */
    public abstract Optional<Hdcp> hdcpOutputControl();

    /** The track that the key decrypts; by default that of the account, or else HD. */
    public abstract Optional<TrackType> trackType();

    /** How long playback may last after it has begun, in whole seconds, at least 1; unlimited by default. */
    public abstract Optional<Duration> licenseDuration();

    /**
     * How long playback may last, in whole seconds, at least 1; unlimited by default. With both durations
     * {@link #licenseDuration} also bounds the time until playback begins.
     */
    public abstract Optional<Duration> playbackDuration();

    /** How long the licence may be used before playback begins, in whole seconds; zero means without limit. */
    public abstract Optional<Duration> rentalDuration();

    /** Whether the licence may be kept on the device, which takes the account's option persistence; false by default. */
    @Value.Default
    public boolean persistent() {
        return false;
    }

    /** The extensions of the licence; none by default. */
    public abstract List<Extension> extensions();

    /** Until when playback of a rental may begin; unlimited by default. */
    public abstract Optional<Instant> rentalPeriodEnd();

    /** How long playback of a rental may last, in whole seconds, at least 1; unlimited by default. */
    public abstract Optional<Duration> rentalPlayDuration();

    @Override
    public final DrmId drm() {
        return WidevinePlugin.ID;
    }

    @Override
    protected final void addTo(RequestParameters.Builder parameters) {
        if (persistent()) {
            parameters.add(WidevineParameters.GENERAL_FLAGS, WidevineParameters.PERSISTENCE);
        }
        contentId().ifPresent(id -> parameters.add(WidevineParameters.CONTENT_ID.name(), id));
        securityLevel()
                .ifPresent(level ->
                        parameters.add(WidevineParameters.SECURITY_LEVEL.name(), Integer.toString(level.number())));
        hdcpOutputControl()
                .ifPresent(hdcp ->
                        parameters.add(WidevineParameters.HDCP_OUTPUT_CONTROL.name(), Integer.toString(hdcp.number())));
        trackType()
                .ifPresent(track ->
                        parameters.add(WidevineParameters.TRACK_TYPE.name(), Integer.toString(track.number())));
        licenseDuration()
                .ifPresent(duration -> parameters.add(
                        WidevineParameters.LICENSE_DURATION.name(), Long.toString(duration.toSeconds())));
        playbackDuration()
                .ifPresent(duration -> parameters.add(
                        WidevineParameters.PLAYBACK_DURATION.name(), Long.toString(duration.toSeconds())));
        extensions().forEach(extension -> parameters.add(WidevineParameters.WV_EXTENSION.name(), extension.toString()));
        rentalDuration()
                .ifPresent(duration ->
                        parameters.add(RentalTerms.RENTAL_DURATION.name(), Long.toString(duration.toSeconds())));
        RentalTerms rental = RentalTerms.builder()
                .periodEnd(rentalPeriodEnd())
                .playDuration(rentalPlayDuration())
                .build();
        if (!rental.equals(RentalTerms.NONE)) {
            parameters.add(WidevineParameters.RIGHTS_TYPE.name(), RentalTerms.RENTAL);
        }
        rental.describe(parameters::add);
    }

    /** Begins a request. */
    public static Builder builder() {
        return new Builder();
    }

    /** Collects the values of a request. */
    public static final class Builder extends ImmutableWidevineTokenRequest.Builder {}
}
