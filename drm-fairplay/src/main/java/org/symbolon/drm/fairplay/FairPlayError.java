package org.symbolon.drm.fairplay;

import static org.symbolon.core.error.ErrorDescription.authentication;
import static org.symbolon.core.error.ErrorDescription.caller;

import org.symbolon.core.error.ErrorCode;
import org.symbolon.core.error.ErrorDescription;
import org.symbolon.core.error.ErrorKind;

/** The error codes that only FairPlay has. */
enum FairPlayError implements ErrorCode {
    MISSING_RIGHTS_TYPE(caller(
            -2020,
            "Missing rights type",
            "rightsType is empty, or a rental parameter comes without it.",
            "Send rightsType=Rental beside rental parameters, or leave them out.")),
    INVALID_RIGHTS_TYPE(caller(
            -2021,
            "Invalid rights type",
            "rightsType is neither BuyToOwn nor Rental, or is given twice with different values.",
            "Send rightsType=BuyToOwn or rightsType=Rental, or leave it out.")),
    INVALID_EXTENSION(caller(
            -6001,
            "Invalid FPExtension parameters specified",
            "fpExtension has no comma between type and payload, or the payloads have more than 2048 bytes in all.",
            "Send <type>,<payload>, such as wudo,AAAAAA==.")),
    INVALID_TOKEN_TYPE(caller(
            -6002,
            "Invalid FP Token Type",
            "At redemption: a token of another DRM came to the FairPlay endpoint.",
            "Send the token to the licence URL that it came in.")),
    INVALID_IV(caller(
            -6003,
            "Invalid iv parameter specified",
            "iv is left out, is not 32 hexadecimal digits, or is given twice with different values.",
            "Send the content's IV, 16 bytes, as 32 hexadecimal digits.")),
    LICENSE_FAILED(caller(
                    -6004,
                    "Failed to generate CKC for FP",
                    "At redemption: the body is not an SPC of version 1 for one of the account's credentials, its"
                            + " asset id names none of several keys, no D function is installed, or the device cannot"
                            + " hold the token's rental and the account has such devices refused.",
                    "symbolon explain REFERENCE says what was expected and what came; the reference is in the answer's"
                            + " header Error-Reference.")
            .of(ErrorKind.INTERNAL)),
    NOT_AUTHORIZED(authentication(
            -6006,
            "Service not authorized for FairPlay support",
            "The account does not have FairPlay; at redemption, and for its certificate: it has no credentials.",
            "Set the account's option fp to enabled: symbolon account import; for redemption: symbolon fairplay"
                    + " credentials set.")),
    DEVICE_BINDING(caller(
            -6008, "Device ID binding is not supported for FairPlay", "deviceId is given.", "Leave deviceId out.")),
    OPTION_DISABLED(caller(
            -6009,
            "FairPlay option disabled",
            "The account's FairPlay option is switched off.",
            "Set the account's option fp to enabled: symbolon account import."));

    @SuppressWarnings("ImmutableEnumChecker") // its one implementation is immutable
    private final ErrorDescription description;

    FairPlayError(ErrorDescription description) {
        this.description = description;
    }

    @Override
    public ErrorDescription description() {
        return description;
    }
}
