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
import org.symbolon.store.jdbc.database.OpenDatabase.Work;
import org.symbolon.store.jdbc.sqlite.TokensAhead.Tokens;
import org.symbolon.store.jdbc.usage.UsageTable;

/**
 * Balances in the column {@code tokens} of the accounts, where NULL means unlimited. Each token has left the database
 * before it is used: see ADR 3 and ADR 49.
 */
final class SqliteBalance implements TokenBalance, AutoCloseable {
    private final OpenDatabase database;
    private final GroupWriter writer;
    private final FileWatch file;
    private final Optional<TokensAhead> ahead;

    /**
     * Balances of a database that is open.
     *
     * @param aheadFile where tokens are noted that are ahead of their callers; empty for a process that takes none ahead
     */
    SqliteBalance(OpenDatabase database, GroupWriter writer, FileWatch file, Optional<AheadFile> aheadFile) {
        this.database = database;
        this.writer = writer;
        this.file = file;
        this.ahead = aheadFile.map(notes -> new TokensAhead(new Advance(), notes));
        ahead.ifPresent(TokensAhead::recover);
    }

    /** {@inheritDoc} If this throws, the token may have been taken all the same: see {@link OpenDatabase#write}. */
    @Override
    public boolean take(UsageScope scope) {
        file.requirePresent();
        return writer.write(new Take(scope));
    }

    @Override
    public boolean takeAtHand(UsageScope scope) {
        return ahead.isPresent() && file.problem().isEmpty() && ahead.get().take(scope);
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
        return withAhead(account, database.write(handle -> credit(handle, account, tokens)));
    }

    private OptionalLong withAhead(AccountId account, OptionalLong left) {
        return left.isEmpty() || ahead.isEmpty()
                ? left
                : OptionalLong.of(left.getAsLong() + ahead.get().unused(account));
    }

    /** Adds here and not in SQLite, which turns a sum that does not fit into an inexact floating-point number. */
    private static OptionalLong credit(Handle handle, AccountId account, long tokens) {
        OptionalLong before = tokens(handle, account).orElse(OptionalLong.empty());
        if (before.isEmpty()) {
            return before;
        }
        long after = Math.addExact(before.getAsLong(), tokens);
        write(handle, account, after);
        return OptionalLong.of(after);
    }

    @Override
    public OptionalLong debit(AccountId account, long tokens) {
        return withAhead(account, database.write(handle -> {
            OptionalLong before = tokens(handle, account).orElse(OptionalLong.empty());
            if (before.isPresent() && before.getAsLong() < tokens) {
                throw new BalanceTooLowException(account, before.getAsLong());
            }
            return credit(handle, account, -tokens);
        }));
    }

    @Override
    public void set(AccountId account, long tokens) {
        changeAndSet(account, tokens, handle -> true);
    }

    /** Makes a change and replaces the balance, as {@link #set} does, in the same transaction. */
    <T> T changeAndSet(AccountId account, long tokens, Work<T> change) {
        T made = database.write(handle -> {
            T answer = change.run(handle);
            handle.execute("UPDATE account SET balance_set = balance_set + 1 WHERE id = ?", account.value());
            write(handle, account, tokens);
            return answer;
        });
        ahead.ifPresent(taken -> taken.drop(account));
        return made;
    }

    private static void write(Handle handle, AccountId account, long tokens) {
        handle.execute("UPDATE account SET tokens = ? WHERE id = ? AND tokens IS NOT NULL", tokens, account.value());
    }

    @Override
    public OptionalDouble sum() {
        return database.sumOfBalances();
    }

    /** {@inheritDoc} Exact when no token was taken for a moment; before that, tokens may be missing that are on their way. */
    @Override
    public OptionalLong remaining(AccountId account) {
        return withAhead(
                account,
                database.read(Purpose.TOKENS, handle -> tokens(handle, account)).orElse(OptionalLong.empty()));
    }

    /** Puts the tokens back that nobody has used. */
    @Override
    public void close() {
        ahead.ifPresent(TokensAhead::close);
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
                write(handle, scope.account(), 0);
            }
            return taken;
        }
    }

    /** Moves tokens between balances and {@link TokensAhead}. */
    private final class Advance implements TokensAhead.Balances {
        /** One token in so many that are left may be ahead, so the last of them are taken one by one. */
        private static final long SHARE = 100;

        /** What is left of a metered account's balance, and how often that balance was replaced. */
        private record Balance(long tokens, long replaced) {}

        private static Optional<Balance> balance(Handle handle, AccountId account) {
            return handle.createQuery("SELECT tokens, balance_set FROM account WHERE id = :id AND tokens IS NOT NULL")
                    .bind("id", account.value())
                    .map((row, context) -> new Balance(row.getLong("tokens"), row.getLong("balance_set")))
                    .findOne();
        }

        /** {@inheritDoc} Takes at most a hundredth of what is left. */
        @Override
        public CompletableFuture<Tokens> take(UsageScope scope, long most) {
            return writer.writeLater(SharedWork.of(handle -> {
                Balance left = balance(handle, scope.account()).orElse(new Balance(0, 0));
                Tokens taken = new Tokens(Math.min(most, left.tokens() / SHARE), left.replaced());
                if (taken.count() > 0) {
                    write(handle, scope.account(), left.tokens() - taken.count());
                    UsageTable.add(handle, UsageKey.issued(scope), taken.count());
                }
                return taken;
            }));
        }

        @Override
        public CompletableFuture<?> putBack(UsageScope scope, Tokens unused) {
            return writer.writeLater(SharedWork.of(handle -> {
                UsageTable.add(handle, UsageKey.issued(scope), -unused.count());
                balance(handle, scope.account())
                        .filter(now -> now.replaced() == unused.replaced())
                        .ifPresent(now -> write(handle, scope.account(), Math.addExact(now.tokens(), unused.count())));
                return unused;
            }));
        }
    }
}
