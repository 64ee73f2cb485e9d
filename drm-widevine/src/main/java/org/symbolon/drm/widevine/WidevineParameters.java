package org.symbolon.drm.widevine;

import static org.symbolon.core.error.SharedError.INVALID_KEY_DATA;
import static org.symbolon.core.error.SharedError.INVALID_OUTPUT_CONTROL_FLAGS;
import static org.symbolon.core.error.SharedError.INVALID_RENTAL;
import static org.symbolon.core.error.SharedError.OUTPUT_CONTROL_OUT_OF_RANGE;

import com.google.common.base.Utf8;
import com.google.common.collect.ImmutableList;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.symbolon.core.drm.DrmPolicy;
import org.symbolon.core.drm.Extension;
import org.symbolon.core.drm.OutputControl;
import org.symbolon.core.drm.PolicyRequest;
import org.symbolon.core.drm.RentalTerms;
import org.symbolon.core.parameter.Parameter;
import org.symbolon.core.parameter.ParameterReader;
import org.symbolon.core.parameter.Parsed;
import org.symbolon.core.parameter.Seconds;
import org.symbolon.core.parameter.ValueForm;
import org.symbolon.core.parameter.WholeNumber;

/** The parameters that Widevine adds (token-api, "Widevine parameters" and "Several keys in one token"). */
final class WidevineParameters {
    /** A parameter of every request, and the value with which a licence may be kept on the device. */
    static final String GENERAL_FLAGS = "generalFlags";

    static final String PERSISTENCE = "00000001";

    static final Parameter<String> CONTENT_ID = Parameter.<String>named("contentId")
            .meaning("The content id: opaque text, up to 128 bytes in UTF-8")
            .invalid(INVALID_KEY_DATA)
            .form(ValueForm.text(128))
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
            .form(ValueForm.number(1, SecurityLevel.values().length))
            .parser(WidevineParameters::parseSecurityLevel)
            .build();

    static final Parameter<Hdcp> HDCP_OUTPUT_CONTROL = Parameter.<Hdcp>named(OutputControl.HDCP)
            .meaning("0 HDCP_NONE, 1 HDCP_V1, 2 HDCP_V2")
            .required(true)
            .missing(WidevineError.MISSING_HDCP)
            .example("0")
            .lenientDefault("0")
            .perKey(true)
            .invalid(INVALID_OUTPUT_CONTROL_FLAGS)
            .addOtherCodes(OUTPUT_CONTROL_OUT_OF_RANGE)
            .form(OutputControl.HDCP_FORM)
            .parser(text -> OutputControl.parseHdcp(text).map(Hdcp::of))
            .build();

    static final Parameter<Duration> LICENSE_DURATION = Parameter.<Duration>named("licenseDuration")
            .meaning("Seconds of playback from its beginning, 1 or more; left out: unlimited")
            .invalid(WidevineError.INVALID_LICENSE_DURATION)
            .form(ValueForm.seconds(1))
            .parser(text -> Seconds.parse(text, 1, WidevineError.INVALID_LICENSE_DURATION))
            .build();

    /** Not in the tables, but in public clients, so it has the code of the number that it stands beside (ADR 0033). */
    static final Parameter<Duration> PLAYBACK_DURATION = Parameter.<Duration>named("playbackDuration")
            .meaning("Seconds of playback from its beginning, 1 or more; licenseDuration beside it bounds also the time"
                    + " until playback begins")
            .invalid(WidevineError.INVALID_LICENSE_DURATION)
            .form(ValueForm.seconds(1))
            .parser(text -> Seconds.parse(text, 1, WidevineError.INVALID_LICENSE_DURATION))
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
            .meaning("Rental makes rental.* parameters take effect; any other value has no effect")
            .missing(INVALID_RENTAL)
            .invalid(INVALID_RENTAL)
            .form(ValueForm.ANY)
            .parser(Parsed::valid)
            .build();

    static final ImmutableList<Parameter<?>> ALL = ImmutableList.of(
            CONTENT_ID,
            SECURITY_LEVEL,
            HDCP_OUTPUT_CONTROL,
            TRACK_TYPE,
            LICENSE_DURATION,
            PLAYBACK_DURATION,
            WV_EXTENSION,
            RentalTerms.RENTAL_DURATION,
            RIGHTS_TYPE,
            RentalTerms.PERIOD_END_TIME,
            RentalTerms.PLAY_DURATION,
            OutputControl.FLAGS);

    private static final int MAX_CONTENT_ID_BYTES = 128;

    private WidevineParameters() {}

    /** Reads the policy of a request; empty if the level or the output protection of a key was refused. */
    static Optional<DrmPolicy> read(PolicyRequest request) {
        WidevinePolicy.Builder policy = WidevinePolicy.builder().contentId(request.read(CONTENT_ID));
        ImmutableList<Optional<SecurityLevel>> levels = request.readForEachKey(SECURITY_LEVEL);
        ImmutableList<Optional<Hdcp>> hdcps = request.readForEachKey(HDCP_OUTPUT_CONTROL);
        ImmutableList<Optional<String>> tracks = request.readForEachKey(TRACK_TYPE);
        policy.persistent(request.persistent())
                .licenseDuration(request.read(LICENSE_DURATION))
                .playbackDuration(request.read(PLAYBACK_DURATION))
                .extensions(Extension.readAll(request, WV_EXTENSION))
                .rentalDuration(request.read(RentalTerms.RENTAL_DURATION).orElse(Duration.ZERO))
                .rental(isRental(request) ? RentalTerms.read(request, false) : RentalTerms.ignore(request));
        OutputControl.ignoreFlags(request);
        boolean complete = true;
        for (int key = 0; key < levels.size(); key++) {
            TrackType track = track(request, key, tracks.get(key));
            if (levels.get(key).isEmpty() || hdcps.get(key).isEmpty()) {
                complete = false;
            } else {
                policy.addKeyRules(
                        new KeyRules(levels.get(key).get(), hdcps.get(key).get(), track));
            }
        }
        return complete ? Optional.of(policy.build()) : Optional.empty();
    }

    private static TrackType track(PolicyRequest request, int key, Optional<String> given) {
        Optional<TrackType> track = given.flatMap(TrackType::parse);
        if (given.isPresent() && track.isEmpty()) {
            request.ignoreForKey(key, TRACK_TYPE);
            // As if the key had no value of its own: the unnumbered one, or the account's default.
            track = request.read(TRACK_TYPE).flatMap(TrackType::parse);
        }
        return track.orElse(TrackType.HD);
    }

    private static boolean isRental(ParameterReader reader) {
        boolean empty = reader.says(RIGHTS_TYPE, "");
        Optional<String> rightsType = empty ? Optional.empty() : reader.read(RIGHTS_TYPE);
        boolean rental = rightsType.filter(RentalTerms.RENTAL::equals).isPresent();
        if (empty || (rightsType.isPresent() && !rental)) {
            reader.ignore(RIGHTS_TYPE);
        }
        return rental;
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
}
