package org.symbolon.drm.widevine;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.immutables.value.Value;
import org.symbolon.core.account.DrmId;
import org.symbolon.core.drm.Extension;
import org.symbolon.core.drm.RentalTerms;
import org.symbolon.core.issue.TypedTokenRequest;
import org.symbolon.core.parameter.RequestParameters;

/** A request for a Widevine token, in values rather than texts: for services that embed the modules. */
@Value.Immutable
public abstract class WidevineTokenRequest extends TypedTokenRequest {

    /** What the content is called; up to 128 bytes in UTF-8. */
    public abstract Optional<String> contentId();

    /** The robustness that the device has to have; required unless the account has a default. */
    public abstract Optional<SecurityLevel> securityLevel();

    /** The protection that a digital output has to have; required unless the account has a default. */
    public abstract Optional<Hdcp> hdcpOutputControl();

    /** How long playback may last from its beginning, in whole seconds; unlimited by default. */
    public abstract Optional<Duration> licenseDuration();

    /** What goes to the player as it is. */
    public abstract List<Extension> extensions();

    /** Until when playback of a rental may begin. */
    public abstract Optional<Instant> rentalPeriodEnd();

    /** How long playback of a rental may last once begun, in whole seconds. */
    public abstract Optional<Duration> rentalPlayDuration();

    @Override
    public final DrmId drm() {
        return WidevinePlugin.ID;
    }

    @Override
    protected final void addTo(RequestParameters.Builder parameters) {
        contentId().ifPresent(id -> parameters.add(WidevineParameters.CONTENT_ID.name(), id));
        securityLevel()
                .ifPresent(level ->
                        parameters.add(WidevineParameters.SECURITY_LEVEL.name(), Integer.toString(level.number())));
        hdcpOutputControl()
                .ifPresent(hdcp ->
                        parameters.add(WidevineParameters.HDCP_OUTPUT_CONTROL.name(), Integer.toString(hdcp.number())));
        licenseDuration()
                .ifPresent(duration -> parameters.add(
                        WidevineParameters.LICENSE_DURATION.name(), Long.toString(duration.toSeconds())));
        extensions().forEach(extension -> parameters.add(WidevineParameters.WV_EXTENSION.name(), extension.toString()));
        new RentalTerms(rentalPeriodEnd(), rentalPlayDuration()).describe(parameters::add);
    }

    public static Builder builder() {
        return new Builder();
    }

    public static final class Builder extends ImmutableWidevineTokenRequest.Builder {}
}
