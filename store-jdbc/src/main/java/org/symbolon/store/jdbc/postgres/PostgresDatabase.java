package org.symbolon.store.jdbc.postgres;

import com.google.common.base.Ticker;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.primitives.Ints;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import javax.sql.DataSource;
import org.symbolon.core.diagnosis.Finding;
import org.symbolon.core.error.StoreUnavailableException;
import org.symbolon.core.store.StoreAccess;
import org.symbolon.core.store.StoreStatus;
import org.symbolon.store.jdbc.database.Database;
import org.symbolon.store.jdbc.database.OpenDatabase;
import org.symbolon.store.jdbc.database.Schema;
import org.symbolon.store.jdbc.database.StoreInspection;
import org.symbolon.store.jdbc.lease.LeasedBalance;

/**
 * A store on PostgreSQL: how to create its tables, and how to connect to it. Half of the connections only read, so that
 * changes which wait for a lock do not keep queries waiting.
 */
public final class PostgresDatabase implements Database {
    private static final ImmutableMap<String, String> PLACEHOLDERS = ImmutableMap.of(
            "bytes",
            "BYTEA",
            "clustered",
            "",
            "numbered",
            "id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY",
            "postgresql",
            "");

    /** The number of the advisory lock that is held during a migration: "symbolon" in ASCII. */
    private static final long MIGRATION_LOCK = 0x73796d626f6c6f6eL;

    /** How long migration and inspection, for which no caller waits, try to connect. */
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(1);

    /** The shortest time-out that the pool accepts. */
    private static final Duration SHORTEST_WAIT = Duration.ofMillis(250);

    private final PostgresAddress address;
    private final Duration timeout;
    private final int connections;
    private final LeasedBalance.Terms terms;

    /**
     * The database at an address.
     *
     * @param connections how many connections to open at most, two or more
     * @param terms of the leases, and how long a caller waits for the database
     */
    public PostgresDatabase(PostgresAddress address, int connections, LeasedBalance.Terms terms) {
        this.address = address;
        this.timeout = terms.timeout();
        this.terms = terms;
        this.connections = connections;
    }

    @Override
    public void migrate() {
        try {
            DataSource source = address.dataSource(CONNECT_TIMEOUT, SCHEMA_TIMEOUT);
            if (!isCurrent(source)) {
                // Changing the tables of a large store may take as long as it likes.
                migrateUnlessCurrent(address.dataSource(CONNECT_TIMEOUT, Duration.ZERO));
            }
        } catch (SQLException e) {
            throw cannotBeOpened(e);
        }
    }

    @Override
    public StoreStatus inspect() {
        try (Connection connection =
                address.dataSource(CONNECT_TIMEOUT, SCHEMA_TIMEOUT).getConnection()) {
            return new StoreInspection(PostgresAddress.URL_PREFIX + "//" + address).of(connection);
        } catch (SQLException e) {
            throw cannotBeOpened(e);
        }
    }

    @Override
    public ImmutableList<Finding> examine(InstantSource clock) {
        try (Connection connection =
                address.dataSource(CONNECT_TIMEOUT, SCHEMA_TIMEOUT).getConnection()) {
            return PostgresExamination.of(connection, connections, clock);
        } catch (SQLException e) {
            throw cannotBeOpened(e);
        }
    }

    private StoreUnavailableException cannotBeOpened(Exception cause) {
        return new StoreUnavailableException(
                "the database " + address + " cannot be opened: " + cause.getMessage(), cause);
    }

    private boolean isCurrent(DataSource source) throws SQLException {
        try (Connection connection = source.getConnection()) {
            if (connection.getSchema() == null) {
                throw new StoreUnavailableException("the database " + address + " has no schema for the tables:"
                        + " its search_path, or currentSchema in store.url, names none that exists");
            }
            return Schema.isCurrent(connection, address.toString());
        }
    }

    /** Holds an advisory lock, so that one node migrates at a time. The lock ends with the connection. */
    private void migrateUnlessCurrent(DataSource source) throws SQLException {
        try (Connection connection = source.getConnection();
                Statement lock = connection.createStatement()) {
            lock.execute("SET lock_timeout = " + SCHEMA_TIMEOUT.toMillis() / 2);
            lock.execute("SELECT pg_advisory_lock(" + MIGRATION_LOCK + ")");
            // Another node may have migrated while this one waited for the lock.
            if (!isCurrent(source)) {
                Schema.migrate(source, PLACEHOLDERS);
            }
        }
    }

    @Override
    public OpenDatabase open(StoreAccess access) {
        String reading =
                "SET default_transaction_isolation = 'repeatable read'; SET default_transaction_read_only = on";
        String writing = "SET default_transaction_isolation = 'read committed'";
        HikariDataSource readers = pool("symbolon-readers", connections / 2, reading);
        HikariDataSource writers = pool("symbolon-writers", connections - connections / 2, writing);
        CircuitBreaker breaker = new CircuitBreaker(
                address.toString(), this::probe, () -> evict(readers, writers), Ticker.systemTicker());
        OpenPostgres opened = new OpenPostgres(
                new PostgresPool(readers, breaker, timeout),
                new PostgresPool(writers, breaker, timeout),
                terms,
                new AdvisoryLocks(address.dataSource(LONGEST_WAIT, timeout)));
        return access == StoreAccess.SERVICE ? opened.start() : opened;
    }

    /**
     * Connects without a pool, which takes a second at most. A server that takes no changes counts as one that does not
     * answer.
     */
    private void probe() throws SQLException {
        try (Connection connection =
                        address.dataSource(LONGEST_WAIT, LONGEST_WAIT).getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SHOW transaction_read_only")) {
            if (row.next() && row.getString(1).equals("on")) {
                throw new SQLException("the server is read-only", PostgresErrors.READ_ONLY);
            }
        }
    }

    /** Has the pools replace their connections, which are broken after the server was away. */
    private static void evict(HikariDataSource... pools) {
        for (HikariDataSource pool : pools) {
            if (!pool.isClosed()) {
                pool.getHikariPoolMXBean().softEvictConnections();
            }
        }
    }

    private HikariDataSource pool(String name, int size, String session) {
        HikariConfig config = new HikariConfig();
        config.setPoolName(name);
        config.setDataSource(address.dataSource(LONGEST_WAIT, timeout));
        config.setConnectionInitSql(timeouts() + session);
        config.setMaximumPoolSize(size);
        // No connection is kept ready: while the server is away, the pool would try for one at ever longer
        // intervals, and notice late that the server is back.
        config.setMinimumIdle(0);
        config.setInitializationFailTimeout(-1);
        config.setConnectionTimeout(within(timeout, LONGEST_WAIT));
        config.setValidationTimeout(within(timeout.dividedBy(2), LONGEST_WAIT.dividedBy(2)));
        return new HikariDataSource(config);
    }

    private static long within(Duration wanted, Duration longest) {
        return Math.max(SHORTEST_WAIT.toMillis(), Math.min(wanted.toMillis(), longest.toMillis()));
    }

    /**
     * Statements that bound locks, statements and idle transactions. The server gives up before the socket does, so
     * that the connection can be used again. Idle transactions are ended because their node may hang, and its locks
     * would last for ever.
     */
    private String timeouts() {
        int millis = Math.max(4, Ints.saturatedCast(timeout.toMillis()));
        return "SET lock_timeout = " + millis / 2 + "; SET statement_timeout = " + millis / 4 * 3
                + "; SET idle_in_transaction_session_timeout = " + millis + "; ";
    }
}
