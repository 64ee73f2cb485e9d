package org.symbolon.drm.widevine;

import static org.symbolon.core.error.SharedError.INVALID_KEY_DATA;
import static org.symbolon.core.error.SharedError.INVALID_OUTPUT_CONTROL_FLAGS;
import static org.symbolon.core.error.SharedError.INVALID_RENTAL;
import static org.symbolon.core.error.SharedError.MISSING_RENTAL_PERIOD_END;
import static org.symbolon.core.error.SharedError.OUTPUT_CONTROL_OUT_OF_RANGE;

import com.google.common.base.Utf8;
import com.google.common.collect.ImmutableList;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import org.symbolon.core.drm.DrmPolicy;
import org.symbolon.core.drm.Extension;
import org.symbolon.core.drm.RentalTerms;
import org.symbolon.core.parameter.Parameter;
import org.symbolon.core.parameter.ParameterReader;
import org.symbolon.core.parameter.Parsed;
import org.symbolon.core.parameter.Seconds;
import org.symbolon.core.parameter.WholeNumber;

/** Widevine's own parameters (token-api, "Widevine parameters"). */
final class WidevineParameters {
    static final Parameter<String> CONTENT_ID = Parameter.<String>named("contentId")
            .meaning("The content id: opaque text, up to 128 bytes in UTF-8")
            .invalid(INVALID_KEY_DATA)
            .parser(WidevineParameters::parseContentId)
            .build();

    static final Parameter<SecurityLevel> SECURITY_LEVEL = Parameter.<SecurityLevel>named("securityLevel")
            .meaning("1 SW_SECURE_CRYPTO, 2 SW_SECURE_DECODE, 3 HW_SECURE_CRYPTO, 4 HW_SECURE_DECODE, 5 HW_SECURE_ALL")
            .required(true)
            .missing(WidevineError.MISSING_SECURITY_LEVEL)
            .example("1")
            .invalid(WidevineError.INVALID_SECURITY_LEVEL)
            .parser(WidevineParameters::parseSecurityLevel)
            .build();

    static final Parameter<Hdcp> HDCP_OUTPUT_CONTROL = Parameter.<Hdcp>named("hdcpOutputControl")
            .meaning("0 HDCP_NONE, 1 HDCP_V1, 2 HDCP_V2")
            .required(true)
            .missing(WidevineError.MISSING_HDCP)
            .example("0")
            .invalid(INVALID_OUTPUT_CONTROL_FLAGS)
            .addOtherCodes(OUTPUT_CONTROL_OUT_OF_RANGE)
            .parser(WidevineParameters::parseHdcp)
            .build();

    static final Parameter<Duration> LICENSE_DURATION = Parameter.<Duration>named("licenseDuration")
            .meaning("Seconds of playback from its beginning, 1 or more; left out: unlimited")
            .invalid(WidevineError.INVALID_LICENSE_DURATION)
            .parser(WidevineParameters::parseLicenseDuration)
            .build();

    static final Parameter<Extension> WV_EXTENSION =
            Extension.parameter("wvExtension", WidevineError.INVALID_EXTENSION);

    /** Clients copy it from requests for other DRMs, so only the value that means something here has an effect; see ADR 0006. */
    static final Parameter<String> RIGHTS_TYPE = Parameter.<String>named("rightsType")
            .meaning("Rental makes rental.periodEndTime required; any other value has no effect")
            .missing(INVALID_RENTAL)
            .invalid(INVALID_RENTAL)
            .addOtherCodes(MISSING_RENTAL_PERIOD_END)
            .parser(Parsed::valid)
            .build();

    static final ImmutableList<Parameter<?>> ALL = ImmutableList.of(
            CONTENT_ID,
            SECURITY_LEVEL,
            HDCP_OUTPUT_CONTROL,
            LICENSE_DURATION,
            WV_EXTENSION,
            RIGHTS_TYPE,
            RentalTerms.PERIOD_END_TIME,
            RentalTerms.PLAY_DURATION);

    private static final int LONGEST_CONTENT_ID = 128;

    private WidevineParameters() {}

    static Optional<DrmPolicy> read(ParameterReader reader, Instant now) {
        Optional<String> contentId = reader.read(CONTENT_ID);
        Optional<SecurityLevel> securityLevel = reader.read(SECURITY_LEVEL);
        Optional<Hdcp> hdcp = reader.read(HDCP_OUTPUT_CONTROL);
        Optional<Duration> licenseDuration = reader.read(LICENSE_DURATION);
        ImmutableList<Extension> extensions = Extension.readAll(reader, WV_EXTENSION);
        RentalTerms rental = RentalTerms.read(reader, now, saysRental(reader));
        if (securityLevel.isEmpty() || hdcp.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(WidevinePolicy.builder()
                .contentId(contentId)
                .securityLevel(securityLevel.get())
                .hdcp(hdcp.get())
                .licenseDuration(licenseDuration)
                .extensions(extensions)
                .rental(rental)
                .build());
    }

    private static boolean saysRental(ParameterReader reader) {
        if (reader.says(RIGHTS_TYPE, RentalTerms.RENTAL)) {
            return reader.read(RIGHTS_TYPE).isPresent();
        }
        reader.ignore(RIGHTS_TYPE);
        return false;
    }

    private static Parsed<String> parseContentId(String text) {
        int bytes = Utf8.encodedLength(text);
        return bytes <= LONGEST_CONTENT_ID
                ? Parsed.valid(text)
                : Parsed.invalid(INVALID_KEY_DATA, "has " + bytes + " bytes in UTF-8; at most 128 are allowed");
    }

    private static Parsed<SecurityLevel> parseSecurityLevel(String text) {
        return SecurityLevel.of(WholeNumber.parse(text).orElse(0))
                .map(Parsed::valid)
                .orElseGet(() -> Parsed.invalid(WidevineError.INVALID_SECURITY_LEVEL, "must be 1, 2, 3, 4 or 5"));
    }

    private static Parsed<Hdcp> parseHdcp(String text) {
        OptionalLong number = WholeNumber.parse(text);
        if (number.isEmpty()) {
            return Parsed.invalid(INVALID_OUTPUT_CONTROL_FLAGS, "must be a number: 0, 1 or 2");
        }
        return Hdcp.of(number.getAsLong())
                .map(Parsed::valid)
                .orElseGet(() -> Parsed.invalid(OUTPUT_CONTROL_OUT_OF_RANGE, "must be 0, 1 or 2"));
    }

    private static Parsed<Duration> parseLicenseDuration(String text) {
        return Seconds.parse(text, 1)
                .map(Parsed::valid)
                .orElseGet(() -> Parsed.invalid(WidevineError.INVALID_LICENSE_DURATION, Seconds.rule(1)));
    }
}
