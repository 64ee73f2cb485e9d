package org.symbolon.core.account;

import static org.symbolon.core.error.SharedError.ACCOUNT_DISABLED;
import static org.symbolon.core.error.SharedError.AUTHENTICATOR_INVALID;
import static org.symbolon.core.error.SharedError.AUTHENTICATOR_MISSING;
import static org.symbolon.core.error.SharedError.INVALID_IP_ADDRESS;

import java.util.Optional;
import org.symbolon.core.parameter.Parameter;
import org.symbolon.core.parameter.ParameterReader;

/** Finds out whose request it is, and whether the account may ask at all: the first step of every request. */
public final class Authentication {
    /** Who is asking. */
    public static final Parameter<CustomerAuthenticator> CUSTOMER_AUTHENTICATOR =
            Parameter.<CustomerAuthenticator>named("customerAuthenticator")
                    .meaning("Who is asking: <customer id>,<32 hexadecimal digits>")
                    .required(true)
                    .secret(true)
                    .missing(AUTHENTICATOR_MISSING)
                    .invalid(AUTHENTICATOR_INVALID)
                    .parser(CustomerAuthenticator::parse)
                    .build();

    private final AccountDirectory accounts;

    public Authentication(AccountDirectory accounts) {
        this.accounts = accounts;
    }

    /** The account that asks; empty, with -2017, -2018, -2031 or -2003 among the reader's violations, where nobody may. */
    public Optional<Account> authenticate(ParameterReader reader, Caller caller) {
        Optional<CustomerAuthenticator> claimed = reader.read(CUSTOMER_AUTHENTICATOR);
        Optional<Account> account = claimed.flatMap(c -> accounts.authenticate(c, caller.environment()));
        if (claimed.isPresent() && account.isEmpty()) {
            reader.refuse(AUTHENTICATOR_INVALID, CUSTOMER_AUTHENTICATOR, "is not known in this environment");
        }
        return account.filter(known -> admits(known, caller, reader));
    }

    private static boolean admits(Account account, Caller caller, ParameterReader reader) {
        if (!account.active()) {
            reader.refuse(ACCOUNT_DISABLED, CUSTOMER_AUTHENTICATOR, "is one of an account that is disabled");
            return false;
        }
        if (!account.allowedNetworks().isEmpty()
                && caller.address().filter(account::allows).isEmpty()) {
            reader.refuse(INVALID_IP_ADDRESS, CUSTOMER_AUTHENTICATOR, "is used from outside the account's networks");
            return false;
        }
        return true;
    }
}
