package org.symbolon.store.jdbc;

import com.google.common.base.Ticker;
import com.google.common.collect.ImmutableMap;
import com.google.common.primitives.Ints;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.sql.DataSource;
import org.symbolon.core.error.StoreUnavailableException;
import org.symbolon.core.store.StoreStatus;

/**
 * What is PostgreSQL's own: pools of connections whose sessions the server itself bounds in time, and a breaker for when it is gone. Of the
 * connections, half read: what waits for a lock keeps no reader waiting.
 */
final class PostgresDatabase implements Database {
    private static final ImmutableMap<String, String> PLACEHOLDERS = ImmutableMap.of(
            "bytes", "BYTEA", "clustered", "", "numbered", "id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY");

    /** Of an advisory lock; "symbolon" in ASCII. */
    private static final long GUARD = 0x73796d626f6c6f6eL;

    /** For a connection, while nobody but the start waits for it. */
    private static final Duration START_TIMEOUT = Duration.ofSeconds(10);

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(1);
    private static final Duration SHORTEST_WAIT = Duration.ofMillis(250);

    private final PostgresAddress address;
    private final Duration timeout;
    private final int connections;
    private final LeaseTerms leases;
    private final List<PostgresPool> pools = new CopyOnWriteArrayList<>();
    private final Breaker breaker;

    /**
     * The database at an address.
     *
     * @param connections how many to make at most, two or more
     */
    PostgresDatabase(PostgresAddress address, int connections, LeaseTerms leases) {
        this.address = address;
        this.timeout = leases.timeout();
        this.leases = leases;
        this.connections = connections;
        this.breaker = new Breaker(address.toString(), this::ask, this::renew, Ticker.systemTicker());
    }

    /** Connects, past the pools, which takes a second at most. */
    private void ask() throws SQLException {
        address.dataSource(LONGEST_WAIT, LONGEST_WAIT).getConnection().close();
    }

    private void renew() {
        pools.forEach(PostgresPool::renew);
    }

    @Override
    public void prepare() {
        try {
            DataSource source = address.dataSource(START_TIMEOUT, SCHEMA_TIMEOUT);
            if (!isCurrent(source)) {
                migrate(source);
            }
        } catch (SQLException e) {
            throw cannotBeOpened(e);
        }
    }

    @Override
    public StoreStatus inspect() {
        try (Connection connection =
                address.dataSource(START_TIMEOUT, SCHEMA_TIMEOUT).getConnection()) {
            return new StoreInspection(PostgresAddress.URL_PREFIX + "//" + address).of(connection);
        } catch (SQLException e) {
            throw cannotBeOpened(e);
        }
    }

    private StoreUnavailableException cannotBeOpened(Exception cause) {
        return new StoreUnavailableException("the database " + address + " cannot be opened", cause);
    }

    private boolean isCurrent(DataSource source) throws SQLException {
        try (Connection connection = source.getConnection()) {
            if (connection.getSchema() == null) {
                throw new StoreUnavailableException("the database " + address
                        + " has no schema for the tables: its search_path, or currentSchema in store.url, names none");
            }
            return Schema.isCurrent(connection, address.toString());
        }
    }

    /** One node at a time; the guard ends with the connection. */
    private void migrate(DataSource source) throws SQLException {
        try (Connection connection = source.getConnection();
                Statement guard = connection.createStatement()) {
            guard.execute("SET lock_timeout = " + SCHEMA_TIMEOUT.toMillis() / 2);
            guard.execute("SELECT pg_advisory_lock(" + GUARD + ")");
            // Whoever held the guard before may have done it.
            if (!isCurrent(source)) {
                Schema.migrate(source, PLACEHOLDERS);
            }
        }
    }

    @Override
    public Readers readers() {
        String session =
                "SET default_transaction_isolation = 'repeatable read'; SET default_transaction_read_only = on";
        return new PostgresReaders(pool("symbolon-readers", connections / 2, session));
    }

    @Override
    public Writer writer() {
        String session = "SET default_transaction_isolation = 'read committed'";
        return new PooledWriter(pool("symbolon-writers", connections - connections / 2, session), timeout);
    }

    @Override
    public StoredBalance balance(Readers readers, Writer writer) {
        return LeasedBalance.open(readers, writer, leases);
    }

    private PostgresPool pool(String name, int size, String session) {
        HikariConfig config = new HikariConfig();
        config.setPoolName(name);
        config.setDataSource(address.dataSource(LONGEST_WAIT, timeout));
        config.setConnectionInitSql(bounds() + session);
        config.setMaximumPoolSize(size);
        // None is kept ready: a pool that tries to while the server is gone tries ever more rarely, and notices late
        // that it is back.
        config.setMinimumIdle(0);
        config.setInitializationFailTimeout(-1);
        config.setConnectionTimeout(within(timeout, LONGEST_WAIT));
        config.setValidationTimeout(within(timeout.dividedBy(2), LONGEST_WAIT.dividedBy(2)));
        PostgresPool pool = new PostgresPool(new HikariDataSource(config), breaker, timeout);
        pools.add(pool);
        return pool;
    }

    private static long within(Duration wanted, Duration longest) {
        return Math.max(SHORTEST_WAIT.toMillis(), Math.min(wanted.toMillis(), longest.toMillis()));
    }

    /**
     * The server gives up before the socket does, so that the connection lasts. A transaction that asks nothing more ends too: its node may be
     * frozen or cut off, and must not hold its locks for ever.
     */
    private String bounds() {
        int millis = Math.max(4, Ints.saturatedCast(timeout.toMillis()));
        return "SET lock_timeout = " + millis / 2 + "; SET statement_timeout = " + millis / 4 * 3
                + "; SET idle_in_transaction_session_timeout = " + millis + "; ";
    }
}
