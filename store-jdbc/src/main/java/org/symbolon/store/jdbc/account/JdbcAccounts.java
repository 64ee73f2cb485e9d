package org.symbolon.store.jdbc.account;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import java.util.Optional;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.symbolon.core.store.account.Account;
import org.symbolon.core.store.account.AccountChanges;
import org.symbolon.core.store.account.AccountStore;
import org.symbolon.core.value.AccountId;
import org.symbolon.store.jdbc.database.OpenDatabase;

/** Accounts in tables. */
public final class JdbcAccounts implements AccountStore {
    private final OpenDatabase database;

    public JdbcAccounts(OpenDatabase database) {
        this.database = database;
    }

    @Override
    public AccountChanges changesAfter(long earlier) {
        return database.read(handle -> {
            long revision = revision(handle);
            return revision <= earlier
                    ? new AccountChanges(revision, ImmutableList.of())
                    : handle.inTransaction(snapshot -> changes(snapshot, earlier));
        });
    }

    private static AccountChanges changes(Handle snapshot, long earlier) {
        return new AccountChanges(
                revision(snapshot), AccountReader.changedAfter(earlier).read(snapshot), deleted(snapshot, earlier));
    }

    private static ImmutableSet<AccountId> deleted(Handle snapshot, long earlier) {
        return snapshot.createQuery("SELECT id FROM deleted_account WHERE revision > ?")
                .bind(0, earlier)
                .mapTo(Long.class)
                .map(AccountId::new)
                .collect(ImmutableSet.toImmutableSet());
    }

    private static long revision(Handle handle) {
        return handle.createQuery("SELECT value FROM account_revision")
                .mapTo(Long.class)
                .one();
    }

    @Override
    public Account change(AccountId id, Function<Optional<Account>, Account> change) {
        return database.write(handle -> change(handle, id, change));
    }

    @Override
    public Account change(AccountId id, Function<Optional<Account>, Account> change, long tokens) {
        return database.writeAndSetBalance(id, tokens, handle -> change(handle, id, change));
    }

    private static Account change(Handle handle, AccountId id, Function<Optional<Account>, Account> change) {
        long revision = nextRevision(handle);
        Optional<Account> before = AccountReader.of(id).read(handle).stream().findFirst();
        Account after = change.apply(before);
        if (!after.id().equals(id)) {
            throw new IllegalArgumentException("account " + id + " cannot become account " + after.id());
        }
        new AccountWriter(handle, after).write(revision);
        handle.execute("DELETE FROM deleted_account WHERE id = ?", id.value());
        return after;
    }

    @Override
    public boolean delete(AccountId id) {
        return new AccountRemoval(database, id).run();
    }

    static long nextRevision(Handle handle) {
        return handle.createQuery("UPDATE account_revision SET value = value + 1 RETURNING value")
                .mapTo(Long.class)
                .one();
    }
}
