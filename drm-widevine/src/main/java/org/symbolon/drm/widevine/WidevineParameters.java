package org.symbolon.drm.widevine;

import static org.symbolon.core.error.SharedError.INVALID_KEY_DATA;
import static org.symbolon.core.error.SharedError.INVALID_OUTPUT_CONTROL_FLAGS;
import static org.symbolon.core.error.SharedError.INVALID_RENTAL;
import static org.symbolon.core.error.SharedError.MISSING_RENTAL_PERIOD_END;
import static org.symbolon.core.error.SharedError.OUTPUT_CONTROL_OUT_OF_RANGE;

import com.google.common.base.Utf8;
import com.google.common.collect.ImmutableList;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import org.symbolon.core.drm.DrmPolicy;
import org.symbolon.core.drm.Extension;
import org.symbolon.core.drm.PolicyRequest;
import org.symbolon.core.drm.RentalTerms;
import org.symbolon.core.parameter.Parameter;
import org.symbolon.core.parameter.ParameterReader;
import org.symbolon.core.parameter.Parsed;
import org.symbolon.core.parameter.Seconds;
import org.symbolon.core.parameter.WholeNumber;

/** The parameters that Widevine adds (token-api, "Widevine parameters" and "Several keys in one token"). */
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
            .lenientDefault("1")
            .perKey(true)
            .invalid(WidevineError.INVALID_SECURITY_LEVEL)
            .parser(WidevineParameters::parseSecurityLevel)
            .build();

    static final Parameter<Hdcp> HDCP_OUTPUT_CONTROL = Parameter.<Hdcp>named("hdcpOutputControl")
            .meaning("0 HDCP_NONE, 1 HDCP_V1, 2 HDCP_V2")
            .required(true)
            .missing(WidevineError.MISSING_HDCP)
            .example("0")
            .lenientDefault("0")
            .perKey(true)
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

    /** Any text is valid, because the tables have no code for a track that is not known. */
    static final Parameter<String> TRACK_TYPE = Parameter.<String>named("trackType")
            .meaning("The track that the key decrypts: 0 SD, 1 HD (default), 2 AUDIO, 3 UHD1, 4 UHD2; other values have"
                    + " no effect")
            .perKey(true)
            .invalid(INVALID_KEY_DATA)
            .parser(Parsed::valid)
            .build();

    /** Clients copy it from requests for other DRMs, so only the value {@code Rental} has an effect (ADR 0006). */
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
            TRACK_TYPE,
            LICENSE_DURATION,
            WV_EXTENSION,
            RIGHTS_TYPE,
            RentalTerms.PERIOD_END_TIME,
            RentalTerms.PLAY_DURATION);

    private static final int MAX_CONTENT_ID_BYTES = 128;

    private WidevineParameters() {}

    /** Reads the policy of a request; empty if the level or the output protection of a key was refused. */
    static Optional<DrmPolicy> read(PolicyRequest request) {
        WidevinePolicy.Builder policy = WidevinePolicy.builder().contentId(request.read(CONTENT_ID));
        ImmutableList<Optional<SecurityLevel>> levels = request.readForEachKey(SECURITY_LEVEL);
        ImmutableList<Optional<Hdcp>> hdcps = request.readForEachKey(HDCP_OUTPUT_CONTROL);
        ImmutableList<TrackType> tracks = readTracks(request);
        policy.licenseDuration(request.read(LICENSE_DURATION))
                .extensions(Extension.readAll(request, WV_EXTENSION))
                .rental(RentalTerms.read(request, isRental(request)));
        for (int key = 0; key < levels.size(); key++) {
            Optional<SecurityLevel> level = levels.get(key);
            Optional<Hdcp> hdcp = hdcps.get(key);
            if (level.isEmpty() || hdcp.isEmpty()) {
                return Optional.empty();
            }
            policy.addKeyRules(new KeyRules(level.get(), hdcp.get(), tracks.get(key)));
        }
        return Optional.of(policy.build());
    }

    private static ImmutableList<TrackType> readTracks(PolicyRequest request) {
        ImmutableList.Builder<TrackType> tracks = ImmutableList.builder();
        ImmutableList<Optional<String>> values = request.readForEachKey(TRACK_TYPE);
        for (int key = 0; key < values.size(); key++) {
            Optional<TrackType> track = values.get(key).flatMap(TrackType::parse);
            if (values.get(key).isPresent() && track.isEmpty()) {
                request.ignoreForKey(key, TRACK_TYPE);
                // As if the key had no value of its own: the unnumbered one, or the account's default.
                track = request.read(TRACK_TYPE).flatMap(TrackType::parse);
            }
            tracks.add(track.orElse(TrackType.HD));
        }
        return tracks.build();
    }

    private static boolean isRental(ParameterReader reader) {
        if (reader.says(RIGHTS_TYPE, RentalTerms.RENTAL)) {
            return reader.read(RIGHTS_TYPE).isPresent();
        }
        reader.ignore(RIGHTS_TYPE);
        return false;
    }

    private static Parsed<String> parseContentId(String text) {
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
            return Parsed.invalid(INVALID_KEY_DATA, "is not valid Unicode text");
        }
        int bytes = Utf8.encodedLength(text);
        return bytes <= MAX_CONTENT_ID_BYTES
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
