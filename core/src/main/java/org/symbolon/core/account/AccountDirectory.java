package org.symbolon.core.account;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * All accounts, in memory, for the way of a request: no store is asked who somebody is. Accounts are few (customers, not viewers); holding
 * all of them makes an unknown customer cost what a known one does, and lets known ones go on when the store goes away.
 */
public final class AccountDirectory {
    private static final AccountId NOBODY = new AccountId(Long.MAX_VALUE);

    private final AccountStore store;
    private final Account stranger;
    private volatile ImmutableMap<AccountId, Account> accounts = ImmutableMap.of();
    private long revision;

    /** Reads all accounts. */
    public AccountDirectory(AccountStore store) {
        this.store = store;
        this.stranger = Account.builder()
                .id(NOBODY)
                .addAuthenticators(new Authenticator(Environment.PRODUCTION, AuthenticatorHash.of(new byte[32])))
                .addAuthenticators(new Authenticator(Environment.TEST, AuthenticatorHash.of(new byte[32])))
                .build();
        refresh();
    }

    /** Takes over what changed in the store since the last time; everything, where the store went back, as one restored from a backup does. */
    public synchronized void refresh() {
        AccountChanges changes = store.changesAfter(revision);
        boolean wentBack = changes.revision() < revision;
        if (wentBack) {
            changes = store.changesAfter(0);
        }
        if (wentBack || !changes.accounts().isEmpty()) {
            accounts = merged(wentBack ? ImmutableMap.of() : accounts, changes.accounts());
            revision = changes.revision();
        }
    }

    private static ImmutableMap<AccountId, Account> merged(
            ImmutableMap<AccountId, Account> known, ImmutableList<Account> changed) {
        Map<AccountId, Account> merged = new HashMap<>(known);
        changed.forEach(account -> merged.put(account.id(), account));
        return ImmutableMap.copyOf(merged);
    }

    /** Changes an account in the store and here; see {@link AccountStore#change}. */
    public synchronized Account change(AccountId id, Function<Optional<Account>, Account> change) {
        Account changed = store.change(id, change);
        accounts = merged(accounts, ImmutableList.of(changed));
        return changed;
    }

    public Optional<Account> find(AccountId id) {
        return Optional.ofNullable(accounts.get(id));
    }

    /** Every account, by id. */
    public ImmutableMap<AccountId, Account> all() {
        return accounts;
    }

    /**
     * The account that an authenticator is one of, in this environment. An unknown customer and a wrong secret give the same answer after the
     * same work: the hash is made and compared either way.
     */
    public Optional<Account> authenticate(CustomerAuthenticator claimed, Environment environment) {
        Account account = accounts.getOrDefault(claimed.account(), stranger);
        boolean recognised = account.recognises(environment, claimed.secret().hash(claimed.account()));
        return recognised && account != stranger ? Optional.of(account) : Optional.empty();
    }
}
