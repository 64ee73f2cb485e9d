package org.symbolon.core.issue;

import static org.symbolon.core.error.SharedError.ACCOUNT_DISABLED;
import static org.symbolon.core.error.SharedError.AUTHENTICATOR_INVALID;
import static org.symbolon.core.error.SharedError.INVALID_IP_ADDRESS;

import java.time.Duration;
import java.util.Optional;
import org.symbolon.core.account.Account;
import org.symbolon.core.account.CustomerAuthenticator;
import org.symbolon.core.drm.CommonParameters;
import org.symbolon.core.drm.Drm;
import org.symbolon.core.error.ErrorCode;
import org.symbolon.core.error.ErrorFormat;
import org.symbolon.core.error.Violation;
import org.symbolon.core.parameter.ParameterReader;

/**
 * Issues licence tokens: authenticates the caller, checks the account's option, validates every parameter, resolves the key, takes one token
 * from the balance and seals the claims. Problems are answered in the order of the interface ("Failure"), all of them at once; of a
 * caller that is not authenticated nothing further is looked at.
 */
public final class TokenIssuer {
    /** The longest life of a token, and its life where the caller names none. */
    public static final Duration LONGEST_LIFE = Duration.ofDays(30);

    private final IssuingContext context;

    public TokenIssuer(IssuingContext context) {
        this.context = context;
    }

    /**
     * Issues a token; waits for a store where one has to be asked.
     *
     * @throws TokenRefusedException if it is not issued; nothing has changed then
     * @throws IllegalArgumentException if there is no such DRM here
     */
    public IssuedToken issue(TokenRequest request) {
        return prepare(request).issue();
    }

    /**
     * Does all of issuing that waits for nothing, for callers that must not wait: {@link PreparedToken#asksStore} says whether the rest will.
     *
     * @throws TokenRefusedException if it is clear by now that no token will be issued
     * @throws IllegalArgumentException if there is no such DRM here
     */
    public PreparedToken prepare(TokenRequest request) {
        Drm drm = context.drms()
                .find(request.drm())
                .orElseThrow(() -> new IllegalArgumentException("there is no DRM " + request.drm()));
        ParameterReader reader = new ParameterReader(request.parameters());
        ErrorFormat errorFormat = reader.read(CommonParameters.ERROR_FORMAT).orElse(ErrorFormat.HTML);
        Account account = authenticate(request, reader)
                .orElseThrow(() -> RequestFacts.ofStranger(errorFormat).refusal(reader.violations()));
        checkOption(account, drm, reader);
        reader.fallBackOn(account.defaults(drm.id()));
        return new RequestReading(context, request, drm, account, errorFormat).read(reader);
    }

    private Optional<Account> authenticate(TokenRequest request, ParameterReader reader) {
        Optional<CustomerAuthenticator> claimed = reader.read(CommonParameters.CUSTOMER_AUTHENTICATOR);
        Optional<Account> account = claimed.flatMap(c -> context.accounts().authenticate(c, request.environment()));
        if (claimed.isPresent() && account.isEmpty()) {
            refuse(reader, AUTHENTICATOR_INVALID, "is not known in this environment");
        }
        return account.filter(known -> admits(known, request, reader));
    }

    private static boolean admits(Account account, TokenRequest request, ParameterReader reader) {
        if (!account.active()) {
            refuse(reader, ACCOUNT_DISABLED, "is one of an account that is disabled");
            return false;
        }
        if (!account.allowedNetworks().isEmpty()
                && request.caller().filter(account::allows).isEmpty()) {
            refuse(reader, INVALID_IP_ADDRESS, "is used from outside the account's networks");
            return false;
        }
        return true;
    }

    private static void refuse(ParameterReader reader, ErrorCode code, String rule) {
        reader.refuse(code, CommonParameters.CUSTOMER_AUTHENTICATOR, rule);
    }

    private static void checkOption(Account account, Drm drm, ParameterReader reader) {
        switch (account.option(drm.id())) {
            case ENABLED -> {}
            case DISABLED -> refuseOption(drm, drm.plugin().rules().optionDisabled(), "is switched off", reader);
            case ABSENT -> refuseOption(drm, drm.plugin().rules().optionAbsent(), "is not open", reader);
        }
    }

    private static void refuseOption(Drm drm, ErrorCode code, String rule, ParameterReader reader) {
        reader.refuse(Violation.of(code, drm.plugin().displayName() + " " + rule + " for this account"));
    }
}
