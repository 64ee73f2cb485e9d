package org.symbolon.store.jdbc.lease;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSortedMap;
import com.google.common.collect.ImmutableSortedSet;
import com.google.common.math.LongMath;
import java.math.RoundingMode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;
import org.symbolon.core.store.account.BalanceTooLowException;
import org.symbolon.core.value.AccountId;
import org.symbolon.store.jdbc.lease.AccountLease.Grant;
import org.symbolon.store.jdbc.lease.AccountLease.Outcome;
import org.symbolon.store.jdbc.usage.UsageTable;

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

    /**
     * A lease in the table, as its node last reported it.
     *
     * @param counted what {@link LeaseUse#since} needs; empty if the node counts no usage
     */
    record Row(long granted, long used, Optional<String> counted) {
        /** Reads the columns {@code granted}, {@code used} and {@code counted}, which are the first ones. */
        static Row read(ResultSet row) throws SQLException {
            return new Row(row.getLong(1), row.getLong(2), Optional.ofNullable(row.getString(3)));
        }

        long unused() {
            return Math.max(0, granted - used);
        }
    }

    /** A lease of this node in the table, and whether another node has asked for its tokens. */
    record Own(long granted, boolean asked) {}

    private final String node;
    private final boolean journaled;
    private final InstantSource clock;

    /**
     * The rows of a node.
     *
     * @param journaled whether the node keeps a journal of what it uses
     */
    LeaseTable(String node, boolean journaled, InstantSource clock) {
        this.node = node;
        this.journaled = journaled;
        this.clock = clock;
    }

    /**
     * Grants tokens to the node, so that it has the wanted number of unused ones, or fewer if the account has few. An
     * earlier grant whose answer was lost is included in the result.
     */
    Grant grant(Handle handle, AccountId account, LeaseUse use, long wanted) {
        OptionalLong free = lock(handle, account);
        Optional<Row> row = lockRow(handle, account);
        long used = use.total();
        long granted = row.map(Row::granted).orElse(used);
        if (free.isEmpty()) {
            return new Grant(granted, row.isPresent(), Outcome.UNLIMITED);
        }
        long more = Math.max(
                0,
                Math.min(wanted - (granted - used), LongMath.divide(free.getAsLong(), SHARES, RoundingMode.CEILING)));
        long left = free.getAsLong() - more;
        long held = left < wanted ? askOthers(handle, account, left) : 0;
        if (more > 0) {
            addFree(handle, account, -more);
            count(handle, row, use);
            return new Grant(enlarge(handle, account, use, more), true, Outcome.ASK_STORE, held);
        }
        return new Grant(granted, row.isPresent(), granted > used ? Outcome.ASK_STORE : Outcome.NONE_LEFT, held);
    }

    /**
     * Asks the other nodes for what they have leased and not used, if that is more than what is free: otherwise this
     * node would soon refuse requests although the account has tokens. They see it within a second. Returns how many
     * tokens they have.
     */
    private long askOthers(Handle handle, AccountId account, long free) {
        long held = heldByOthers(handle, account);
        if (held > Math.max(0, free)) {
            handle.createUpdate("UPDATE token_lease SET asked = :now"
                            + " WHERE account = :account AND node <> :node AND granted > used AND asked IS NULL")
                    .bind("now", clock.millis())
                    .bind("account", account.value())
                    .bind("node", node)
                    .execute();
        }
        return held;
    }

    /** How many tokens other nodes have leased and not used, as they last reported. */
    private long heldByOthers(Handle handle, AccountId account) {
        return handle.createQuery("SELECT coalesce(sum(granted - used), 0) FROM token_lease"
                        + " WHERE account = :account AND node <> :node")
                .bind("account", account.value())
                .bind("node", node)
                .mapTo(Long.class)
                .one();
    }

    /** The rows of the node. */
    ImmutableMap<AccountId, Own> rows(Handle handle) {
        return handle.createQuery(
                        "SELECT account, granted, asked IS NOT NULL AS asked FROM token_lease WHERE node = :node")
                .bind("node", node)
                .map((row, context) -> Map.entry(
                        new AccountId(row.getLong("account")),
                        new Own(row.getLong("granted"), row.getBoolean("asked"))))
                .collect(ImmutableMap.toImmutableMap(Map.Entry::getKey, Map.Entry::getValue));
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

    /** The row of the node, which nobody else changes before the transaction ends, such as by a report. */
    private Optional<Row> lockRow(Handle handle, AccountId account) {
        return row(handle, account, "UPDATE token_lease SET used = used WHERE node = :node AND account = :account");
    }

    private Optional<Row> row(Handle handle, AccountId account, String change) {
        return handle.createQuery(change + " RETURNING granted, used, counted")
                .bind("node", node)
                .bind("account", account.value())
                .map((row, context) -> Row.read(row))
                .findOne();
    }

    /**
     * Adds to the usage what the row does not say is counted already: nothing if a report, which had to be made at the
     * same time, was later than what is known here. Without a row, everything before has been counted
     * when the last row ended.
     */
    private static void count(Handle handle, Optional<Row> row, LeaseUse use) {
        row.flatMap(Row::counted).ifPresent(counted -> UsageTable.addAll(handle, use.since(counted)));
    }

    /**
     * Adds to the row of the node, and reports what it has used, so that no more than one grant can be written off when
     * the node is killed. A new row begins with what the node has used under earlier rows.
     */
    private long enlarge(Handle handle, AccountId account, LeaseUse use, long more) {
        return handle.createQuery("""
                        INSERT INTO token_lease (node, account, granted, used, reported, journaled, counted)
                        VALUES (:node, :account, :granted, :used, :now, :journaled, :counted)
                        ON CONFLICT (node, account) DO UPDATE SET granted = token_lease.granted + :more,
                            used = CASE WHEN token_lease.used < :used THEN :used ELSE token_lease.used END,
                            counted = CASE WHEN token_lease.used < :used THEN :counted ELSE token_lease.counted END
                        RETURNING granted
                        """)
                .bind("node", node)
                .bind("account", account.value())
                .bind("granted", use.total() + more)
                .bind("used", use.total())
                .bind("counted", use.counted())
                .bind("now", clock.millis())
                .bind("journaled", journaled)
                .bind("more", more)
                .mapTo(Long.class)
                .one();
    }

    /**
     * Deletes the row of the node, frees the tokens that were not used, unless the account has become unlimited, and
     * counts the others.
     */
    Optional<Row> end(Handle handle, AccountId account, LeaseUse use) {
        Optional<Row> row = delete(handle, account);
        row.map(Row::granted)
                .filter(granted -> granted > use.total())
                .ifPresent(granted -> addFree(handle, account, granted - use.total()));
        count(handle, row, use);
        return row;
    }

    /** Deletes the row of the node, frees nothing, and counts the tokens that it had not reported as used. */
    Optional<Row> writeOff(Handle handle, AccountId account) {
        Optional<Row> row = delete(handle, account);
        row.map(Row::unused)
                .filter(unused -> unused > 0)
                .ifPresent(unused -> handle.execute(
                        "UPDATE account SET written_off = written_off + ? WHERE id = ?", unused, account.value()));
        return row;
    }

    /** The row of the node, which nobody else changes before the transaction ends. */
    Optional<Row> find(Handle handle, AccountId account) {
        lock(handle, account);
        return lockRow(handle, account);
    }

    /** The nodes without a journal that have leases, but for this one. */
    ImmutableList<String> othersWithoutJournal(Handle handle) {
        return handle.createQuery("SELECT DISTINCT node FROM token_lease WHERE journaled = FALSE AND node <> :node")
                .bind("node", node)
                .mapTo(String.class)
                .collect(ImmutableList.toImmutableList());
    }

    private Optional<Row> delete(Handle handle, AccountId account) {
        lock(handle, account);
        return row(handle, account, "DELETE FROM token_lease WHERE node = :node AND account = :account");
    }

    /** Writes how many tokens have been used, and counts them. */
    int report(Handle handle, ImmutableSortedMap<AccountId, LeaseUse> used) {
        return new LeaseReport(node, clock).write(handle, used);
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
