package org.symbolon.drm.fairplay;

import static org.symbolon.core.drm.RentalTerms.PERIOD_END_TIME;
import static org.symbolon.core.drm.RentalTerms.PLAY_DURATION;
import static org.symbolon.core.error.SharedError.INVALID_RENTAL_DURATION;

import com.google.common.collect.ImmutableList;
import java.time.Duration;
import java.util.Optional;
import org.symbolon.core.drm.DrmPolicy;
import org.symbolon.core.drm.Extension;
import org.symbolon.core.drm.PolicyRequest;
import org.symbolon.core.drm.RentalTerms;
import org.symbolon.core.parameter.Parameter;
import org.symbolon.core.parameter.Parsed;
import org.symbolon.core.parameter.Seconds;

/** The parameters that FairPlay adds (token-api, "FairPlay parameters"). */
final class FairPlayParameters {
    static final Parameter<InitializationVector> IV = Parameter.<InitializationVector>named("iv")
            .meaning("The content's IV: 16 bytes in hexadecimal")
            .required(true)
            .example("00112233445566778899aabbccddeeff")
            .missing(FairPlayError.INVALID_IV)
            .invalid(FairPlayError.INVALID_IV)
            .parser(InitializationVector::parse)
            .build();

    static final Parameter<Duration> RENTAL_DURATION = Parameter.<Duration>named("rentalDuration")
            .meaning("Seconds of a rental; 0, the default, means no rental limit; at most 4294967295")
            .invalid(INVALID_RENTAL_DURATION)
            .parser(FairPlayParameters::parseRentalDuration)
            .build();

    static final Parameter<Extension> FP_EXTENSION =
            Extension.parameter("fpExtension", FairPlayError.INVALID_EXTENSION);

    static final Parameter<RightsType> RIGHTS_TYPE = Parameter.<RightsType>named("rightsType")
            .meaning("BuyToOwn or Rental; required beside rental.* parameters")
            .missing(FairPlayError.MISSING_RIGHTS_TYPE)
            .invalid(FairPlayError.INVALID_RIGHTS_TYPE)
            .parser(FairPlayParameters::parseRightsType)
            .build();

    static final ImmutableList<Parameter<?>> ALL =
            ImmutableList.of(IV, RENTAL_DURATION, FP_EXTENSION, RIGHTS_TYPE, PERIOD_END_TIME, PLAY_DURATION);

    private FairPlayParameters() {}

    /** Reads the policy of a request; empty if the IV was refused. */
    static Optional<DrmPolicy> read(PolicyRequest reader) {
        Optional<InitializationVector> iv = reader.read(IV);
        Optional<Duration> rentalDuration = reader.read(RENTAL_DURATION);
        ImmutableList<Extension> extensions = Extension.readAll(reader, FP_EXTENSION);
        Optional<RightsType> rightsType = readRightsType(reader);
        RentalTerms rental = RentalTerms.read(
                reader, rightsType.filter(RightsType.RENTED::equals).isPresent());
        return iv.map(present -> FairPlayPolicy.builder()
                .iv(present)
                .rentalDuration(rentalDuration.orElse(Duration.ZERO))
                .extensions(extensions)
                .rightsType(rightsType)
                .rental(rental)
                .build());
    }

    private static Optional<RightsType> readRightsType(PolicyRequest reader) {
        Optional<RightsType> rightsType = reader.read(RIGHTS_TYPE);
        boolean rental = reader.gives(PERIOD_END_TIME) || reader.gives(PLAY_DURATION);
        if (rental && !reader.gives(RIGHTS_TYPE)) {
            reader.refuse(FairPlayError.MISSING_RIGHTS_TYPE, RIGHTS_TYPE, "is required beside rental parameters");
        }
        return rightsType;
    }

    private static Parsed<Duration> parseRentalDuration(String text) {
        return Seconds.parse(text, 0)
                .map(Parsed::valid)
                .orElseGet(() -> Parsed.invalid(INVALID_RENTAL_DURATION, Seconds.rule(0)));
    }

    private static Parsed<RightsType> parseRightsType(String text) {
        return RightsType.of(text)
                .map(Parsed::valid)
                .orElseGet(() -> Parsed.invalid(FairPlayError.INVALID_RIGHTS_TYPE, "must be BuyToOwn or Rental"));
    }
}
