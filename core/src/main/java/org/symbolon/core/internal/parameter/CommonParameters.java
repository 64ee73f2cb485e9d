package org.symbolon.core.internal.parameter;

import static org.symbolon.core.error.SharedError.AUTHENTICATOR_INVALID;
import static org.symbolon.core.error.SharedError.AUTHENTICATOR_MISSING;
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
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Sets;
import java.util.Optional;
import org.symbolon.core.drm.DrmRules;
import org.symbolon.core.error.ErrorCode;
import org.symbolon.core.error.ErrorFormat;
import org.symbolon.core.parameter.EndTime;
import org.symbolon.core.parameter.Parameter;
import org.symbolon.core.parameter.Parsed;
import org.symbolon.core.parameter.ValueForm;
import org.symbolon.core.value.ContentKey;
import org.symbolon.core.value.CustomerAuthenticator;
import org.symbolon.core.value.KeyEncryptionKey;
import org.symbolon.core.value.KeyId;
import org.symbolon.core.value.WrappedKey;

/**
 * The parameters that all DRMs share (token-api, "Parameters of every token request"). {@code kid} and {@code deviceId}
 * depend on the rules of the DRM.
 */
public final class CommonParameters {
    private static final int MAX_COOKIE_LENGTH = 32;
    /** 1 to 2592000 seconds. */
    private static final String UP_TO_30_DAYS =
            "[1-9][0-9]{0,5}|1[0-9]{6}|2[0-4][0-9]{5}|25[0-8][0-9]{4}|259[01][0-9]{3}|2592000";

    /** The controls, and those marks of direction and of nothing that are in use; the parser knows all of them. */
    private static final String UNSAFE =
            "\\u0000-\\u001f\\u007f-\\u009f\\u00ad\\u061c\\u200b-\\u200f\\u2028-\\u202e\\u2060-\\u2064"
                    + "\\u2066-\\u206f\\ufeff";

    public static final Parameter<CustomerAuthenticator> CUSTOMER_AUTHENTICATOR =
            Parameter.<CustomerAuthenticator>named("customerAuthenticator")
                    .meaning("Who is asking: <customer id>,<32 hexadecimal digits>")
                    .required(true)
                    .secret(true)
                    .missing(AUTHENTICATOR_MISSING)
                    .invalid(AUTHENTICATOR_INVALID)
                    .form(ValueForm.matching("[1-9][0-9]{0,17},[0-9A-Fa-f]{32}"))
                    .parser(CustomerAuthenticator::parse)
                    .build();

    public static final Parameter<ErrorFormat> ERROR_FORMAT = Parameter.<ErrorFormat>named("errorFormat")
            .meaning("The form of errors: html (default) or json")
            .defaultable(false)
            .invalid(INVALID_ERROR_FORMAT)
            .form(ValueForm.oneOf(ErrorFormat.HTML.id(), ErrorFormat.JSON.id()))
            .parser(CommonParameters::parseErrorFormat)
            .build();

    public static final Parameter<KeyEncryptionKey> KEK = Parameter.<KeyEncryptionKey>named("kek")
            .meaning("The key encryption key: 16, 24 or 32 bytes in hexadecimal (AES Key Wrap, RFC 3394)")
            .secret(true)
            .invalid(INVALID_ENCRYPTED_KEY)
            .form(ValueForm.hex(16, 24, 32))
            .parser(KeyEncryptionKey::parse)
            .build();

    public static final Parameter<WrappedKey> EK = Parameter.<WrappedKey>named("ek")
            .meaning("The content key wrapped under kek: 24 bytes in hexadecimal")
            .secret(true)
            .invalid(INVALID_ENCRYPTED_KEY)
            .addOtherCodes(INVALID_KEY_DATA)
            .perKey(true)
            .form(ValueForm.hex(WrappedKey.BYTES))
            .parser(WrappedKey::parse)
            .build();

    public static final Parameter<ContentKey> CONTENT_KEY = Parameter.<ContentKey>named("contentKey")
            .meaning("The content key: 16 bytes in hexadecimal; required unless kek comes with ek or with a stored kid")
            .secret(true)
            .missing(INVALID_CONTENT_KEY)
            .invalid(INVALID_CONTENT_KEY)
            .addOtherCodes(INVALID_CONTENT_KEY_LENGTH, INVALID_KEY_DATA)
            .perKey(true)
            .form(ValueForm.hex(ContentKey.BYTES))
            .parser(ContentKey::parse)
            .build();

    public static final Parameter<EndTime> EXPIRATION_TIME = Parameter.<EndTime>named("expirationTime")
            .meaning(
                    "The end of the token: RFC 3339 in Zulu time, or '+' and seconds; at most, and by default, 30 days ahead")
            .invalid(INVALID_EXPIRATION_TIME)
            .form(ValueForm.endTime(UP_TO_30_DAYS))
            .parser(text -> EndTime.parse(text, INVALID_EXPIRATION_TIME))
            .build();

    public static final Parameter<String> COOKIE = Parameter.<String>named("cookie")
            .meaning("The caller's own mark, up to 32 characters; it is logged at issuance and at redemption")
            .invalid(INVALID_COOKIE)
            .form(ValueForm.matching("[^" + UNSAFE + "]+").upTo(MAX_COOKIE_LENGTH))
            .parser(CommonParameters::parseCookie)
            .build();

    private static final ImmutableSet<String> NO_FLAGS = ImmutableSet.of("0000", "00000000");
    private static final ImmutableSet<String> PERSISTENCE_FLAG = ImmutableSet.of("0001", "00000001");

    private final Parameter<Boolean> generalFlags;
    private final Parameter<KeyId> kid;
    private final Optional<Parameter<String>> deviceId;
    private final ImmutableList<Parameter<?>> all;

    public CommonParameters(DrmRules rules) {
        this.generalFlags = Parameter.<Boolean>named("generalFlags")
                .meaning(
                        rules.persistable()
                                ? "0000 or 00000000; for an account with the option persistence also 0001 or 00000001:"
                                        + " the licence may be kept on the device"
                                : "Only zero is allowed: 0000 or 00000000")
                .invalid(INVALID_GENERAL_FLAGS)
                .form(ValueForm.oneOf((rules.persistable() ? Sets.union(NO_FLAGS, PERSISTENCE_FLAG) : NO_FLAGS)
                        .toArray(String[]::new)))
                .parser(text -> parseGeneralFlags(text, rules.persistable()))
                .build();
        this.kid = Parameter.<KeyId>named("kid")
                .meaning("The key id: 16 bytes in hexadecimal, or '^' and a string of 1 to 64 characters")
                .required(rules.kidRequired())
                .example("^movie-1")
                .defaultable(false)
                .missing(MISSING_KID)
                .invalid(INVALID_KID)
                .addOtherCodes(INVALID_KID_LENGTH, KID_STRING_TOO_LONG, KEY_STORAGE_FAILED, INVALID_KEY_DATA)
                .perKey(true)
                .form(KeyId.FORM)
                .parser(KeyId::parse)
                .build();
        this.deviceId = rules.deviceIdRefused().map(CommonParameters::deviceId);
        this.all = ImmutableList.<Parameter<?>>builder()
                .add(CUSTOMER_AUTHENTICATOR, ERROR_FORMAT, generalFlags, KEK, kid, EK, CONTENT_KEY)
                .add(EXPIRATION_TIME, COOKIE)
                .addAll(deviceId.stream().iterator())
                .build();
    }

    private static Parameter<String> deviceId(ErrorCode refused) {
        return Parameter.<String>named("deviceId")
                .meaning("Never: device binding is not supported")
                .defaultable(false)
                .invalid(refused)
                .form(ValueForm.NONE)
                .parser(text -> Parsed.invalid(refused, "is not supported; leave it out"))
                .build();
    }

    /** The general flags: whether the licence may be kept on the device. */
    public Parameter<Boolean> generalFlags() {
        return generalFlags;
    }

    /** The key id. */
    public Parameter<KeyId> kid() {
        return kid;
    }

    /** The device id; empty for a DRM that reads it as a parameter of its own. */
    public Optional<Parameter<String>> deviceId() {
        return deviceId;
    }

    /** All of them, in the order of the table. */
    public ImmutableList<Parameter<?>> all() {
        return all;
    }

    private static Parsed<ErrorFormat> parseErrorFormat(String text) {
        return ErrorFormat.parse(text)
                .map(Parsed::valid)
                .orElseGet(() -> Parsed.invalid(INVALID_ERROR_FORMAT, "must be html or json"));
    }

    private static Parsed<Boolean> parseGeneralFlags(String text, boolean persistable) {
        boolean persistent = persistable && PERSISTENCE_FLAG.contains(text);
        return persistent || NO_FLAGS.contains(text)
                ? Parsed.valid(persistent)
                : Parsed.invalid(INVALID_GENERAL_FLAGS, "must be 0000 or 00000000");
    }

    private static Parsed<String> parseCookie(String text) {
        if (text.codePointCount(0, text.length()) > MAX_COOKIE_LENGTH) {
            return Parsed.invalid(INVALID_COOKIE, "has more than 32 characters");
        }
        for (int i = 0; i < text.length(); i = text.offsetByCodePoints(i, 1)) {
            if (isUnsafeInLogs(text.codePointAt(i))) {
                return Parsed.invalid(INVALID_COOKIE, "has control characters");
            }
        }
        return Parsed.valid(text);
    }

    private static boolean isUnsafeInLogs(int character) {
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
