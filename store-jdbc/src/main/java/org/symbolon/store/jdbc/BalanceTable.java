package org.symbolon.store.jdbc;

import java.util.Optional;
import java.util.OptionalLong;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;
import org.symbolon.core.account.AccountId;

/**
 * Balances of which a part is leased, seen from one node: what is left is what is free, the column {@code tokens}, and what nodes have but did not
 * use. What the node itself used it knows, so that the caller says it; of the others it is known as they reported it, a second late at most.
 */
final class BalanceTable {
    private static final RowMapper<OptionalLong> NUMBER_OR_NONE = (row, context) -> {
        long tokens = row.getLong(1);
        return row.wasNull() ? OptionalLong.empty() : OptionalLong.of(tokens);
    };

    /** The sum over what is leased. */
    private static final String LEASED = """
            SELECT coalesce(sum(granted - CASE WHEN node = :node THEN :used ELSE used END), 0)
            FROM token_lease WHERE account = :account
            """;

    private final String node;

    BalanceTable(String node) {
        this.node = node;
    }

    /**
     * Locks an account until the end of the transaction, and returns what is free: below zero after a balance was set to less than nodes had; zero
     * for an account that is not there; empty for one that is unlimited. An update, as there is no other statement that locks everywhere.
     */
    static OptionalLong lock(Handle handle, AccountId account) {
        return handle.createQuery("UPDATE account SET tokens = tokens WHERE id = :id RETURNING tokens")
                .bind("id", account.value())
                .map(NUMBER_OR_NONE)
                .findOne()
                .orElse(OptionalLong.of(0));
    }

    /** Changes what is free of a metered account by so much; false if there is none. */
    static boolean add(Handle handle, AccountId account, long tokens) {
        return handle.execute(
                        "UPDATE account SET tokens = tokens + ? WHERE id = ? AND tokens IS NOT NULL",
                        tokens,
                        account.value())
                == 1;
    }

    /** Adds to what is left, and returns that. */
    OptionalLong credit(Handle handle, AccountId account, long tokens, long used) {
        OptionalLong free = lock(handle, account);
        if (free.isEmpty()) {
            return OptionalLong.empty();
        }
        // Added up here, since SQLite goes on with a rounded number where a sum is too large.
        long left = Math.addExact(Math.addExact(free.getAsLong(), leased(handle, account, used)), tokens);
        return add(handle, account, tokens) ? OptionalLong.of(left) : OptionalLong.empty();
    }

    /** Makes what is left so much. */
    int set(Handle handle, AccountId account, long tokens, long used) {
        lock(handle, account);
        return handle.execute(
                "UPDATE account SET tokens = ? WHERE id = ? AND tokens IS NOT NULL",
                Math.subtractExact(tokens, leased(handle, account, used)),
                account.value());
    }

    private long leased(Handle handle, AccountId account, long used) {
        return handle.createQuery(LEASED)
                .bind("node", node)
                .bind("used", used)
                .bind("account", account.value())
                .mapTo(Long.class)
                .one();
    }

    /** What is left, in one statement and so of one moment. */
    OptionalLong remaining(Handle handle, AccountId account, long used) {
        Optional<OptionalLong> left = handle.createQuery(
                        "SELECT tokens + (" + LEASED + ") FROM account WHERE id = :account")
                .bind("node", node)
                .bind("used", used)
                .bind("account", account.value())
                .map(NUMBER_OR_NONE)
                .findOne();
        return left.orElse(OptionalLong.empty());
    }
}
