package org.symbolon.drm.fairplay;

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

/** The rules of a FairPlay licence. */
@Value.Immutable
abstract class FairPlayPolicy implements DrmPolicy {
    private static final int IV = 1;
    private static final int RENTAL_DURATION = 2;
    private static final int RENTAL_PERIOD_END = 3;
    private static final int RENTAL_PLAY_DURATION = 4;
    private static final int EXTENSION = 5;
    /** Says nothing that the terms do not, so a reader may skip it. */
    private static final int RIGHTS_TYPE = OPTIONAL;

    /** The content's IV. */
    abstract InitializationVector iv();

    /** How long the content may be kept; zero, the default, means without limit. */
    @Value.Default
    Duration rentalDuration() {
        return Duration.ZERO;
    }

    /** What goes to the player as it is. */
    abstract List<Extension> extensions();

    /** What the viewer has, where the request said so. */
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
        rental().encode(fields, RENTAL_PERIOD_END, RENTAL_PLAY_DURATION);
        extensions().forEach(extension -> fields.bytes(EXTENSION, extension.toBytes()));
        rightsType().ifPresent(type -> fields.text(RIGHTS_TYPE, type.text()));
    }

    static FairPlayPolicy decode(FieldReader fields) {
        Builder policy = builder();
        RentalTerms rental = RentalTerms.NONE;
        while (fields.next()) {
            switch (fields.tag()) {
                case IV -> policy.iv(InitializationVector.of(fields.bytes()));
                case RENTAL_DURATION -> policy.rentalDuration(Duration.ofSeconds(fields.number()));
                case RENTAL_PERIOD_END -> rental = rental.withPeriodEnd(fields);
                case RENTAL_PLAY_DURATION -> rental = rental.withPlayDuration(fields);
                case EXTENSION -> policy.addExtensions(Extension.ofBytes(fields.bytes()));
                case RIGHTS_TYPE -> policy.rightsType(RightsType.of(fields.text()));
                default -> fields.skip();
            }
        }
        return policy.rental(rental).build();
    }

    @Override
    public final ImmutableListMultimap<String, String> parameters() {
        ImmutableListMultimap.Builder<String, String> words = ImmutableListMultimap.builder();
        words.put(FairPlayParameters.IV.name(), iv().toString());
        if (!rentalDuration().isZero()) {
            words.put(
                    FairPlayParameters.RENTAL_DURATION.name(),
                    Long.toString(rentalDuration().toSeconds()));
        }
        extensions().forEach(extension -> words.put(FairPlayParameters.FP_EXTENSION.name(), extension.toString()));
        rightsType().ifPresent(type -> words.put(FairPlayParameters.RIGHTS_TYPE.name(), type.text()));
        rental().describe(words::put);
        return words.build();
    }

    static Builder builder() {
        return new Builder();
    }

    static final class Builder extends ImmutableFairPlayPolicy.Builder {}
}
