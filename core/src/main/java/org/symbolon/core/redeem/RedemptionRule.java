package org.symbolon.core.redeem;

import org.symbolon.core.drm.DrmRules;
import org.symbolon.core.error.ErrorCode;
import org.symbolon.core.error.Explanation;
import org.symbolon.core.error.SharedError;
import org.symbolon.core.error.Violation;

/**
 * The rules that a token must keep before its DRM makes a licence (redemption, "First the token"), with what operators
 * are told of each.
 */
enum RedemptionRule {
    OPENS(
            SharedError.INVALID_TOKEN,
            "the token was not issued by this service, or was changed",
            "A token opens with a key of the key ring.",
            "a token of this service, unchanged, whose ring key is not retired",
            "%s",
            "The player or a proxy cut or re-encoded the licence URL, the token comes from another installation, or its ring key was retired."),
    UNDERSTOOD(
            SharedError.INVALID_TOKEN,
            "the token says something that this service does not understand",
            "Everything that a token requires is understood.",
            "claims and a policy of this release or an older one",
            "%s",
            "A node of a newer release issued the token; update this one."),
    OF_THIS_DRM(
            SharedError.INVALID_TOKEN,
            "the token was issued for another DRM",
            "A token is redeemed for the DRM that it was issued for.",
            "a token for %s",
            "a token for %s",
            "The player was given the licence URL of another DRM, or its path was changed."),
    OF_THIS_ENVIRONMENT(
            SharedError.INVALID_TOKEN,
            "the token was issued in another environment",
            "A token is redeemed in the environment in which it was issued.",
            "a token of %s",
            "a token of %s",
            "rights.url.test or rights.url.production leads to a host of the other environment."),
    NOT_ENDED(
            SharedError.INVALID_TOKEN,
            "the token has ended",
            "A token is redeemed before its end.",
            "a time before %s",
            "%s",
            "The player kept the licence URL, or expirationTime leaves too little time between the storefront and the player."),
    ACCOUNT_KNOWN(
            SharedError.INVALID_TOKEN,
            "the token belongs to an account that is not known",
            "The account of a token exists.",
            "account %s",
            "%s",
            "The token comes from a service with other accounts and the same key ring, or the store was restored from an older backup."),
    ACCOUNT_ACTIVE(
            SharedError.ACCOUNT_DISABLED,
            "the token belongs to an account that is disabled",
            "The account of a token is active.",
            "account %s, active",
            "%s",
            "The account was disabled after the token was issued: symbolon account enable ID."),
    CREDENTIALS_OPEN(
            SharedError.ACCOUNT_STORE_UNAVAILABLE,
            "the account's credentials cannot be opened",
            "The credentials of an account open with a key of the key ring.",
            "credentials that were sealed under a key of the ring",
            "%s",
            "The key ring was replaced or restored from an older backup; set the credentials again."),
    PLUGIN_WORKS(
            SharedError.INVALID_TOKEN,
            "no licence could be made",
            "A plug-in makes a licence, or says why there is none.",
            "either of the two",
            "a failure of the plug-in, %s",
            "A fault in the plug-in; the log shows it under this reference.");

    private final SharedError code;
    private final String violation;
    private final String rule;
    private final String expected;
    private final String got;
    private final String usualCause;

    /**
     * A rule.
     *
     * @param expected what would have been accepted, with {@code %s} for the details
     * @param got what came instead, with {@code %s} for the details
     */
    RedemptionRule(SharedError code, String violation, String rule, String expected, String got, String usualCause) {
        this.code = code;
        this.violation = violation;
        this.rule = rule;
        this.expected = expected;
        this.got = got;
        this.usualCause = usualCause;
    }

    /** What the player is told. */
    Violation violation(DrmRules rules) {
        return switch (this) {
            case CREDENTIALS_OPEN, PLUGIN_WORKS -> Violation.of(code(rules), violation);
            default -> Violation.of(code(rules), LicenseEndpoint.TOKEN_PARAMETER, violation);
        };
    }

    /** Two rules have a code that depends on the DRM. */
    private ErrorCode code(DrmRules rules) {
        return switch (this) {
            case OF_THIS_DRM -> rules.tokenOfAnotherDrm();
            case PLUGIN_WORKS -> rules.licenseFailed();
            default -> code;
        };
    }

    /**
     * What the operator is told; the details are values that {@link String#valueOf} makes readable and that hold no
     * secret.
     */
    Explanation explanation(Object expectedDetail, Object gotDetail) {
        return Explanation.of(
                rule,
                expected.replace("%s", String.valueOf(expectedDetail)),
                got.replace("%s", String.valueOf(gotDetail)),
                usualCause);
    }
}
