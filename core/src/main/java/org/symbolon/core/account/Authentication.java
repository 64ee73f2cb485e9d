package org.symbolon.core.account;

import static org.symbolon.core.error.SharedError.ACCOUNT_DISABLED;
import static org.symbolon.core.error.SharedError.AUTHENTICATOR_INVALID;
import static org.symbolon.core.error.SharedError.INVALID_IP_ADDRESS;
import static org.symbolon.core.internal.parameter.CommonParameters.CUSTOMER_AUTHENTICATOR;

import java.time.Instant;
import org.symbolon.core.error.ErrorCode;
import org.symbolon.core.error.RefusedException;
import org.symbolon.core.internal.parameter.RequestReader;
import org.symbolon.core.parameter.RequestParameters;
import org.symbolon.core.store.account.Account;
import org.symbolon.core.value.CustomerAuthenticator;

/** Finds the account that makes a request: the check that comes before everything else (token-api, "Failure"). */
public final class Authentication {
    private final AccountDirectory accounts;

    public Authentication(AccountDirectory accounts) {
        this.accounts = accounts;
    }

    /**
     * The account that asks.
     *
     * @throws RefusedException with -2017, -2018, -2031 or -2003 if the caller is not known or must not ask
     */
    public Account authenticate(RequestParameters parameters, Caller caller) {
        return authenticate(new RequestReader(parameters, caller.environment(), Instant.EPOCH), caller);
    }

    /**
     * The account that asks, for a request that is being read.
     *
     * @throws RefusedException with every violation so far if the caller is not known or must not ask
     */
    public Account authenticate(RequestReader reader, Caller caller) {
        CustomerAuthenticator claimed =
                reader.read(CUSTOMER_AUTHENTICATOR).orElseThrow(() -> new RefusedException(reader.violations()));
        Account account = accounts.authenticate(claimed, caller.environment())
                .orElseThrow(() -> refusal(reader, AUTHENTICATOR_INVALID, "is not known in this environment"));
        if (!account.active()) {
            throw refusal(reader, ACCOUNT_DISABLED, "belongs to an account that is disabled");
        }
        if (!isAdmitted(account, caller)) {
            throw refusal(reader, INVALID_IP_ADDRESS, "is used from outside the account's networks");
        }
        return account;
    }

    private static boolean isAdmitted(Account account, Caller caller) {
        return account.allowedNetworks().isEmpty()
                || caller.address().filter(account::allows).isPresent();
    }

    private static RefusedException refusal(RequestReader reader, ErrorCode code, String rule) {
        reader.refuse(code, CUSTOMER_AUTHENTICATOR, rule);
        return new RefusedException(reader.violations());
    }
}
