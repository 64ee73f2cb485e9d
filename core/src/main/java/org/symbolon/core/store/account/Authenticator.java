package org.symbolon.core.store.account;

import org.symbolon.core.value.AccountId;
import org.symbolon.core.value.AuthenticatorHash;
import org.symbolon.core.value.AuthenticatorSecret;
import org.symbolon.core.value.Environment;

/**
 * An API key of an account, as it is stored: valid in one environment. Several may be valid at once, so that a customer
 * can change it without a gap.
 */
public record Authenticator(Environment environment, AuthenticatorHash hash) {

    public static Authenticator of(AccountId account, Environment environment, AuthenticatorSecret secret) {
        return new Authenticator(environment, secret.hash(account));
    }

    /**
     * The name of this authenticator among those of its account, such as {@code 9c2f01ab}. It does not depend on the
     * secret.
     */
    public String label() {
        return hash.label();
    }
}
