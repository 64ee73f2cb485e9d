package org.symbolon.core.administration;

import com.google.common.collect.ImmutableList;
import java.util.Optional;
import java.util.OptionalLong;
import org.symbolon.core.store.account.Account;
import org.symbolon.core.store.administration.Expected;
import org.symbolon.core.value.AccountId;
import org.symbolon.core.value.CustomerAuthenticator;
import org.symbolon.core.value.Environment;
import org.symbolon.core.value.KeyEncryptionKey;

/** Accounts, their authenticators, balances and KEKs. */
public final class AccountAdministration {

    /** A page of the accounts, in the order of their ids. @param after begins after this id; 0 for the beginning */
    public ImmutableList<Account> list(long after, int length) {
        throw new UnsupportedOperationException();
    }

    /** One account. */
    public Versioned<Account> get(AccountId id) {
        throw new UnsupportedOperationException();
    }

    /** What is left of a balance; empty if the account is unlimited. */
    public OptionalLong balance(AccountId id) {
        throw new UnsupportedOperationException();
    }

    /** Creates an account. */
    public Versioned<Account> create(AccountUpdate update) {
        throw new UnsupportedOperationException();
    }

    /** Changes an account, and its balance if the update says so. */
    public Versioned<Account> change(AccountUpdate update, Expected expected) {
        throw new UnsupportedOperationException();
    }

    /** Deletes an account. @param force even if it is active or has keys */
    public void delete(AccountId id, boolean force, Expected expected) {
        throw new UnsupportedOperationException();
    }

    /** Adds an authenticator, which is shown only here. */
    public CustomerAuthenticator addAuthenticator(AccountId id, Environment environment, Expected expected) {
        throw new UnsupportedOperationException();
    }

    /** Removes an authenticator. */
    public void removeAuthenticator(AccountId id, String label, Expected expected) {
        throw new UnsupportedOperationException();
    }

    /** Adds tokens; the new balance. */
    public long credit(AccountId id, long tokens, Expected expected) {
        throw new UnsupportedOperationException();
    }

    /** Takes tokens away; the new balance. */
    public long debit(AccountId id, long tokens, Expected expected) {
        throw new UnsupportedOperationException();
    }

    /** Keeps a KEK; a random one if none is given. @param force even if stored keys may be wrapped under another one. @return its id */
    public String keepKek(AccountId id, Optional<KeyEncryptionKey> kek, boolean force, Expected expected) {
        throw new UnsupportedOperationException();
    }

    /** Forgets the KEK. */
    public void dropKek(AccountId id, boolean force, Expected expected) {
        throw new UnsupportedOperationException();
    }
}
