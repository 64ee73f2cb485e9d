package org.symbolon.http.server;

import org.symbolon.core.account.AccountDirectory;
import org.symbolon.core.account.Authentication;
import org.symbolon.core.account.Caller;
import org.symbolon.core.error.RefusedException;
import org.symbolon.core.parameter.RequestParameters;
import org.symbolon.core.store.account.Account;
import org.symbolon.core.value.Environment;

/** Finds out which account a call is from, for endpoints where core does not do that itself. */
public final class KnownCallers {
    /** The parameter by which a caller identifies itself. */
    public static final String PARAMETER = "customerAuthenticator";

    private final Authentication authentication;

    public KnownCallers(AccountDirectory accounts) {
        this.authentication = new Authentication(accounts);
    }

    /**
     * An account that asks.
     *
     * @param environment which environment it asks
     * @param parameters all parameters of the query
     */
    public record KnownCaller(Account account, Environment environment, RequestParameters parameters) {}

    /**
     * Finds out who asks.
     *
     * @throws RefusedCallException if the query cannot be decoded, or if the host is not served
     * @throws RefusedException if it is nobody who may ask
     */
    public KnownCaller find(Call call) {
        RequestParameters parameters = FormParameters.ofQuery(call).all();
        Caller caller = call.caller();
        Account account = authentication.authenticate(parameters, caller);
        call.log().account(account.id());
        return new KnownCaller(account, caller.environment(), parameters);
    }
}
