package org.symbolon.store.jdbc.sqlite;

import com.google.common.collect.ImmutableList;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;
import org.symbolon.core.store.account.BalanceTooLowException;
import org.symbolon.core.store.account.TokenBalance;
import org.symbolon.core.store.usage.UsageKey;
import org.symbolon.core.store.usage.UsageScope;
import org.symbolon.core.value.AccountId;
import org.symbolon.store.jdbc.database.OpenDatabase;
import org.symbolon.store.jdbc.database.OpenDatabase.Purpose;
import org.symbolon.store.jdbc.usage.UsageTable;

/**
 * Balances in the column {@code tokens} of the accounts, where NULL means unlimited. Each token is taken in the
 * database: see ADR 3.
 */
final class SqliteBalance implements TokenBalance {
    private final OpenDatabase database;
    private final GroupWriter writer;
    private final FileWatch file;

    SqliteBalance(OpenDatabase database, GroupWriter writer, FileWatch file) {
        this.database = database;
        this.writer = writer;
        this.file = file;
    }

    /** {@inheritDoc} If this throws, the token may have been taken all the same: see {@link OpenDatabase#write}. */
    @Override
    public boolean take(UsageScope scope) {
        file.requirePresent();
        return writer.write(new Take(scope));
    }

    @Override
    public boolean takesLater() {
        return true;
    }

    @Override
    public CompletableFuture<Boolean> takeLater(UsageScope scope) {
        return file.problem()
                .<CompletableFuture<Boolean>>map(CompletableFuture::failedFuture)
                .orElseGet(() -> writer.writeLater(new Take(scope)));
    }

    @Override
    public OptionalLong credit(AccountId account, long tokens) {
        return database.write(handle -> credit(handle, account, tokens));
    }

    /** Adds here and not in SQLite, which turns a sum that does not fit into an inexact floating-point number. */
    private static OptionalLong credit(Handle handle, AccountId account, long tokens) {
        OptionalLong before = tokens(handle, account).orElse(OptionalLong.empty());
        if (before.isEmpty()) {
            return before;
        }
        long after = Math.addExact(before.getAsLong(), tokens);
        replace(handle, account, after);
        return OptionalLong.of(after);
    }

    @Override
    public OptionalLong debit(AccountId account, long tokens) {
        return database.write(handle -> {
            OptionalLong before = tokens(handle, account).orElse(OptionalLong.empty());
            if (before.isPresent() && before.getAsLong() < tokens) {
                throw new BalanceTooLowException(account, before.getAsLong());
            }
            return credit(handle, account, -tokens);
        });
    }

    @Override
    public void set(AccountId account, long tokens) {
        database.write(handle -> replace(handle, account, tokens));
    }

    static int replace(Handle handle, AccountId account, long tokens) {
        return handle.execute(
                "UPDATE account SET tokens = ? WHERE id = ? AND tokens IS NOT NULL", tokens, account.value());
    }

    @Override
    public OptionalDouble sum() {
        return database.sumOfBalances();
    }

    @Override
    public OptionalLong remaining(AccountId account) {
        return database.read(Purpose.TOKENS, handle -> tokens(handle, account)).orElse(OptionalLong.empty());
    }

    /** The balance, which is empty if it is unlimited; nothing if there is no such account. */
    private static Optional<OptionalLong> tokens(Handle handle, AccountId account) {
        return handle.createQuery("SELECT tokens FROM account WHERE id = :id")
                .bind("id", account.value())
                .map((row, context) -> {
                    long tokens = row.getLong("tokens");
                    return row.wasNull() ? OptionalLong.empty() : OptionalLong.of(tokens);
                })
                .findOne();
    }

    /**
     * Takes a token for each caller, as long as there are some, and counts them as issued. All callers of a group who
     * want one in the same scope share it.
     */
    private record Take(UsageScope scope) implements SharedWork<Boolean> {
        private static final String TAKE = "UPDATE account SET tokens = tokens - ? WHERE id = ? AND tokens >= ?";

        @Override
        public ImmutableList<Boolean> run(Handle handle, int callers) throws SQLException {
            long granted = Math.min(callers, takeAll(handle, callers) ? callers : takeRest(handle, callers));
            if (granted > 0) {
                UsageTable.add(handle, UsageKey.issued(scope), granted);
            }
            return IntStream.range(0, callers)
                    .mapToObj(caller -> caller < granted)
                    .collect(ImmutableList.toImmutableList());
        }

        private boolean takeAll(Handle handle, int callers) throws SQLException {
            try (PreparedStatement update = handle.getConnection().prepareStatement(TAKE)) {
                update.setLong(1, callers);
                update.setLong(2, scope.account().value());
                update.setLong(3, callers);
                return update.executeUpdate() == 1;
            }
        }

        /** For an account that is unlimited, does not exist, or has fewer tokens than are wanted. */
        private long takeRest(Handle handle, int callers) {
            Optional<OptionalLong> left = tokens(handle, scope.account());
            if (left.isEmpty()) {
                return 0;
            }
            if (left.get().isEmpty()) {
                return callers;
            }
            long taken = Math.max(0, left.get().getAsLong());
            if (taken > 0) {
                replace(handle, scope.account(), 0);
            }
            return taken;
        }
    }
}
