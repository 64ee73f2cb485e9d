package org.symbolon.drm.widevine;

import static org.symbolon.core.error.ErrorDescription.caller;

import org.symbolon.core.error.ErrorCode;
import org.symbolon.core.error.ErrorDescription;
import org.symbolon.core.error.ErrorKind;

/** The error codes that only Widevine has. */
enum WidevineError implements ErrorCode {
    DEVICE_BINDING(caller(
            -7002, "Device ID binding is not supported for Widevine", "deviceId is given.", "Leave deviceId out.")),
    MISSING_SECURITY_LEVEL(caller(
            -7003,
            "Missing security level value",
            "securityLevel is left out, and the account has no default for it.",
            "Send securityLevel as 1 to 5, or give the account a default.")),
    INVALID_SECURITY_LEVEL(caller(
            -7004,
            "Invalid security level value",
            "securityLevel is not one of 1 to 5, or is given twice with different values.",
            "Send 1 (SW_SECURE_CRYPTO), 2 (SW_SECURE_DECODE), 3 (HW_SECURE_CRYPTO), 4 (HW_SECURE_DECODE)"
                    + " or 5 (HW_SECURE_ALL).")),
    MISSING_HDCP(caller(
            -7006,
            "Missing HDCP output control value",
            "hdcpOutputControl is left out, and the account has no default for it.",
            "Send hdcpOutputControl as 0, 1 or 2, or give the account a default.")),
    INVALID_LICENSE_DURATION(caller(
            -7007,
            "Invalid license duration specified",
            "licenseDuration or playbackDuration is not a whole number of seconds, 1 or more, or is given twice with"
                    + " different values.",
            "Send seconds, or leave both out for a licence without limit.")),
    LICENSE_FAILED(caller(
                    -7008,
                    "Failed to generate Widevine license",
                    "At redemption: the Widevine licence service made no licence, did not answer in time, or"
                            + " none is set for the account.",
                    "symbolon explain REFERENCE shows the service's status; symbolon widevine service show says which"
                            + " service it is.")
            .of(ErrorKind.UPSTREAM)),
    INVALID_EXTENSION(caller(
            -7009,
            "Invalid WVExtension parameters specified",
            "wvExtension has no comma between type and payload, or the payloads have more than 2048 bytes in all.",
            "Send <type>,<payload>, such as wudo,AAAAAA==.")),
    OPTION_DISABLED(caller(
            -7011,
            "Widevine option disabled",
            "The account's Widevine option is off or absent.",
            "Set the account's option wv to enabled: symbolon account import."));

    @SuppressWarnings("ImmutableEnumChecker") // its one implementation is immutable
    private final ErrorDescription description;

    WidevineError(ErrorDescription description) {
        this.description = description;
    }

    @Override
    public ErrorDescription description() {
        return description;
    }
}
