package org.symbolon.store.jdbc;

import com.google.common.collect.ImmutableMap;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.symbolon.core.error.StoreUnavailableException;

/** The tables and their versions, which Flyway keeps. Flyway is only started where there is something to do: it takes longer than all the rest of a start. */
final class Schema {
    /** The newest script in {@link #SCRIPTS}. */
    static final int VERSION = 3;

    private static final String SCRIPTS = "org/symbolon/store/jdbc/migration";
    private static final String HISTORY = "flyway_schema_history";

    private Schema() {}

    /**
     * Whether the tables are those that this release knows.
     *
     * @param database what the message calls it
     * @throws StoreUnavailableException if they are those of a newer one
     */
    static boolean isCurrent(Connection connection, String database) throws SQLException {
        int version = version(connection);
        if (version > VERSION) {
            throw new StoreUnavailableException("the database " + database + " has the schema version " + version
                    + ", and this release knows versions up to " + VERSION
                    + ": run the release that made it, or a newer one");
        }
        return version == VERSION;
    }

    /** The version of the tables, 0 where there are none. */
    static int version(Connection connection) throws SQLException {
        if (!hasHistory(connection)) {
            return 0;
        }
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT max(CAST(version AS INTEGER)) FROM flyway_schema_history WHERE success")) {
            return row.next() ? row.getInt(1) : 0;
        }
    }

    /** Looks in the current schema alone, where the database has such a thing: another one may hold the tables of somebody else. */
    private static boolean hasHistory(Connection connection) throws SQLException {
        Optional<String> schema = Optional.ofNullable(connection.getSchema());
        try (ResultSet tables = connection.getMetaData().getTables(null, null, HISTORY, null)) {
            boolean found = false;
            while (tables.next() && !found) {
                found = schema.isEmpty() || schema.get().equals(tables.getString("TABLE_SCHEM"));
            }
            return found;
        }
    }

    /**
     * Brings the tables up to date.
     *
     * @param placeholders what the database calls things in the scripts: {@code bytes} a column of bytes, {@code clustered} a table that is its primary key,
     *     {@code numbered} a column {@code id} of ever higher numbers
     */
    static void migrate(DataSource database, ImmutableMap<String, String> placeholders) {
        try {
            Flyway.configure(Schema.class.getClassLoader())
                    .dataSource(database)
                    .locations("classpath:" + SCRIPTS)
                    .table(HISTORY)
                    .placeholders(placeholders)
                    .loggers("slf4j")
                    .load()
                    .migrate();
        } catch (FlywayException e) {
            throw new StoreUnavailableException("the tables of the store cannot be brought up to date", e);
        }
    }
}
