package org.symbolon.http.server;

import java.util.Optional;
import org.symbolon.core.account.AccountDirectory;
import org.symbolon.core.account.Authentication;
import org.symbolon.core.account.Caller;
import org.symbolon.core.error.RefusedException;
import org.symbolon.core.parameter.RequestParameters;
import org.symbolon.core.store.account.Account;
import org.symbolon.core.value.AccountId;
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
     * @param caller which environment it asks, and from where
     * @param parameters all parameters of the query
     * @param authentication by which it was found
     */
    public record KnownCaller(
            Account account, Caller caller, RequestParameters parameters, Authentication authentication) {

        public Environment environment() {
            return caller.environment();
        }

        /**
         * Checks again whether it may ask. Asks no store; may be called on any thread.
         *
         * @throws RefusedException if it may not any more
         */
        void requireStillKnown() {
            authentication.authenticate(parameters, caller);
        }
    }

    /**
     * The account that a caller claims to be; nothing is proved by it. The rest of an authenticator is a secret, also
     * where it is malformed, so only an id with its comma is one.
     */
    static Optional<AccountId> claimedAccount(RequestParameters parameters) {
        return parameters.all(PARAMETER).stream()
                .findFirst()
                .filter(text -> text.indexOf(',') > 0)
                .flatMap(text -> AccountId.parse(text.substring(0, text.indexOf(','))));
    }

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
        call.admission().known(account.id());
        return new KnownCaller(account, caller, parameters, authentication);
    }
}
