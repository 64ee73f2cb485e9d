package org.symbolon.drm.fairplay;

import static org.symbolon.core.drm.RentalTerms.PERIOD_END_TIME;
import static org.symbolon.core.drm.RentalTerms.PLAY_DURATION;
import static org.symbolon.core.drm.RentalTerms.RENTAL_DURATION;
import static org.symbolon.core.error.SharedError.INVALID_OUTPUT_CONTROL_FLAGS;
import static org.symbolon.core.error.SharedError.INVALID_RENTAL;
import static org.symbolon.core.error.SharedError.OUTPUT_CONTROL_OUT_OF_RANGE;

import com.google.common.collect.ImmutableList;
import java.time.Duration;
import java.util.Optional;
import org.symbolon.core.drm.DrmPolicy;
import org.symbolon.core.drm.Extension;
import org.symbolon.core.drm.OutputControl;
import org.symbolon.core.drm.PolicyRequest;
import org.symbolon.core.drm.RentalTerms;
import org.symbolon.core.parameter.Parameter;
import org.symbolon.core.parameter.Parsed;
import org.symbolon.core.parameter.Seconds;
import org.symbolon.core.parameter.ValueForm;

/** The parameters that FairPlay adds (token-api, "FairPlay parameters"). */
final class FairPlayParameters {
    static final Parameter<InitializationVector> IV = Parameter.<InitializationVector>named("iv")
            .meaning("The content's IV: 16 bytes in hexadecimal")
            .required(true)
            .example("00112233445566778899aabbccddeeff")
            .missing(FairPlayError.INVALID_IV)
            .invalid(FairPlayError.INVALID_IV)
            .form(ValueForm.hex(InitializationVector.BYTES))
            .parser(InitializationVector::parse)
            .build();

    /** Not in the tables, but in public clients; it bounds what rental.playDuration bounds, and has its code. */
    static final Parameter<Duration> PLAYBACK_DURATION = Parameter.<Duration>named("playbackDuration")
            .meaning("Seconds of playback from its beginning, 1 or more; left out: unlimited")
            .invalid(INVALID_RENTAL)
            .form(ValueForm.seconds(1))
            .parser(text -> Seconds.parse(text, 1, INVALID_RENTAL))
            .build();

    static final Parameter<Extension> FP_EXTENSION =
            Extension.parameter("fpExtension", FairPlayError.INVALID_EXTENSION);

    static final Parameter<RightsType> RIGHTS_TYPE = Parameter.<RightsType>named("rightsType")
            .meaning("BuyToOwn, with which rental.* parameters have no effect, or Rental, which they require")
            .missing(FairPlayError.MISSING_RIGHTS_TYPE)
            .invalid(FairPlayError.INVALID_RIGHTS_TYPE)
            .form(ValueForm.oneOf(RightsType.BUY_TO_OWN.text(), RightsType.RENTED.text()))
            .parser(FairPlayParameters::parseRightsType)
            .build();

    /** Clients copy it from requests for other DRMs, so it is checked, but a CKC has nothing for it. */
    private static final Parameter<Integer> HDCP_OUTPUT_CONTROL = Parameter.<Integer>named(OutputControl.HDCP)
            .meaning("0, 1 or 2; without effect on the licence")
            .invalid(INVALID_OUTPUT_CONTROL_FLAGS)
            .addOtherCodes(OUTPUT_CONTROL_OUT_OF_RANGE)
            .form(OutputControl.HDCP_FORM)
            .parser(OutputControl::parseHdcp)
            .build();

    static final ImmutableList<Parameter<?>> ALL = ImmutableList.of(
            IV,
            RENTAL_DURATION,
            PLAYBACK_DURATION,
            FP_EXTENSION,
            RIGHTS_TYPE,
            PERIOD_END_TIME,
            PLAY_DURATION,
            OutputControl.FLAGS,
            HDCP_OUTPUT_CONTROL);

    private FairPlayParameters() {}

    /** Reads the policy of a request; empty if the IV was refused. */
    static Optional<DrmPolicy> read(PolicyRequest reader) {
        Optional<InitializationVector> iv = reader.read(IV);
        Optional<Duration> rentalDuration = reader.read(RENTAL_DURATION);
        Optional<Duration> playbackDuration = reader.read(PLAYBACK_DURATION);
        ImmutableList<Extension> extensions = Extension.readAll(reader, FP_EXTENSION);
        Optional<RightsType> rightsType = reader.read(RIGHTS_TYPE);
        RentalTerms rental = readRental(reader, rightsType);
        OutputControl.ignoreFlags(reader);
        if (reader.read(HDCP_OUTPUT_CONTROL).isPresent()) {
            reader.ignore(HDCP_OUTPUT_CONTROL);
        }
        return iv.map(present -> FairPlayPolicy.builder()
                .iv(present)
                .rentalDuration(rentalDuration.orElse(Duration.ZERO))
                .playbackDuration(playbackDuration)
                .extensions(extensions)
                .rightsType(rightsType)
                .rental(rental)
                .build());
    }

    /** The terms of a rental have no effect with {@code BuyToOwn}, and must not be given without a rights type. */
    private static RentalTerms readRental(PolicyRequest reader, Optional<RightsType> rightsType) {
        boolean typeGiven = reader.gives(RIGHTS_TYPE);
        boolean withoutType = rightsType.isEmpty() && !typeGiven;
        boolean bought = rightsType.filter(RightsType.BUY_TO_OWN::equals).isPresent();
        if (bought || (withoutType && !RentalTerms.areGiven(reader))) {
            return RentalTerms.ignore(reader);
        }
        if (withoutType) {
            reader.refuse(FairPlayError.MISSING_RIGHTS_TYPE, RIGHTS_TYPE, "is required beside rental parameters");
        }
        boolean rented = rightsType.filter(RightsType.RENTED::equals).isPresent();
        return RentalTerms.read(reader, rented && typeGiven);
    }

    private static Parsed<RightsType> parseRightsType(String text) {
        return RightsType.of(text)
                .map(Parsed::valid)
                .orElseGet(() -> Parsed.invalid(FairPlayError.INVALID_RIGHTS_TYPE, "must be BuyToOwn or Rental"));
    }
}
