package org.symbolon.core.account;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongConsumer;
import org.symbolon.core.store.account.Account;
import org.symbolon.core.store.account.AccountChanges;
import org.symbolon.core.store.account.AccountStore;
import org.symbolon.core.store.account.Authenticator;
import org.symbolon.core.value.AccountId;
import org.symbolon.core.value.AuthenticatorHash;
import org.symbolon.core.value.CustomerAuthenticator;
import org.symbolon.core.value.Environment;

/**
 * All accounts, in memory, so that authenticating a request asks no store (ADR 0002). Accounts are few, because they
 * are customers and not viewers. An unknown customer costs the same time as a known one, and known ones are served
 * while the store is away.
 */
public final class AccountDirectory {
    private static final AccountId UNUSED_ID = new AccountId(Long.MAX_VALUE);

    private final AccountStore store;
    private final LongConsumer onRead;
    private final Account stranger;
    private volatile ImmutableMap<AccountId, Account> accounts = ImmutableMap.of();
    private long revision;

    /** Reads all accounts. */
    public AccountDirectory(AccountStore store) {
        this(store, revision -> {});
    }

    /**
     * Reads all accounts.
     *
     * @param onRead is told the revision up to which changes are in force, each time that it has changed
     */
    public AccountDirectory(AccountStore store, LongConsumer onRead) {
        this.store = store;
        this.onRead = onRead;
        this.stranger = Account.builder()
                .id(UNUSED_ID)
                .addAuthenticators(new Authenticator(Environment.PRODUCTION, AuthenticatorHash.of(new byte[32])))
                .addAuthenticators(new Authenticator(Environment.TEST, AuthenticatorHash.of(new byte[32])))
                .build();
        refresh();
    }

    /**
     * Reads the accounts that changed since the last time. Reads all of them if the revision of the store is lower than
     * before, which happens after a backup was restored.
     *
     * @return the revision up to which changes are in force now
     */
    public synchronized long refresh() {
        AccountChanges changes = store.changesAfter(revision);
        boolean restored = changes.revision() < revision;
        if (restored) {
            changes = store.changesAfter(0);
        }
        if (restored || changes.revision() > revision) {
            accounts = merged(restored ? ImmutableMap.of() : accounts, changes);
            revision = changes.revision();
            onRead.accept(revision);
        }
        return revision;
    }

    private static ImmutableMap<AccountId, Account> merged(
            ImmutableMap<AccountId, Account> known, AccountChanges changes) {
        Map<AccountId, Account> merged = new HashMap<>(known);
        changes.deleted().forEach(merged::remove);
        changes.accounts().forEach(account -> merged.put(account.id(), account));
        return ImmutableMap.copyOf(merged);
    }

    /** Changes an account in the store and in memory; see {@link AccountStore#change(AccountId, Function)}. */
    public synchronized Account change(AccountId id, Function<Optional<Account>, Account> change) {
        return keep(store.change(id, change));
    }

    /**
     * Changes an account and its balance together; see {@link AccountStore#change(AccountId, Function, long)}.
     *
     * @param tokens the new balance; ignored if the account is not metered after the change
     */
    public synchronized Account change(AccountId id, Function<Optional<Account>, Account> change, long tokens) {
        return keep(store.change(id, change, tokens));
    }

    private Account keep(Account changed) {
        accounts = merged(accounts, new AccountChanges(revision, ImmutableList.of(changed)));
        return changed;
    }

    /** Deletes an account with all that belongs to it, except for records; see {@link AccountStore#delete}. */
    public synchronized boolean delete(AccountId id) {
        boolean existed = store.delete(id);
        accounts = merged(accounts, new AccountChanges(revision, ImmutableList.of(), ImmutableSet.of(id)));
        return existed;
    }

    /** The account of this id. */
    public Optional<Account> find(AccountId id) {
        return Optional.ofNullable(accounts.get(id));
    }

    /** Whether there is an account of this id, and it is active. */
    public boolean isActive(AccountId id) {
        return find(id).filter(Account::active).isPresent();
    }

    /** Every account, by id. */
    public ImmutableMap<AccountId, Account> all() {
        return accounts;
    }

    /**
     * The account of an authenticator that is valid in this environment. An unknown customer and a wrong secret give
     * the same answer after the same time: the hash is computed and compared in both cases.
     */
    public Optional<Account> authenticate(CustomerAuthenticator claimed, Environment environment) {
        Account account = accounts.getOrDefault(claimed.account(), stranger);
        boolean known = account.hasAuthenticator(environment, claimed.secret().hash(claimed.account()));
        return known && account != stranger ? Optional.of(account) : Optional.empty();
    }
}
