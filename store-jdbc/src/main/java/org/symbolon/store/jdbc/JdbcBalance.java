package org.symbolon.store.jdbc;

import java.util.Optional;
import java.util.OptionalLong;
import org.jdbi.v3.core.Handle;
import org.symbolon.core.account.AccountId;

/** Balances in the column {@code tokens} of the accounts, where NULL stands for unlimited. */
final class JdbcBalance implements StoredBalance {
    private final Readers readers;
    private final Writer writer;

    JdbcBalance(Readers readers, Writer writer) {
        this.readers = readers;
        this.writer = writer;
    }

    /** {@inheritDoc} One that throws may have spent the token all the same; see {@link Writer}. */
    @Override
    public boolean take(AccountId account) {
        return writer.write(new Take(account));
    }

    @Override
    public OptionalLong credit(AccountId account, long tokens) {
        return writer.write(Work.of(handle -> credit(handle, account, tokens)));
    }

    private static OptionalLong credit(Handle handle, AccountId account, long tokens) {
        // Added up here, since SQLite goes on with a rounded number where a sum is too large.
        Optional<Long> before = handle.createQuery(
                        "UPDATE account SET tokens = tokens WHERE id = :id AND tokens IS NOT NULL RETURNING tokens")
                .bind("id", account.value())
                .mapTo(Long.class)
                .findOne();
        if (before.isEmpty()) {
            return OptionalLong.empty();
        }
        long after = Math.addExact(before.get(), tokens);
        replace(handle, account, after);
        return OptionalLong.of(after);
    }

    @Override
    public void set(AccountId account, long tokens) {
        writer.write(Work.of(handle -> replace(handle, account, tokens)));
    }

    private static int replace(Handle handle, AccountId account, long tokens) {
        return handle.createUpdate("UPDATE account SET tokens = :tokens WHERE id = :id AND tokens IS NOT NULL")
                .bind("tokens", tokens)
                .bind("id", account.value())
                .execute();
    }

    @Override
    public OptionalLong remaining(AccountId account) {
        return readers.read(handle -> tokens(handle, account)).orElse(OptionalLong.empty());
    }

    /** The balance, empty where it is unlimited, of an account if it is there. */
    static Optional<OptionalLong> tokens(Handle handle, AccountId account) {
        return handle.createQuery("SELECT tokens FROM account WHERE id = :id")
                .bind("id", account.value())
                .map((row, context) -> {
                    long tokens = row.getLong("tokens");
                    return row.wasNull() ? OptionalLong.empty() : OptionalLong.of(tokens);
                })
                .findOne();
    }
}
