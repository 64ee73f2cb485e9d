package org.symbolon.drm.clearkey;

import static org.symbolon.core.error.ErrorDescription.authentication;
import static org.symbolon.core.error.ErrorDescription.caller;

import org.symbolon.core.error.ErrorCode;
import org.symbolon.core.error.ErrorDescription;
import org.symbolon.core.error.ErrorKind;

/** The error codes that only Clear Key has. The public interface has no Clear Key, so the numbers are our own. */
enum ClearKeyError implements ErrorCode {
    OPTION_DISABLED(caller(
            -8001,
            "Clear Key option disabled",
            "The account's Clear Key option is off or absent.",
            "Set the account's option ck to enabled, for an account whose content needs no protection.")),
    DEVICE_BINDING(caller(
            -8002, "Device ID binding is not supported for Clear Key", "deviceId is given.", "Leave deviceId out.")),
    INVALID_PERSIST(caller(
            -8003,
            "Invalid persist value",
            "persist is neither true nor false, or is given twice with different values.",
            "Send persist=true for a licence that the player may store, or leave persist out.")),
    INVALID_LICENSE_DURATION(caller(
            -8004,
            "Invalid license duration specified",
            "licenseDuration is not a whole number of seconds, 1 or more, or is given twice with different values.",
            "Send seconds, or leave licenseDuration out for a licence without limit.")),
    LICENSE_FAILED(caller(
                    -8005,
                    "Failed to generate Clear Key license",
                    "At redemption: the plug-in failed.",
                    "Look up the reference of the answer in the log.")
            .of(ErrorKind.INTERNAL)),
    INVALID_REQUEST(caller(
            -8006,
            "Invalid Clear Key license request",
            "At redemption: the body is not the JSON of Encrypted Media Extensions section 9.1.3, or it asks for a"
                    + " persistent licence that the token does not allow.",
            "Let the player post the message of its MediaKeySession as it is; symbolon explain REFERENCE says more.")),
    KEY_NOT_IN_TOKEN(caller(
                    -8007,
                    "The token does not cover the key",
                    "At redemption: the player asks for a key id that the token does not have.",
                    "Ask for a token with all keys of the content: kid.0 and contentKey.0, kid.1 and contentKey.1.")
            .withDetails()),
    LICENSE_ENDED(authentication(
            -8008,
            "The license duration is over",
            "At redemption: licenseDuration, counted from the issuance of the token, has passed.",
            "Get a new token."));

    @SuppressWarnings("ImmutableEnumChecker") // its one implementation is immutable
    private final ErrorDescription description;

    ClearKeyError(ErrorDescription description) {
        this.description = description;
    }

    @Override
    public ErrorDescription description() {
        return description;
    }
}
