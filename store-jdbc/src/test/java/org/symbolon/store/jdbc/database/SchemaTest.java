package org.symbolon.store.jdbc.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.symbolon.core.error.StoreUnavailableException;
import org.symbolon.core.settings.Settings;
import org.symbolon.core.store.StoreAccess;
import org.symbolon.core.store.Stores;
import org.symbolon.store.jdbc.JdbcStoreProvider;

final class SchemaTest {
    private static final int NEWER = Schema.VERSION + 1;

    @TempDir
    private Path data;

    private Stores open() {
        return new JdbcStoreProvider().open(Settings.inFolder(data), StoreAccess.SERVICE);
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite:" + data.resolve("symbolon.db"));
    }

    private int scriptsRun() throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT count(*) FROM flyway_schema_history")) {
            return row.getInt(1);
        }
    }

    /** The versions of the scripts. */
    private static List<Integer> scripts() throws Exception {
        URL folder = Schema.class.getResource("/org/symbolon/store/jdbc/migration");
        try (Stream<Path> scripts = Files.list(Path.of(folder.toURI()))) {
            return scripts.map(script -> script.getFileName().toString())
                    .map(name -> Integer.valueOf(name.substring(1, name.indexOf("__"))))
                    .toList();
        }
    }

    @Test
    void version_isThatOfTheNewestScript() throws Exception {
        assertEquals(Schema.VERSION, Collections.max(scripts()));
    }

    @Test
    void open_again_runsNoScriptAgain() throws Exception {
        open().close();
        assertEquals(scripts().size(), scriptsRun());
        open().close();
        assertEquals(scripts().size(), scriptsRun());
    }

    @Test
    void open_ofAFileWithoutTables_makesThem() throws Exception {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA user_version = 3");
        }
        open().close();
        assertEquals(scripts().size(), scriptsRun());
    }

    @Test
    void open_ofANewerSchema_isRefusedAndLeftAlone() throws Exception {
        open().close();
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute("UPDATE flyway_schema_history SET version = '" + NEWER + "'");
        }

        StoreUnavailableException thrown = assertThrows(StoreUnavailableException.class, this::open);

        assertTrue(thrown.getMessage().contains("schema version " + NEWER), thrown.getMessage());
        assertEquals(scripts().size(), scriptsRun());
    }

    @Test
    void open_ofAFileThatIsNoDatabase_isRefused() throws Exception {
        Files.writeString(data.resolve("symbolon.db"), "this is no database, ".repeat(100));
        assertThrows(StoreUnavailableException.class, this::open);
    }
}
