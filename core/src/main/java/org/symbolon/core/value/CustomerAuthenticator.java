package org.symbolon.core.value;

import static org.symbolon.core.error.SharedError.AUTHENTICATOR_INVALID;

import java.util.Optional;
import org.symbolon.core.account.AccountDirectory;
import org.symbolon.core.parameter.Parsed;

/**
 * What a caller sends to say who it is: {@code <customer id>,<32 hex digits>}, such as
 * {@code 201722,1ad8eed133edf43cbcc185f0236828ae}. It proves nothing before {@link AccountDirectory#authenticate} has
 * checked it.
 */
public record CustomerAuthenticator(AccountId account, AuthenticatorSecret secret) {

    /** Reads the wire form; -2018 otherwise, with a rule that repeats nothing of the text. */
    public static Parsed<CustomerAuthenticator> parse(String text) {
        int comma = text.indexOf(',');
        Optional<AccountId> account = AccountId.parse(text.substring(0, Math.max(comma, 0)));
        Optional<AuthenticatorSecret> secret = AuthenticatorSecret.parse(text.substring(comma + 1));
        return account.isPresent() && secret.isPresent()
                ? Parsed.valid(new CustomerAuthenticator(account.get(), secret.get()))
                : Parsed.invalid(AUTHENTICATOR_INVALID, "must be <customer id>,<32 hexadecimal digits>");
    }

    /** The wire form, which includes the secret. */
    public String reveal() {
        return account + "," + Hex.encode(secret.reveal());
    }
}
