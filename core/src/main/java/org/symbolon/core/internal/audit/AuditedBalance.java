package org.symbolon.core.internal.audit;

import com.google.common.collect.ImmutableList;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongFunction;
import java.util.function.Supplier;
import org.symbolon.core.internal.audit.AuditLog.Done;
import org.symbolon.core.store.account.EndedLease;
import org.symbolon.core.store.account.TokenBalance;
import org.symbolon.core.store.administration.AuditChange;
import org.symbolon.core.store.usage.UsageScope;
import org.symbolon.core.value.AccountId;

/** Balances whose changes by administrators are in the audit log. Tokens that are issued are no such changes. */
final class AuditedBalance implements TokenBalance {
    private static final String BALANCE = "balance";

    private final TokenBalance store;
    private final AuditLog log;

    AuditedBalance(TokenBalance store, AuditLog log) {
        this.store = store;
        this.log = log;
    }

    @Override
    public boolean take(UsageScope scope) {
        return store.take(scope);
    }

    @Override
    public boolean takeAtHand(UsageScope scope) {
        return store.takeAtHand(scope);
    }

    @Override
    public boolean takesLater() {
        return store.takesLater();
    }

    @Override
    public CompletableFuture<Boolean> takeLater(UsageScope scope) {
        return store.takeLater(scope);
    }

    @Override
    public long heldByOthers(AccountId account) {
        return store.heldByOthers(account);
    }

    /**
     * Tells what the balance was shortly before, and what it would be if no tokens were issued meanwhile.
     *
     * @param after the balance after the change, of the one before it
     */
    private <T> T change(AccountId account, String action, LongFunction<String> after, Supplier<T> change) {
        OptionalLong before = store.remaining(account);
        if (before.isEmpty()) {
            return change.get(); // an unlimited account has no balance that could change
        }
        long tokens = before.getAsLong();
        Done done = Done.of(
                action, new AuditChange(BALANCE, Optional.of(Long.toString(tokens)), Optional.of(after.apply(tokens))));
        return log.change(Subjects.of(account), () -> done, change);
    }

    @Override
    public OptionalLong credit(AccountId account, long tokens) {
        return change(
                account,
                "balance.credit",
                before -> Long.toString(Math.addExact(before, tokens)),
                () -> store.credit(account, tokens));
    }

    @Override
    public OptionalLong debit(AccountId account, long tokens) {
        return change(
                account, "balance.debit", before -> Long.toString(before - tokens), () -> store.debit(account, tokens));
    }

    @Override
    public void set(AccountId account, long tokens) {
        change(account, "balance.set", before -> Long.toString(tokens), () -> {
            store.set(account, tokens);
            return account;
        });
    }

    @Override
    public Optional<ImmutableList<EndedLease>> endLeases(String node, boolean giveBack) {
        Done done = Done.of(
                "lease.end",
                new AuditChange("leases", Optional.empty(), Optional.of(giveBack ? "given back" : "written off")));
        return log.change(Subjects.ofNode(node), () -> done, () -> store.endLeases(node, giveBack));
    }

    @Override
    public OptionalDouble sum() {
        return store.sum();
    }

    @Override
    public Optional<String> problem() {
        return store.problem();
    }

    @Override
    public OptionalLong remaining(AccountId account) {
        return store.remaining(account);
    }
}
