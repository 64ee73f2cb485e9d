package org.symbolon.store.jdbc.lease;

import com.google.common.collect.ImmutableList;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.LongStream;
import org.symbolon.core.store.StoreAccess;
import org.symbolon.core.value.AccountId;
import org.symbolon.store.jdbc.database.OpenDatabase;
import org.symbolon.store.jdbc.database.OpenDatabase.Purpose;
import org.symbolon.store.jdbc.sqlite.SqliteDatabase;
import org.symbolon.testing.store.TestScope;

/** A node on a database that other nodes may share. Time passes when a test says so. */
final class TestNode implements AutoCloseable {
    static final int BLOCK = 1_000;
    static final Duration IDLE = Duration.ofSeconds(5);
    static final UUID BOOT = new UUID(1, 2);

    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final TestTime time = new TestTime();
    private final TestDatabase database;
    private final LeasedBalance balance;

    private final TestLivingNodes living = new TestLivingNodes();

    private TestNode(OpenDatabase database, Optional<Path> leases) {
        this.database = new TestDatabase(database);
        LeasedBalance.Terms terms = new LeasedBalance.Terms(BLOCK, IDLE, leases, TIMEOUT);
        this.balance = new LeasedBalance(this.database, terms, time.machine(BOOT), living);
    }

    /** A node in a data folder, with metered accounts of these ids whose balance is zero. */
    static TestNode in(Path data, long... accounts) {
        return in(data, Optional.of(data.resolve("leases")), accounts);
    }

    /** A node that keeps no journal. */
    static TestNode withoutFolder(Path data, long... accounts) {
        return in(data, Optional.empty(), accounts);
    }

    private static TestNode in(Path data, Optional<Path> leases, long... accounts) {
        SqliteDatabase database = SqliteDatabase.at("jdbc:sqlite:symbolon.db", data, TIMEOUT);
        database.migrate();
        TestNode node = new TestNode(database.open(StoreAccess.SERVICE), leases);
        node.addAccounts(LongStream.of(accounts));
        return node;
    }

    void addAccounts(LongStream ids) {
        execute(ids.mapToObj(id -> "INSERT INTO account (id, name, active, tokens, revision) VALUES (" + id
                        + ", '', TRUE, 0, 0) ON CONFLICT DO NOTHING")
                .toArray(String[]::new));
    }

    /** Runs statements that a node would not run. */
    void execute(String... statements) {
        database.write(handle -> {
            for (String statement : statements) {
                handle.execute(statement);
            }
            return statements.length;
        });
    }

    LeasedBalance balance() {
        return balance;
    }

    TestDatabase database() {
        return database;
    }

    String id() {
        return balance.nodeId();
    }

    /** A row of the table of leases. */
    record Row(String node, AccountId account, long granted, long used, Instant reported) {}

    ImmutableList<Row> rows() {
        return database.read(
                Purpose.TOKENS,
                handle -> handle.createQuery(
                                "SELECT node, account, granted, used, reported FROM token_lease ORDER BY node, account")
                        .map((row, context) -> new Row(
                                row.getString(1),
                                new AccountId(row.getLong(2)),
                                row.getLong(3),
                                row.getLong(4),
                                Instant.ofEpochMilli(row.getLong(5))))
                        .collect(ImmutableList.toImmutableList()));
    }

    /** How many tokens of an account were written off. */
    long writtenOff(AccountId account) {
        return database.read(
                Purpose.TOKENS,
                handle -> handle.select("SELECT written_off FROM account WHERE id = ?", account.value())
                        .mapTo(Long.class)
                        .one());
    }

    /** How many tokens of an account the usage has. */
    long issued(AccountId account) {
        return database.read(
                Purpose.TOKENS,
                handle -> handle.select(
                                "SELECT coalesce(sum(total), 0) FROM usage_count"
                                        + " WHERE outcome = 'issued' AND account = ?",
                                account.value())
                        .mapTo(Long.class)
                        .one());
    }

    /** The database loses the connection that says that this node lives. */
    void disconnect() {
        living.close();
    }

    /** How many tokens no node has leased. */
    long free(AccountId account) {
        return database.read(
                Purpose.TOKENS,
                handle -> handle.select("SELECT tokens FROM account WHERE id = ?", account.value())
                        .mapTo(Long.class)
                        .one());
    }

    /** How many tokens are left, including those that nodes have leased. */
    long remaining(AccountId account) {
        return balance.remaining(account).orElseThrow();
    }

    /** Takes this number of tokens, or all that there are; returns how many. */
    int take(AccountId account, int most) {
        int taken = 0;
        while (taken < most && balance.take(TestScope.of(account))) {
            taken++;
        }
        return taken;
    }

    void pass(Duration length) {
        time.pass(length);
    }

    /** Lets a second pass, and runs the background work of that second. */
    void tick() {
        pass(Duration.ofSeconds(1));
        balance.keeper().tick();
    }

    void tick(Duration length) {
        for (long second = 0; second < length.toSeconds(); second++) {
            tick();
        }
    }

    @Override
    public void close() {
        balance.close();
        database.close();
    }
}
