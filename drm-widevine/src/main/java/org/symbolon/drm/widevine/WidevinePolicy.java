package org.symbolon.drm.widevine;

import static org.symbolon.core.token.FieldWriter.OPTIONAL;

import com.google.common.collect.ImmutableListMultimap;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.immutables.value.Value;
import org.symbolon.core.drm.DrmPolicy;
import org.symbolon.core.drm.Extension;
import org.symbolon.core.drm.RentalTerms;
import org.symbolon.core.token.FieldReader;
import org.symbolon.core.token.FieldWriter;
import org.symbolon.core.token.MalformedFieldsException;

/** The rules of a Widevine licence. */
@Value.Immutable
abstract class WidevinePolicy implements DrmPolicy {
    private static final int SECURITY_LEVEL = 1;
    private static final int HDCP = 2;
    private static final int LICENSE_DURATION = 3;
    private static final int RENTAL_PERIOD_END = 4;
    private static final int RENTAL_PLAY_DURATION = 5;
    private static final int EXTENSION = 6;
    private static final int CONTENT_ID = OPTIONAL;

    /** What the content is called. */
    abstract Optional<String> contentId();

    /** The robustness that the device has to have. */
    abstract SecurityLevel securityLevel();

    /** The protection that a digital output has to have. */
    abstract Hdcp hdcp();

    /** How long playback may last from its beginning; unlimited where it is left out. */
    abstract Optional<Duration> licenseDuration();

    /** What goes to the player as it is. */
    abstract List<Extension> extensions();

    /** The terms of a rental; none by default. */
    @Value.Default
    RentalTerms rental() {
        return RentalTerms.NONE;
    }

    @Override
    public final void encode(FieldWriter fields) {
        fields.number(SECURITY_LEVEL, securityLevel().number()).number(HDCP, hdcp().number());
        licenseDuration().ifPresent(duration -> fields.number(LICENSE_DURATION, duration.toSeconds()));
        rental().encode(fields, RENTAL_PERIOD_END, RENTAL_PLAY_DURATION);
        extensions().forEach(extension -> fields.bytes(EXTENSION, extension.toBytes()));
        contentId().ifPresent(id -> fields.text(CONTENT_ID, id));
    }

    static WidevinePolicy decode(FieldReader fields) {
        Builder policy = builder();
        RentalTerms rental = RentalTerms.NONE;
        while (fields.next()) {
            switch (fields.tag()) {
                case SECURITY_LEVEL -> policy.securityLevel(known(SecurityLevel.of(fields.number())));
                case HDCP -> policy.hdcp(known(Hdcp.of(fields.number())));
                case LICENSE_DURATION -> policy.licenseDuration(Duration.ofSeconds(fields.number()));
                case RENTAL_PERIOD_END -> rental = rental.withPeriodEnd(fields);
                case RENTAL_PLAY_DURATION -> rental = rental.withPlayDuration(fields);
                case EXTENSION -> policy.addExtensions(Extension.ofBytes(fields.bytes()));
                case CONTENT_ID -> policy.contentId(fields.text());
                default -> fields.skip();
            }
        }
        return policy.rental(rental).build();
    }

    private static <T> T known(Optional<T> value) {
        return value.orElseThrow(() -> new MalformedFieldsException("the policy has a value that is unknown here"));
    }

    @Override
    public final ImmutableListMultimap<String, String> parameters() {
        ImmutableListMultimap.Builder<String, String> words = ImmutableListMultimap.builder();
        contentId().ifPresent(id -> words.put(WidevineParameters.CONTENT_ID.name(), id));
        words.put(
                WidevineParameters.SECURITY_LEVEL.name(),
                Integer.toString(securityLevel().number()));
        words.put(WidevineParameters.HDCP_OUTPUT_CONTROL.name(), Integer.toString(hdcp().number()));
        licenseDuration()
                .ifPresent(duration ->
                        words.put(WidevineParameters.LICENSE_DURATION.name(), Long.toString(duration.toSeconds())));
        extensions().forEach(extension -> words.put(WidevineParameters.WV_EXTENSION.name(), extension.toString()));
        rental().describe(words::put);
        return words.build();
    }

    static Builder builder() {
        return new Builder();
    }

    static final class Builder extends ImmutableWidevinePolicy.Builder {}
}
