package org.symbolon.http;

import java.util.Optional;
import org.symbolon.core.account.Account;
import org.symbolon.core.account.AccountDirectory;
import org.symbolon.core.account.Authentication;
import org.symbolon.core.account.Caller;
import org.symbolon.core.account.Environment;
import org.symbolon.core.error.ErrorFormat;
import org.symbolon.core.parameter.ParameterReader;
import org.symbolon.core.parameter.RequestParameters;
import org.symbolon.core.settings.Settings;

/** Finds out which account a request is from, where that is all there is to find out before it is answered in JSON. Used on its event loop only. */
final class KnownCallers {
    private final Callers callers;
    private final Authentication authentication;

    KnownCallers(AccountDirectory accounts, Settings settings) {
        this.callers = new Callers(settings);
        this.authentication = new Authentication(accounts);
    }

    /**
     * An account that asks.
     *
     * @param environment what it asks
     * @param parameters all that the request gives
     */
    record KnownCaller(Account account, Environment environment, RequestParameters parameters) {}

    /** Who asks; empty, and the request is refused, where that is nobody who may. */
    Optional<KnownCaller> find(Exchange exchange, FormDecoder query) {
        return callers.find(exchange, query).flatMap(caller -> authenticate(exchange, caller, query.parameters()));
    }

    private Optional<KnownCaller> authenticate(Exchange exchange, Caller caller, RequestParameters parameters) {
        ParameterReader reader = new ParameterReader(parameters);
        Optional<Account> account = authentication.authenticate(reader, caller);
        if (account.isEmpty()) {
            exchange.entry().refused(reader.violations());
            exchange.refuse(Answer.refusal(reader.violations(), ErrorFormat.JSON));
        }
        return account.map(known -> {
            exchange.entry().asked(known.id());
            return new KnownCaller(known, caller.environment(), parameters);
        });
    }
}
