package org.symbolon.store.jdbc;

import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import java.util.stream.LongStream;
import org.symbolon.core.account.AccountId;

/** A node on a database that may have others; its time goes by when it is told to. */
final class TestNode implements AutoCloseable {
    static final int BLOCK = 1_000;
    static final Duration IDLE = Duration.ofSeconds(5);
    static final UUID BOOT = new UUID(1, 2);

    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final TestTime time = new TestTime();
    private final Readers readers;
    private final TestWriter writer;
    private final LeaseNode node;
    private final LeasedBalance balance;

    private TestNode(SqliteDatabase database, Path leases) {
        this.readers = database.readers();
        this.writer = new TestWriter(new GroupWriter(new WriteConnection(database), TIMEOUT));
        this.node = new LeaseNode(writer, new LeaseTerms(BLOCK, IDLE, leases, TIMEOUT), time.machine(BOOT));
        this.balance = new LeasedBalance(readers, writer, node);
    }

    /** A node in a data folder, with metered accounts of these numbers and balances of nothing. */
    static TestNode in(Path data, long... accounts) {
        SqliteDatabase database = SqliteDatabase.at("jdbc:sqlite:symbolon.db", data, TIMEOUT);
        database.prepare();
        TestNode node = new TestNode(database, data.resolve("leases"));
        node.addAccounts(LongStream.of(accounts));
        return node;
    }

    void addAccounts(LongStream ids) {
        execute(ids.mapToObj(id -> "INSERT INTO account (id, name, active, tokens, revision) VALUES (" + id
                        + ", '', TRUE, 0, 0) ON CONFLICT DO NOTHING")
                .toArray(String[]::new));
    }

    /** Does something to the tables that no node would do. */
    void execute(String... statements) {
        writer.write(Work.of(handle -> {
            for (String statement : statements) {
                handle.execute(statement);
            }
            return statements.length;
        }));
    }

    LeasedBalance balance() {
        return balance;
    }

    TestWriter writer() {
        return writer;
    }

    String id() {
        return node.id();
    }

    Leases leases() {
        return new Leases(readers);
    }

    /** What is free in the store. */
    long free(AccountId account) {
        return readers.read(handle -> JdbcBalance.tokens(handle, account))
                .orElseThrow()
                .orElseThrow();
    }

    /** What is left of an account, the leases of all nodes included. */
    long remaining(AccountId account) {
        return balance.remaining(account).orElseThrow();
    }

    /** Takes so many tokens; fewer if they do not last. */
    int take(AccountId account, int most) {
        int taken = 0;
        while (taken < most && balance.take(account)) {
            taken++;
        }
        return taken;
    }

    void pass(Duration length) {
        time.pass(length);
    }

    /** Lets a second go by, and what is done in it. */
    void tick() {
        pass(Duration.ofSeconds(1));
        node.tick();
    }

    void tick(Duration length) {
        for (long second = 0; second < length.toSeconds(); second++) {
            tick();
        }
    }

    @Override
    public void close() {
        balance.close();
        writer.close();
        readers.close();
    }
}
