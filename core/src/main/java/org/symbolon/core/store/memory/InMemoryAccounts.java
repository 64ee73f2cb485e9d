package org.symbolon.core.store.memory;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Maps;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.Function;
import org.symbolon.core.store.account.Account;
import org.symbolon.core.store.account.AccountChanges;
import org.symbolon.core.store.account.AccountStore;
import org.symbolon.core.store.account.BalanceTooLowException;
import org.symbolon.core.store.account.TokenBalance;
import org.symbolon.core.store.usage.UsageKey;
import org.symbolon.core.store.usage.UsageScope;
import org.symbolon.core.value.AccountId;

/** Accounts and their balances. */
final class InMemoryAccounts implements AccountStore, TokenBalance {
    private record Row(Account account, long revision, long tokens) {}

    private final Map<AccountId, Row> rows = new HashMap<>();

    /** The revision at which each account was deleted. */
    private final Map<AccountId, Long> deletions = new HashMap<>();

    private final Consumer<AccountId> removeBelongings;
    private final InMemoryUsage usage;
    private long revision;

    /**
     * No accounts.
     *
     * @param removeBelongings removes what other stores have of an account that is deleted
     * @param usage counts the tokens that are taken
     */
    InMemoryAccounts(Consumer<AccountId> removeBelongings, InMemoryUsage usage) {
        this.removeBelongings = removeBelongings;
        this.usage = usage;
    }

    @Override
    public synchronized AccountChanges changesAfter(long earlier) {
        ImmutableList<Account> changed = rows.values().stream()
                .filter(row -> row.revision > earlier)
                .map(Row::account)
                .collect(ImmutableList.toImmutableList());
        ImmutableSet<AccountId> deleted = Maps.filterValues(deletions, at -> at > earlier).keySet().stream()
                .collect(ImmutableSet.toImmutableSet());
        return new AccountChanges(revision, changed, deleted);
    }

    @Override
    public synchronized Account change(AccountId id, Function<Optional<Account>, Account> change) {
        Optional<Row> before = Optional.ofNullable(rows.get(id));
        Account after = change.apply(before.map(Row::account));
        if (!after.id().equals(id)) {
            throw new IllegalArgumentException("account " + id + " cannot become account " + after.id());
        }
        long tokens =
                before.filter(row -> row.account.metered()).map(Row::tokens).orElse(0L);
        revision++;
        rows.put(id, new Row(after, revision, tokens));
        deletions.remove(id);
        return after;
    }

    @Override
    public synchronized Account change(AccountId id, Function<Optional<Account>, Account> change, long tokens) {
        Account after = change(id, change);
        set(id, tokens);
        return after;
    }

    @Override
    public synchronized boolean delete(AccountId id) {
        if (rows.remove(id) == null) {
            return false;
        }
        revision++;
        deletions.put(id, revision);
        removeBelongings.accept(id);
        return true;
    }

    @Override
    public synchronized boolean take(UsageScope scope) {
        boolean taken = take(Optional.ofNullable(rows.get(scope.account())));
        if (taken) {
            usage.add(UsageKey.issued(scope), 1);
        }
        return taken;
    }

    private boolean take(Optional<Row> row) {
        return row.isPresent()
                && (!row.get().account.metered() || (row.get().tokens > 0 && replace(row.get(), row.get().tokens - 1)));
    }

    @Override
    public boolean takeAtHand(UsageScope scope) {
        return take(scope);
    }

    @Override
    public synchronized OptionalLong credit(AccountId account, long tokens) {
        metered(account).ifPresent(row -> replace(row, Math.addExact(row.tokens, tokens)));
        return remaining(account);
    }

    @Override
    public synchronized OptionalLong debit(AccountId account, long tokens) {
        metered(account).ifPresent(row -> {
            if (row.tokens < tokens) {
                throw new BalanceTooLowException(account, row.tokens);
            }
            replace(row, row.tokens - tokens);
        });
        return remaining(account);
    }

    @Override
    public synchronized void set(AccountId account, long tokens) {
        metered(account).ifPresent(row -> replace(row, tokens));
    }

    @Override
    public synchronized OptionalLong remaining(AccountId account) {
        return metered(account).map(row -> OptionalLong.of(row.tokens)).orElse(OptionalLong.empty());
    }

    @Override
    public synchronized OptionalDouble sum() {
        return OptionalDouble.of(rows.values().stream()
                .filter(row -> row.account.metered())
                .mapToDouble(Row::tokens)
                .sum());
    }

    private Optional<Row> metered(AccountId account) {
        return Optional.ofNullable(rows.get(account)).filter(row -> row.account.metered());
    }

    private boolean replace(Row row, long tokens) {
        rows.put(row.account.id(), new Row(row.account, row.revision, tokens));
        return true;
    }
}
