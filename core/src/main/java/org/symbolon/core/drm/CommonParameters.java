package org.symbolon.core.drm;

import static org.symbolon.core.error.SharedError.INVALID_CONTENT_KEY;
import static org.symbolon.core.error.SharedError.INVALID_CONTENT_KEY_LENGTH;
import static org.symbolon.core.error.SharedError.INVALID_COOKIE;
import static org.symbolon.core.error.SharedError.INVALID_ENCRYPTED_KEY;
import static org.symbolon.core.error.SharedError.INVALID_ERROR_FORMAT;
import static org.symbolon.core.error.SharedError.INVALID_EXPIRATION_TIME;
import static org.symbolon.core.error.SharedError.INVALID_GENERAL_FLAGS;
import static org.symbolon.core.error.SharedError.INVALID_KEY_DATA;
import static org.symbolon.core.error.SharedError.INVALID_KID;
import static org.symbolon.core.error.SharedError.INVALID_KID_LENGTH;
import static org.symbolon.core.error.SharedError.KEY_STORAGE_FAILED;
import static org.symbolon.core.error.SharedError.KID_STRING_TOO_LONG;
import static org.symbolon.core.error.SharedError.MISSING_KID;

import com.google.common.collect.ImmutableList;
import org.symbolon.core.account.Authentication;
import org.symbolon.core.account.CustomerAuthenticator;
import org.symbolon.core.error.ErrorFormat;
import org.symbolon.core.key.ContentKey;
import org.symbolon.core.key.KeyEncryptionKey;
import org.symbolon.core.key.KeyId;
import org.symbolon.core.key.WrappedKey;
import org.symbolon.core.parameter.Echo;
import org.symbolon.core.parameter.EndTime;
import org.symbolon.core.parameter.Parameter;
import org.symbolon.core.parameter.Parsed;

/** The parameters of every token request (token-api), in the order of their table; {@code kid} and {@code deviceId} as one DRM has them. */
public final class CommonParameters {

    public static final Parameter<CustomerAuthenticator> CUSTOMER_AUTHENTICATOR = Authentication.CUSTOMER_AUTHENTICATOR;

    public static final Parameter<ErrorFormat> ERROR_FORMAT = Parameter.<ErrorFormat>named("errorFormat")
            .meaning("The shape of errors: html (default) or json")
            .defaultable(false)
            .invalid(INVALID_ERROR_FORMAT)
            .parser(CommonParameters::parseErrorFormat)
            .build();

    public static final Parameter<String> GENERAL_FLAGS = Parameter.<String>named("generalFlags")
            .meaning("Only zero is allowed: 0000 or 00000000")
            .invalid(INVALID_GENERAL_FLAGS)
            .parser(CommonParameters::parseGeneralFlags)
            .build();

    public static final Parameter<KeyEncryptionKey> KEK = Parameter.<KeyEncryptionKey>named("kek")
            .meaning("The key encryption key: 16, 24 or 32 bytes in hexadecimal (AES Key Wrap, RFC 3394)")
            .secret(true)
            .invalid(INVALID_ENCRYPTED_KEY)
            .parser(KeyEncryptionKey::parse)
            .build();

    public static final Parameter<WrappedKey> EK = Parameter.<WrappedKey>named("ek")
            .meaning("The content key wrapped under kek: 24 bytes in hexadecimal")
            .secret(true)
            .invalid(INVALID_ENCRYPTED_KEY)
            .addOtherCodes(INVALID_KEY_DATA)
            .parser(WrappedKey::parse)
            .build();

    public static final Parameter<ContentKey> CONTENT_KEY = Parameter.<ContentKey>named("contentKey")
            .meaning("The content key: 16 bytes in hexadecimal; required unless kek comes with ek or with a stored kid")
            .secret(true)
            .missing(INVALID_CONTENT_KEY)
            .invalid(INVALID_CONTENT_KEY)
            .addOtherCodes(INVALID_CONTENT_KEY_LENGTH, INVALID_KEY_DATA)
            .parser(ContentKey::parse)
            .build();

    public static final Parameter<EndTime> EXPIRATION_TIME = Parameter.<EndTime>named("expirationTime")
            .meaning(
                    "The end of the token: RFC 3339 in Zulu time, or '+' and seconds; at most, and by default, 30 days ahead")
            .invalid(INVALID_EXPIRATION_TIME)
            .parser(text -> EndTime.parse(text, INVALID_EXPIRATION_TIME))
            .build();

    public static final Parameter<String> COOKIE = Parameter.<String>named("cookie")
            .meaning("Up to 32 characters of the caller's own, logged at issuance and at redemption")
            .invalid(INVALID_COOKIE)
            .parser(CommonParameters::parseCookie)
            .build();

    /** The name of {@link #kid}, which every DRM has with rules of its own. */
    public static final String KID = "kid";

    private static final int LONGEST_COOKIE = 32;

    private final Parameter<KeyId> kid;
    private final Parameter<String> deviceId;

    CommonParameters(DrmRules rules) {
        this.kid = Parameter.<KeyId>named(KID)
                .meaning("The key id: 16 bytes in hexadecimal, or '^' and a string of 1 to 64 characters")
                .required(rules.kidRequired())
                .example("^movie-1")
                .defaultable(false)
                .missing(MISSING_KID)
                .invalid(INVALID_KID)
                .addOtherCodes(INVALID_KID_LENGTH, KID_STRING_TOO_LONG, KEY_STORAGE_FAILED)
                .parser(KeyId::parse)
                .build();
        this.deviceId = Parameter.<String>named("deviceId")
                .meaning("Never: device binding is not supported")
                .defaultable(false)
                .invalid(rules.deviceIdRefused())
                .parser(text -> Parsed.invalid(rules.deviceIdRefused(), "is not supported; leave it out"))
                .build();
    }

    public Parameter<KeyId> kid() {
        return kid;
    }

    public Parameter<String> deviceId() {
        return deviceId;
    }

    /** All of them, in the order of the table. */
    public ImmutableList<Parameter<?>> all() {
        return ImmutableList.of(
                CUSTOMER_AUTHENTICATOR,
                ERROR_FORMAT,
                GENERAL_FLAGS,
                KEK,
                kid,
                EK,
                CONTENT_KEY,
                EXPIRATION_TIME,
                COOKIE,
                deviceId);
    }

    private static Parsed<ErrorFormat> parseErrorFormat(String text) {
        return ErrorFormat.parse(text)
                .map(Parsed::valid)
                .orElseGet(() -> Parsed.invalid(INVALID_ERROR_FORMAT, "must be html or json, not " + Echo.of(text)));
    }

    private static Parsed<String> parseGeneralFlags(String text) {
        return text.equals("0000") || text.equals("00000000")
                ? Parsed.valid(text)
                : Parsed.invalid(INVALID_GENERAL_FLAGS, "must be 0000 or 00000000");
    }

    private static Parsed<String> parseCookie(String text) {
        if (text.codePointCount(0, text.length()) > LONGEST_COOKIE) {
            return Parsed.invalid(INVALID_COOKIE, "has more than 32 characters");
        }
        for (int i = 0; i < text.length(); i = text.offsetByCodePoints(i, 1)) {
            if (endsUpBadlyInLogs(text.codePointAt(i))) {
                return Parsed.invalid(INVALID_COOKIE, "has control characters");
            }
        }
        return Parsed.valid(text);
    }

    private static boolean endsUpBadlyInLogs(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE -> true;
            default -> false;
        };
    }
}
