package org.symbolon.core.internal.audit;

import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Function;
import org.symbolon.core.internal.audit.AuditLog.Done;
import org.symbolon.core.store.account.Account;
import org.symbolon.core.store.account.AccountChanges;
import org.symbolon.core.store.account.AccountStore;
import org.symbolon.core.store.administration.AuditChange;
import org.symbolon.core.value.AccountId;
import org.symbolon.core.value.DrmId;

/** Accounts whose changes are in the audit log. */
final class AuditedAccounts implements AccountStore {
    private final AccountStore store;
    private final AuditLog log;
    private final AccountFields fields;

    /**
     * Wraps a store.
     *
     * @param secret whether a default parameter of a DRM is a secret, which is masked
     */
    AuditedAccounts(AccountStore store, AuditLog log, BiPredicate<DrmId, String> secret) {
        this.store = store;
        this.log = log;
        this.fields = new AccountFields(secret);
    }

    @Override
    public AccountChanges changesAfter(long revision) {
        return store.changesAfter(revision);
    }

    /** What a change makes of an account, noted within its transaction. */
    private final class Noted {
        private Optional<Account> before = Optional.empty();
        private Optional<Account> after = Optional.empty();

        Function<Optional<Account>, Account> noting(Function<Optional<Account>, Account> change) {
            return stored -> {
                Account changed = change.apply(stored);
                before = stored;
                after = Optional.of(changed);
                return changed;
            };
        }

        Done done() {
            return new Done(before.isPresent() ? "account.change" : "account.create", fields.difference(before, after));
        }

        Done doneWith(long tokens) {
            AuditChange balance = new AuditChange("balance", Optional.empty(), Optional.of(Long.toString(tokens)));
            boolean metered = after.filter(Account::metered).isPresent();
            Done done = done();
            return metered ? done.with(balance) : done;
        }
    }

    @Override
    public Account change(AccountId id, Function<Optional<Account>, Account> change) {
        Noted noted = new Noted();
        return log.change(Subjects.of(id), noted::done, () -> store.change(id, noted.noting(change)));
    }

    @Override
    public Account change(AccountId id, Function<Optional<Account>, Account> change, long tokens) {
        Noted noted = new Noted();
        return log.change(
                Subjects.of(id), () -> noted.doneWith(tokens), () -> store.change(id, noted.noting(change), tokens));
    }

    /** {@inheritDoc} Reads all accounts, to note what was deleted; deletions are rare. */
    @Override
    public boolean delete(AccountId id) {
        Optional<Account> before = store.changesAfter(0).accounts().stream()
                .filter(account -> account.id().equals(id))
                .findFirst();
        return before.isPresent()
                && log.change(
                        Subjects.of(id),
                        () -> new Done("account.delete", fields.difference(before, Optional.empty())),
                        () -> store.delete(id));
    }
}
