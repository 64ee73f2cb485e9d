package org.symbolon.drm.fairplay;

import static org.symbolon.core.drm.FieldWriter.OPTIONAL;

import com.google.common.collect.ImmutableListMultimap;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.immutables.value.Value;
import org.symbolon.core.drm.DrmPolicy;
import org.symbolon.core.drm.EncodedPolicy;
import org.symbolon.core.drm.Extension;
import org.symbolon.core.drm.FieldReader;
import org.symbolon.core.drm.FieldWriter;
import org.symbolon.core.drm.MalformedFieldsException;
import org.symbolon.core.drm.RentalTerms;

/** The rules of a FairPlay licence. */
@Value.Immutable
abstract class FairPlayPolicy implements DrmPolicy {
    private static final int IV = 1;
    private static final int RENTAL_DURATION = 2;
    private static final int RENTAL_PERIOD_END = 3;
    private static final int RENTAL_PLAY_DURATION = 4;
    private static final int EXTENSION = 5;
    private static final int PLAYBACK_DURATION = 6;
    /** Optional, because the terms of the rental are in other fields. */
    private static final int RIGHTS_TYPE = OPTIONAL;

    /** The content's IV. */
    abstract InitializationVector iv();

    /** How long the content may be kept, in whole seconds; zero, the default, means without limit. */
    @Value.Default
    Duration rentalDuration() {
        return Duration.ZERO;
    }

    /** How long playback may last after it has begun, in whole seconds; unlimited if empty. */
    abstract Optional<Duration> playbackDuration();

    /** The extensions of the licence. */
    abstract List<Extension> extensions();

    /** What the viewer has bought; empty if the request does not say it. */
    abstract Optional<RightsType> rightsType();

    /** The terms of a rental; none by default. */
    @Value.Default
    RentalTerms rental() {
        return RentalTerms.NONE;
    }

    @Override
    public final void encode(FieldWriter fields) {
        fields.bytes(IV, iv().bytes());
        if (!rentalDuration().isZero()) {
            fields.number(RENTAL_DURATION, rentalDuration().toSeconds());
        }
        playbackDuration().ifPresent(duration -> fields.number(PLAYBACK_DURATION, duration.toSeconds()));
        rental().encode(fields, RENTAL_PERIOD_END, RENTAL_PLAY_DURATION);
        extensions().forEach(extension -> fields.bytes(EXTENSION, extension.toBytes()));
        rightsType().ifPresent(type -> fields.text(RIGHTS_TYPE, type.text()));
    }

    /**
     * Reads what {@link #encode} wrote.
     *
     * @throws MalformedFieldsException if there is no IV of 16 bytes, or a field is unknown and must not be skipped
     */
    static FairPlayPolicy decode(EncodedPolicy encoded) {
        encoded.keyFields().forEach(FairPlayPolicy::skipAll);
        FieldReader fields = encoded.fields();
        Builder policy = builder();
        byte[] iv = new byte[0];
        RentalTerms rental = RentalTerms.NONE;
        while (fields.next()) {
            switch (fields.tag()) {
                case IV -> iv = fields.bytes();
                case RENTAL_DURATION -> policy.rentalDuration(Duration.ofSeconds(fields.number()));
                case PLAYBACK_DURATION -> policy.playbackDuration(Duration.ofSeconds(fields.number()));
                case RENTAL_PERIOD_END -> rental = rental.withPeriodEnd(fields);
                case RENTAL_PLAY_DURATION -> rental = rental.withPlayDuration(fields);
                case EXTENSION -> policy.addExtensions(Extension.ofBytes(fields.bytes()));
                case RIGHTS_TYPE -> policy.rightsType(RightsType.of(fields.text()));
                default -> fields.skip();
            }
        }
        if (iv.length != InitializationVector.BYTES) {
            throw new MalformedFieldsException("the policy has no IV of 16 bytes");
        }
        return policy.iv(InitializationVector.of(iv)).rental(rental).build();
    }

    /** This release knows no rules of single keys, and must refuse those of newer releases. */
    private static void skipAll(FieldReader fieldsOfKey) {
        while (fieldsOfKey.next()) {
            fieldsOfKey.skip();
        }
    }

    @Override
    public final ImmutableListMultimap<String, String> parameters() {
        ImmutableListMultimap.Builder<String, String> parameters = ImmutableListMultimap.builder();
        parameters.put(FairPlayParameters.IV.name(), iv().toString());
        if (!rentalDuration().isZero()) {
            parameters.put(
                    RentalTerms.RENTAL_DURATION.name(),
                    Long.toString(rentalDuration().toSeconds()));
        }
        playbackDuration()
                .ifPresent(duration -> parameters.put(
                        FairPlayParameters.PLAYBACK_DURATION.name(), Long.toString(duration.toSeconds())));
        extensions().forEach(extension -> parameters.put(FairPlayParameters.FP_EXTENSION.name(), extension.toString()));
        rightsType().ifPresent(type -> parameters.put(FairPlayParameters.RIGHTS_TYPE.name(), type.text()));
        rental().describe(parameters::put);
        return parameters.build();
    }

    static Builder builder() {
        return new Builder();
    }

    static final class Builder extends ImmutableFairPlayPolicy.Builder {}
}
