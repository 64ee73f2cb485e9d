package org.symbolon.store.jdbc.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteDataSource;
import org.sqlite.jdbc4.JDBC4PreparedStatement;

final class StatementCacheTest {
    private static final String ADD = "INSERT INTO t (a, b) VALUES (?, ?)";
    private static final String READ = "SELECT a, b FROM t WHERE a >= ? ORDER BY a";

    @TempDir
    private Path folder;

    private Connection connection;

    @BeforeEach
    void open() throws SQLException {
        connection = StatementCache.on(file()).getConnection();
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE t (a INTEGER PRIMARY KEY, b TEXT)");
        }
        add(1, "one");
        add(2, "two");
    }

    private SQLiteDataSource file() {
        SQLiteDataSource source = new SQLiteDataSource();
        source.setUrl("jdbc:sqlite:" + folder.resolve("test.db"));
        return source;
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
    }

    private void add(int a, String b) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(ADD)) {
            statement.setInt(1, a);
            statement.setString(2, b);
            assertEquals(1, statement.executeUpdate());
        }
    }

    private static String first(PreparedStatement statement, int a) throws SQLException {
        statement.setInt(1, a);
        try (ResultSet row = statement.executeQuery()) {
            return row.next() ? row.getString(2) : "none";
        }
    }

    private static Object driversOwn(PreparedStatement statement) throws SQLException {
        return statement.unwrap(JDBC4PreparedStatement.class);
    }

    @Test
    void statement_closedAndPreparedAgain_isTheSameToTheDriver() throws SQLException {
        Object before;
        try (PreparedStatement statement = connection.prepareStatement(READ)) {
            before = driversOwn(statement);
            assertEquals("one", first(statement, 1));
        }
        try (PreparedStatement statement = connection.prepareStatement(READ)) {
            assertSame(before, driversOwn(statement));
            assertEquals("two", first(statement, 2));
            assertEquals("none", first(statement, 3));
        }
    }

    @Test
    void statement_preparedTwiceAtOnce_isTwoStatements() throws SQLException {
        try (PreparedStatement one = connection.prepareStatement(READ);
                PreparedStatement other = connection.prepareStatement(READ)) {
            assertNotSame(driversOwn(one), driversOwn(other));
            one.setInt(1, 1);
            try (ResultSet rows = one.executeQuery()) {
                assertTrue(rows.next());
                assertEquals("two", first(other, 2));
                assertTrue(rows.next());
                assertEquals("two", rows.getString(2));
            }
        }
        assertEquals("one", first(connection.prepareStatement(READ), 1));
    }

    @Test
    void close_forgetsTheValues() throws SQLException {
        add(3, "secret");
        try (PreparedStatement statement = connection.prepareStatement(ADD)) {
            statement.setInt(1, 4);
            statement.executeUpdate();
        }
        try (PreparedStatement statement = connection.prepareStatement(READ)) {
            statement.setInt(1, 4);
            try (ResultSet row = statement.executeQuery()) {
                assertTrue(row.next());
                assertEquals(Optional.empty(), Optional.ofNullable(row.getString(2)));
            }
        }
    }

    @Test
    void close_forgetsTheBatchThatWasNotSent() throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(ADD)) {
            statement.setInt(1, 3);
            statement.setString(2, "given up");
            statement.addBatch();
        }
        try (PreparedStatement statement = connection.prepareStatement(ADD)) {
            statement.setInt(1, 4);
            statement.setString(2, "sent");
            statement.addBatch();
            assertEquals(1, statement.executeBatch().length);
        }
        try (PreparedStatement statement = connection.prepareStatement(READ)) {
            assertEquals("sent", first(statement, 3));
        }
    }

    @Test
    void close_endsTheReadThatWasBegun() throws SQLException {
        PreparedStatement statement = connection.prepareStatement(READ);
        statement.setInt(1, 1);
        ResultSet rows = statement.executeQuery();
        assertTrue(rows.next());
        statement.close();
        assertTrue(rows.isClosed());
        try (Connection other = file().getConnection();
                Statement drop = other.createStatement()) {
            assertEquals(0, drop.executeUpdate("DROP TABLE t"), "nobody holds a lock");
        }
    }

    @Test
    void closedStatement_isClosedForGood() throws SQLException {
        PreparedStatement closed = connection.prepareStatement(READ);
        assertFalse(closed.isClosed());
        closed.close();
        assertTrue(closed.isClosed());
        try (PreparedStatement next = connection.prepareStatement(READ)) {
            closed.close();
            assertThrows(SQLException.class, () -> closed.setInt(1, 1));
            assertThrows(SQLException.class, closed::executeQuery);
            assertEquals("one", first(next, 1));
        }
    }

    @Test
    void manyStatements_keepOnlyThoseThatWereUsedLast() throws SQLException {
        PreparedStatement first = connection.prepareStatement(READ);
        JDBC4PreparedStatement ofDriver = (JDBC4PreparedStatement) driversOwn(first);
        first.close();
        for (int column = 0; column < 1_000; column++) {
            connection.prepareStatement("SELECT a + " + column + " FROM t").close();
        }
        assertTrue(ofDriver.isClosed());
        try (PreparedStatement last = connection.prepareStatement("SELECT a + 999 FROM t")) {
            assertFalse(((JDBC4PreparedStatement) driversOwn(last)).isClosed());
        }
        try (PreparedStatement again = connection.prepareStatement(READ)) {
            assertEquals("one", first(again, 1));
        }
    }

    @Test
    void failure_isTheDriversOwn_andTheStatementIsOfUseAfterIt() throws SQLException {
        assertThrows(SQLException.class, () -> add(1, "twice"));
        add(3, "three");
        assertThrows(SQLException.class, () -> connection.prepareStatement("SELECT nothing FROM nowhere"));
    }

    @Test
    void statement_afterTheTableChanged_seesThat() throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(READ)) {
            assertEquals("one", first(statement, 1));
        }
        try (Statement statement = connection.createStatement()) {
            statement.execute("ALTER TABLE t ADD COLUMN c TEXT");
        }
        try (PreparedStatement statement = connection.prepareStatement(READ)) {
            assertEquals("one", first(statement, 1));
        }
    }
}
