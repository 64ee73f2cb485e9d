package org.symbolon.store.jdbc.sqlite;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteJDBCLoader;
import org.sqlite.util.LibraryLoaderUtil;
import org.symbolon.store.jdbc.file.PrivateFiles;

/**
 * Keeps SQLite's native library in the data folder. The driver would unpack it into the temporary folder for each
 * process, and never remove it again after a process was killed.
 */
final class SqliteLibrary {
    /** The driver's property for the folder of the library; if the operator has set it, nothing is done here. */
    private static final String FOLDER = "org.sqlite.lib.path";

    /** The driver's property for the folder into which it unpacks the library. */
    private static final String TEMPORARY_FOLDER = "org.sqlite.tmpdir";

    private static final Logger LOG = LoggerFactory.getLogger(SqliteLibrary.class);

    private SqliteLibrary() {}

    /**
     * Has the driver load the library from a folder below this one, if this one exists. If the library cannot be
     * written there, the driver does what it always did.
     */
    static synchronized void keepIn(Path dataFolder) {
        if (System.getProperty(FOLDER) != null
                || System.getProperty(TEMPORARY_FOLDER) != null
                || !Files.isDirectory(dataFolder)) {
            return;
        }
        String resource = LibraryLoaderUtil.getNativeLibResourcePath() + "/" + LibraryLoaderUtil.getNativeLibName();
        Path folder = dataFolder.resolve("native").resolve(SQLiteJDBCLoader.getVersion());
        try (InputStream packed = SQLiteJDBCLoader.class.getResourceAsStream(resource)) {
            if (packed != null) {
                PrivateFiles.createFolder(folder);
                write(folder.resolve(LibraryLoaderUtil.getNativeLibName()), packed.readAllBytes());
                System.setProperty(FOLDER, folder.toAbsolutePath().toString());
            }
        } catch (IOException e) {
            LOG.debug("the native library of SQLite cannot be kept in {}", folder, e);
        }
    }

    /** Writes a file unless it has this content. It is complete when it gets its name: others may load it then. */
    private static void write(Path file, byte[] content) throws IOException {
        if (Files.exists(file) && Arrays.equals(Files.readAllBytes(file), content)) {
            return;
        }
        Path unfinished = file.resolveSibling(UUID.randomUUID() + ".new");
        try {
            PrivateFiles.create(unfinished);
            Files.write(unfinished, content);
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }
}
