package org.symbolon.store.jdbc.database;

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

/**
 * The version of the tables, and their migration by Flyway. Flyway is started only if there is a script to run, because
 * starting it takes longer than everything else in a start.
 */
public final class Schema {
    /** The version of the newest script in {@link #SCRIPTS}. */
    public static final int VERSION = 12;

    private static final String SCRIPTS = "org/symbolon/store/jdbc/migration";
    private static final String HISTORY = "flyway_schema_history";

    private Schema() {}

    /**
     * Whether the tables have the version that this release needs.
     *
     * @param database the name of the database for the message, without credentials
     * @throws StoreUnavailableException if a newer release made the tables
     */
    public static boolean isCurrent(Connection connection, String database) throws SQLException {
        int version = version(connection);
        if (version > VERSION) {
            throw new StoreUnavailableException("the database " + database + " has schema version " + version
                    + ", but this release only knows versions up to " + VERSION
                    + "; run the release that made it, or a newer one");
        }
        return version == VERSION;
    }

    /** The version of the tables; 0 if there are none. */
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

    /**
     * Looks only into the current schema, if the database has schemas: others may hold the tables of another service.
     */
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
     * @param placeholders SQL that differs between databases: {@code bytes} is the type of a column of bytes,
     *     {@code clustered} ends the definition of a table that is stored in its primary key, {@code numbered} defines
     *     a column {@code id} with ascending numbers, {@code postgresql} begins a line for PostgreSQL only
     */
    public static void migrate(DataSource database, ImmutableMap<String, String> placeholders) {
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
