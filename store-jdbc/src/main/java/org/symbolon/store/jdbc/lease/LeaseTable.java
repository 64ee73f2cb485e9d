package org.symbolon.store.jdbc.lease;

import com.google.common.collect.ImmutableSortedSet;
import com.google.common.math.LongMath;
import java.math.RoundingMode;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.symbolon.core.store.account.BalanceTooLowException;
import org.symbolon.core.value.AccountId;
import org.symbolon.store.jdbc.lease.AccountLease.Grant;
import org.symbolon.store.jdbc.lease.AccountLease.Outcome;

/**
 * The rows of one node in {@code token_lease}, and the balances that they are taken from. The column {@code tokens} of
 * an account has what no node has leased; what is left of a balance is that and what nodes have leased but not used.
 *
 * <p>Each change of a lease locks the account first, so changes of one account follow one another. Changes of several
 * accounts lock them in the order of their ids, so that they cannot deadlock.
 */
final class LeaseTable {
    static final Comparator<AccountId> LOCKING_ORDER = Comparator.comparingLong(AccountId::value);

    /** A node gets this part of the free tokens at most, so that several nodes share the last ones. */
    private static final long SHARES = 4;

    /**
     * The sum of what nodes have leased but not used. This node knows what it has used, other nodes have reported it
     * about a second ago.
     */
    private static final String LEASED = """
            SELECT coalesce(sum(granted - CASE WHEN node = :node THEN :used ELSE used END), 0)
            FROM token_lease WHERE account = :account
            """;

    private static final RowMapper<OptionalLong> NUMBER_OR_NULL = (row, context) -> {
        long number = row.getLong(1);
        return row.wasNull() ? OptionalLong.empty() : OptionalLong.of(number);
    };

    /** A lease in the table. */
    record Row(long granted, long used) {}

    private final String node;
    private final InstantSource clock;

    LeaseTable(String node, InstantSource clock) {
        this.node = node;
        this.clock = clock;
    }

    /**
     * Grants tokens to the node, so that it has the wanted number of unused ones, or fewer if the account has few. An
     * earlier grant whose answer was lost is included in the result.
     */
    Grant grant(Handle handle, AccountId account, long used, long wanted) {
        OptionalLong free = lock(handle, account);
        Optional<Long> row = granted(handle, account);
        long granted = row.orElse(used);
        if (free.isEmpty()) {
            return new Grant(granted, row.isPresent(), Outcome.UNLIMITED);
        }
        long more =
                Math.min(wanted - (granted - used), LongMath.divide(free.getAsLong(), SHARES, RoundingMode.CEILING));
        if (more > 0) {
            addFree(handle, account, -more);
            return new Grant(enlarge(handle, account, used, more), true, Outcome.ASK_STORE);
        }
        return new Grant(granted, row.isPresent(), granted > used ? Outcome.ASK_STORE : Outcome.NONE_LEFT);
    }

    /**
     * Locks an account until the end of the transaction, and returns how many tokens are free; empty if the account is
     * unlimited. That is less than zero after the balance was set to less than nodes have leased, and zero if there is
     * no such account.
     */
    private static OptionalLong lock(Handle handle, AccountId account) {
        return handle.createQuery("UPDATE account SET tokens = tokens WHERE id = :id RETURNING tokens")
                .bind("id", account.value())
                .map(NUMBER_OR_NULL)
                .findOne()
                .orElse(OptionalLong.of(0));
    }

    /** Adds to the free tokens of an account; false if it is unlimited or does not exist. */
    private static boolean addFree(Handle handle, AccountId account, long tokens) {
        return handle.execute(
                        "UPDATE account SET tokens = tokens + ? WHERE id = ? AND tokens IS NOT NULL",
                        tokens,
                        account.value())
                == 1;
    }

    private Optional<Long> granted(Handle handle, AccountId account) {
        return handle.createQuery("SELECT granted FROM token_lease WHERE node = :node AND account = :account")
                .bind("node", node)
                .bind("account", account.value())
                .mapTo(Long.class)
                .findOne();
    }

    /** Adds to the row of the node. A new row begins with what the node has used under earlier rows. */
    private long enlarge(Handle handle, AccountId account, long used, long more) {
        return handle.createQuery("""
                        INSERT INTO token_lease (node, account, granted, used, reported)
                        VALUES (:node, :account, :granted, :used, :now)
                        ON CONFLICT (node, account) DO UPDATE SET granted = token_lease.granted + :more
                        RETURNING granted
                        """)
                .bind("node", node)
                .bind("account", account.value())
                .bind("granted", used + more)
                .bind("used", used)
                .bind("now", clock.millis())
                .bind("more", more)
                .mapTo(Long.class)
                .one();
    }

    /** Deletes the row of the node and frees the tokens that were not used, unless the account has become unlimited. */
    Optional<Row> end(Handle handle, AccountId account, long used) {
        Optional<Row> row = delete(handle, account);
        row.map(Row::granted)
                .filter(granted -> granted > used)
                .ifPresent(granted -> addFree(handle, account, granted - used));
        return row;
    }

    /** Deletes the row of the node and frees no tokens. */
    Optional<Row> delete(Handle handle, AccountId account) {
        lock(handle, account);
        return handle.createQuery(
                        "DELETE FROM token_lease WHERE node = :node AND account = :account RETURNING granted, used")
                .bind("node", node)
                .bind("account", account.value())
                .map((row, context) -> new Row(row.getLong(1), row.getLong(2)))
                .findOne();
    }

    /** Writes how many tokens have been used. Of two reports that overtake each other, the higher number stays. */
    int report(Handle handle, Map<AccountLease, Long> used) {
        PreparedBatch batch = handle.prepareBatch(
                "UPDATE token_lease SET used = ?, reported = ? WHERE node = ? AND account = ? AND used < ?");
        used.entrySet().stream()
                .sorted(Comparator.comparing(entry -> entry.getKey().account(), LOCKING_ORDER))
                .forEach(entry -> batch.add(
                        entry.getValue(),
                        clock.millis(),
                        node,
                        entry.getKey().account().value(),
                        entry.getValue()));
        return batch.execute().length;
    }

    /** The accounts of which the node has leases. */
    ImmutableSortedSet<AccountId> accounts(Handle handle) {
        return handle.createQuery("SELECT account FROM token_lease WHERE node = :node")
                .bind("node", node)
                .mapTo(Long.class)
                .map(AccountId::new)
                .collect(ImmutableSortedSet.toImmutableSortedSet(LOCKING_ORDER));
    }

    /**
     * Adds to a balance, and returns what is left of it.
     *
     * @param used how many tokens of the account this node has used
     */
    OptionalLong credit(Handle handle, AccountId account, long tokens, long used) {
        OptionalLong free = lock(handle, account);
        if (free.isEmpty()) {
            return OptionalLong.empty();
        }
        long left = Math.addExact(Math.addExact(free.getAsLong(), leased(handle, account, used)), tokens);
        return addFree(handle, account, tokens) ? OptionalLong.of(left) : OptionalLong.empty();
    }

    /**
     * Takes tokens away from a balance, and returns what is left of it. The caller's transaction is rolled back if the
     * balance has too few.
     *
     * @param used how many tokens of the account this node has used
     */
    OptionalLong debit(Handle handle, AccountId account, long tokens, long used) {
        OptionalLong free = lock(handle, account);
        if (free.isEmpty() || !addFree(handle, account, -tokens)) {
            return OptionalLong.empty();
        }
        long before = free.getAsLong() + leased(handle, account, used);
        if (before < tokens) {
            throw new BalanceTooLowException(account, before);
        }
        return OptionalLong.of(before - tokens);
    }

    /** Replaces what is left of a balance, of which nodes keep what they have leased. */
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

    /** What is left of a balance, in one statement, so that all its parts are of one moment. */
    OptionalLong remaining(Handle handle, AccountId account, long used) {
        Optional<OptionalLong> left = handle.createQuery(
                        "SELECT tokens + (" + LEASED + ") FROM account WHERE id = :account")
                .bind("node", node)
                .bind("used", used)
                .bind("account", account.value())
                .map(NUMBER_OR_NULL)
                .findOne();
        return left.orElse(OptionalLong.empty());
    }
}
