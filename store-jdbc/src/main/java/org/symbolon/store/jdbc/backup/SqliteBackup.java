package org.symbolon.store.jdbc.backup;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.symbolon.core.error.StoreUnavailableException;
import org.symbolon.core.store.StoreStatus;
import org.symbolon.store.jdbc.file.PrivateFiles;
import org.symbolon.store.jdbc.keyring.FileKeyRing;

/**
 * Copies an SQLite store into a folder while processes use it. SQLite writes the copy in one read transaction, so it
 * has one state of the store; processes go on writing into the write-ahead log meanwhile. The folder has another name until
 * the copy is complete and was checked.
 */
public final class SqliteBackup {
    /** The file of a copied store in its folder. */
    static final String STORE = "symbolon.db";

    /** The file of a copied key ring beside it. */
    static final String KEY_RING = "keyring.json";

    private final DataSource store;
    private final Optional<FileKeyRing> ring;
    private final InstantSource clock;

    /**
     * A copy of a store.
     *
     * @param store connections to it
     * @param ring the key ring, if that is to be copied too
     */
    public SqliteBackup(DataSource store, Optional<FileKeyRing> ring, InstantSource clock) {
        this.store = store;
        this.ring = ring;
        this.clock = clock;
    }

    /** Makes the copy in a folder that does not exist or is empty, and returns its state. */
    public StoreStatus to(Path folder) {
        Path target = folder.toAbsolutePath();
        try {
            requireEmpty(target);
            Path unfinished = target.resolveSibling(target.getFileName() + "." + UUID.randomUUID() + ".unfinished");
            try {
                PrivateFiles.createFolder(unfinished);
                StoreStatus copied = copy(unfinished);
                PrivateFiles.force(unfinished);
                // Replaces an empty folder; fails if another process has put something into it.
                Files.move(unfinished, target, StandardCopyOption.ATOMIC_MOVE);
                PrivateFiles.force(PrivateFiles.folderOf(target));
                return copied;
            } finally {
                remove(unfinished);
            }
        } catch (IOException | SQLException e) {
            throw new StoreUnavailableException("the copy in " + target + " cannot be made: " + e.getMessage(), e);
        }
    }

    private static void requireEmpty(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
                if (files.iterator().hasNext()) {
                    throw new StoreUnavailableException("the folder " + folder + " is not empty; name a new one");
                }
            } catch (NotDirectoryException e) {
                throw new StoreUnavailableException(folder + " is not a folder; name a new one");
            }
        }
    }

    private StoreStatus copy(Path folder) throws IOException, SQLException {
        Path file = folder.resolve(STORE);
        SqliteCopy copy = new SqliteCopy(file);
        PrivateFiles.create(file);
        // Before the first byte is read, so that nothing after this time is in doubt.
        Instant made = clock.instant();
        try (Connection connection = store.getConnection();
                PreparedStatement statement = connection.prepareStatement("VACUUM INTO ?")) {
            statement.setString(1, file.toString());
            statement.execute();
        }
        StoreStatus copied = copy.check();
        copy.stamp(copied, made, Optional.empty());
        if (ring.isPresent()) {
            if (!copy.origin(copied).fits(ring.get())) {
                throw new StoreUnavailableException(
                        "the key ring " + ring.get().file() + " is missing or does not belong to the store");
            }
            ring.get().copyTo(folder.resolve(KEY_RING));
        }
        return copied;
    }

    private static void remove(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
                for (Path file : files) {
                    Files.deleteIfExists(file);
                }
            }
            Files.deleteIfExists(folder);
        }
    }
}
