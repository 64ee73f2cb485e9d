package org.symbolon.store.jdbc;

import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.symbolon.core.settings.CoreSettings;
import org.symbolon.core.settings.Settings;
import org.symbolon.core.store.StoreAccess;
import org.symbolon.store.jdbc.postgres.PostgresServer;

/**
 * Empty stores that have their tables. They are copies of a model that is made once, because making the tables for each
 * test costs more than most tests.
 */
public final class EmptyStores {
    private static final String SQLITE_FILE = "symbolon.db";

    private EmptyStores() {}

    private static final class SqliteModel {
        static final byte[] CONTENT = withTables(CoreSettings.STORE_URL.defaultText());
    }

    private static final class PostgresModel {
        static final String URL = PostgresServer.shared().newDatabase();

        static {
            withTables(URL);
        }
    }

    /** Makes the tables, and returns the content of the file if the store is one. */
    private static byte[] withTables(String url) {
        try {
            Path folder = Files.createTempDirectory("model-of-stores");
            try {
                Settings settings = Settings.inFolder(folder).with(CoreSettings.STORE_URL, url);
                new JdbcStoreProvider().open(settings, StoreAccess.SERVICE).close();
                Path file = folder.resolve(SQLITE_FILE);
                return Files.exists(file) ? Files.readAllBytes(file) : new byte[0];
            } finally {
                MoreFiles.deleteRecursively(folder, RecursiveDeleteOption.ALLOW_INSECURE);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Puts an empty SQLite store into a data folder, and returns the folder. */
    public static Path sqlite(Path data) {
        try {
            Files.createDirectories(data);
            Files.write(data.resolve(SQLITE_FILE), SqliteModel.CONTENT);
            return data;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Creates an empty database on the server that all tests share, and returns its URL. */
    public static String postgres() {
        return PostgresServer.shared().copyOf(PostgresModel.URL);
    }
}
