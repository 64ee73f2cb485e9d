package org.symbolon.core.error;

import static org.symbolon.core.error.ErrorDescription.authentication;
import static org.symbolon.core.error.ErrorDescription.caller;

/** The codes that every DRM shares; the rows are those of error-codes.csv that name both. */
public enum SharedError implements ErrorCode {
    INVALID_EXPIRATION_TIME(caller(
                    -2002,
                    "Invalid token expiration time",
                    "expirationTime is malformed, not in the future, or more than 30 days ahead.",
                    "Send RFC 3339 in Zulu time (2026-04-14T12:01:10Z) or '+' and seconds, encoded as %2B, at most %2B2592000.")
            .withDetails()),
    INVALID_IP_ADDRESS(
            authentication(
                    -2003,
                    "Invalid IP address",
                    "The account lists the networks it may call from, and the caller's address is in none of them.",
                    "Call from a listed network, or add the network to the account's allowedNetworks; behind a proxy, set http.proxies.trusted.")),
    INVALID_CONTENT_KEY(caller(
                    -2005,
                    "Invalid content encryption key",
                    "No content key is given, or contentKey is not hexadecimal.",
                    "Send contentKey (32 hexadecimal digits), kek with ek, or kek with the kid of a stored key.")
            .withDetails()),
    INVALID_OUTPUT_CONTROL_FLAGS(caller(
                    -2008,
                    "Invalid output control flags specified",
                    "hdcpOutputControl is not a number, or is given twice with different values.",
                    "Send hdcpOutputControl once, as 0, 1 or 2.")
            .withDetails()),
    AUTHENTICATOR_MISSING(authentication(
            -2017,
            "Authentication token must be supplied",
            "The request has no customerAuthenticator, or an empty one.",
            "Send customerAuthenticator=<customer id>,<32 hexadecimal digits>.")),
    AUTHENTICATOR_INVALID(authentication(
                    -2018,
                    "Authentication token invalid",
                    "customerAuthenticator is malformed, unknown, wrong, or belongs to the other environment.",
                    "Check the customer id, the secret, and that the host (test or production) is that of the authenticator.")
            .withDetails()),
    INSUFFICIENT_TOKENS(caller(
            -2019,
            "Insufficient tokens available",
            "The account's balance of tokens is used up.",
            "Credit the account: symbolon account credit ID TOKENS.")),
    MISSING_RENTAL_PERIOD_END(caller(
            -2022,
            "Missing rental period end time",
            "rightsType=Rental comes without rental.periodEndTime, or with an empty one.",
            "Send rental.periodEndTime, in the syntax of expirationTime.")),
    MISSING_RENTAL_PLAY_DURATION(caller(
            -2023,
            "Missing rental play duration",
            "rental.playDuration is given with an empty value.",
            "Send rental.playDuration in seconds, or leave it out.")),
    INVALID_RENTAL(caller(
            -2025,
            "Invalid rental play duration",
            "rental.playDuration is not a positive number of seconds, nor is playbackDuration where the DRM has no"
                    + " code for it, or rental.periodEndTime is malformed or past.",
            "Send whole seconds, 1 or more, and a future end in the syntax of expirationTime.")),
    INVALID_CONTENT_KEY_LENGTH(caller(
            -2027,
            "Content encryption key must be 32-hexadecimal digits long",
            "contentKey has another length than 32 characters.",
            "Send the 16 bytes of the key as 32 hexadecimal digits.")),
    ACCOUNT_STORE_UNAVAILABLE(caller(
                    -2030,
                    "ExpressPlay Admin error",
                    "The account store does not answer in time; at redemption: the account's credentials cannot be opened.",
                    "Try again; if it lasts, look at the store: symbolon account list shows whether it answers.")
            .of(ErrorKind.UNAVAILABLE)
            .withDetails()),
    ACCOUNT_DISABLED(authentication(
            -2031, "Service Account Disabled", "The account is disabled.", "Enable it: symbolon account enable ID.")),
    INVALID_COOKIE(caller(
            -2033,
            "Invalid cookie",
            "cookie is longer than 32 characters, has control characters, is a key of the request or a secret of the"
                    + " account, or is given twice with different values.",
            "Send at most 32 printable characters, and no secret, because cookies are logged.")),
    OUTPUT_CONTROL_OUT_OF_RANGE(caller(
            -2034,
            "Invalid Output Control, values out of specified range",
            "hdcpOutputControl is a number, but not 0, 1 or 2, or it has a sign or leading zeros.",
            "Send 0 (HDCP_NONE), 1 (HDCP_V1) or 2 (HDCP_V2).")),
    MISSING_VALUE(caller(
            -2035,
            "No corresponding value specified",
            "A parameter is present with an empty value, or an extension has no payload.",
            "Send a value, or leave the parameter out.")),
    INVALID_EXTENSION_TYPE(caller(
            -2036,
            "Extension type should be 4 characters",
            "The type before the comma of an extension is not 4 printable ASCII characters.",
            "Send <type>,<payload> with a type of 4 characters, such as wudo,AAAAAA==.")),
    INVALID_EXTENSION_PAYLOAD(caller(
            -2037,
            "Extension payload should be Base64 encoded",
            "The payload after the comma of an extension is not Base64.",
            "Encode the payload as Base64 (RFC 4648 section 4), and the whole value for the URL.")),
    OUTPUT_CONTROL_FLAG_LENGTH(caller(
            -2040,
            "OutputControlFlag must be encode 4 bytes",
            "outputControlFlags is not 8 hexadecimal digits, or is given twice with different values.",
            "Send 4 bytes in hexadecimal, or leave outputControlFlags out, which has no effect on these licences.")),
    INVALID_ERROR_FORMAT(caller(
                    -3004,
                    "Invalid error format specified",
                    "errorFormat is neither html nor json.",
                    "Send errorFormat=html or errorFormat=json, once, or leave it out (html).")
            .withDetails()),
    DEVICE_NOT_AUTHENTICATED(
            authentication(
                    -4001,
                    "Device could not be authenticated",
                    "At redemption: the device could not prove what it is. What the device had to prove depends on the DRM.",
                    "symbolon explain REFERENCE shows what was checked and what was learned of the device; the reference is in the answer's header Error-Reference.")),
    INVALID_TOKEN(authentication(
            -4010,
            "Invalid token",
            "At redemption: the token is missing, was changed, has ended, is of another DRM or environment, or its ring key was retired.",
            "Ask for a new token; symbolon explain REFERENCE says which of these it is.")),
    MISSING_KID(caller(
            -4018,
            "Missing kid",
            "kid is missing. Some DRMs always require it; every DRM requires it to name a stored key, which is when kek comes without a key.",
            "Send kid as 32 hexadecimal digits, or as '^' and a string.")),
    KEY_STORAGE_FAILED(caller(
            -4019,
            "Failed to get content key from key storage service",
            "No key is stored under kid (status 400), or key storage does not answer (status 503).",
            "Store the key first, or send it; with status 503 try again.")),
    INVALID_KID_LENGTH(caller(
            -4020,
            "kid must be 32 hexadecimal characters long",
            "kid does not begin with '^' and has another length than 32 characters.",
            "Send the 16 bytes of the key id as 32 hexadecimal digits.")),
    KID_STRING_TOO_LONG(caller(
            -4021,
            "kid must be 64 characters long after the '^'",
            "The string after '^' is longer than 64 characters.",
            "Use a shorter string.")),
    INVALID_KID(caller(
            -4022,
            "Invalid kid",
            "kid is not hexadecimal, is '^' and nothing, has characters outside printable ASCII, names the same key as another kid, or is given twice with different values.",
            "Send 32 hexadecimal digits, or '^' and 1 to 64 printable ASCII characters.")),
    INVALID_ENCRYPTED_KEY(caller(
            -4024,
            "Invalid encrypted key or kek",
            "kek or ek is malformed, ek comes without kek, or ek was not wrapped under kek (RFC 3394 integrity check).",
            "Send kek as 32, 48 or 64 and ek as 48 hexadecimal digits, wrapped under that kek.")),
    INVALID_GENERAL_FLAGS(caller(
            -5003,
            "Invalid general flags",
            "generalFlags is neither 0000 nor 00000000, or is given twice with different values; 0001 and 00000001 need a DRM that allows them and an account with the option persistence.",
            "Send generalFlags=00000000, or leave it out; or give the account the option: symbolon account import.")),
    INVALID_KEY_DATA(caller(
            -6005,
            "Invalid key data specified",
            "Key parameters that exclude each other are given together, contentId is too long, trackType is given twice"
                    + " with different values, or the licence URL would be longer than http.line.max allows.",
            "Send either contentKey, or kek with ek, or kek with kid; contentId has at most 128 bytes in UTF-8; fewer"
                    + " keys and extensions make a shorter licence URL.")),
    INVALID_RENTAL_DURATION(caller(
            -6007,
            "Invalid rental duration specified",
            "rentalDuration is not a whole number of seconds from 0 to 4294967295 without leading zeros, or is given twice with different values.",
            "Send seconds; 0 means no rental limit."));

    @SuppressWarnings("ImmutableEnumChecker") // its one implementation is immutable
    private final ErrorDescription description;

    SharedError(ErrorDescription description) {
        this.description = description;
    }

    @Override
    public ErrorDescription description() {
        return description;
    }
}
