package org.symbolon.store.jdbc.backup;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.Sets;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.symbolon.core.error.StoreUnavailableException;
import org.symbolon.core.store.RestoredStore;
import org.symbolon.core.store.StoreCopy;
import org.symbolon.core.store.StoreStatus;
import org.symbolon.core.value.AccountId;
import org.symbolon.store.jdbc.backup.SqliteCopy.Origin;
import org.symbolon.store.jdbc.file.LockFile;
import org.symbolon.store.jdbc.file.PrivateFiles;
import org.symbolon.store.jdbc.keyring.FileKeyRing;

/**
 * Puts a copy that {@link SqliteBackup} has made in the place of a store. The copy is checked first, and must belong to
 * the key ring: that of the copy or the one that is there. What is replaced is kept under another name.
 */
public final class SqliteRestore {
    private static final Logger LOG = LoggerFactory.getLogger(SqliteRestore.class);

    /** How many balances that differ are told. */
    private static final int MOST_BALANCES = 1_000;

    private final Path file;
    private final FileKeyRing ring;
    private final Duration timeout;
    private final boolean force;
    private final InstantSource clock;

    /** Where a copy shall be. */
    public record Target(Path file, FileKeyRing ring, Duration timeout) {}

    /**
     * Restores a store.
     *
     * @param force whether a store and a key ring may be replaced that are there
     */
    public SqliteRestore(Target target, boolean force, InstantSource clock) {
        this.file = target.file();
        this.ring = target.ring();
        this.timeout = target.timeout();
        this.force = force;
        this.clock = clock;
    }

    /** Restores the store from a folder. */
    public RestoredStore from(Path folder) {
        SqliteCopy copy = new SqliteCopy(folder.resolve(SqliteBackup.STORE).toAbsolutePath());
        if (!Files.isRegularFile(copy.file())) {
            throw new StoreUnavailableException(
                    "there is no copy of a store in " + folder + ": no file " + SqliteBackup.STORE);
        }
        StoreStatus status = copy.check();
        if (status.schema() == 0 || status.schema() > status.knownSchema()) {
            throw new StoreUnavailableException("the copy " + copy.file() + " has schema version " + status.schema()
                    + ", but this release knows versions from 1 to " + status.knownSchema());
        }
        try {
            PrivateFiles.createFolder(PrivateFiles.folderOf(file));
            return LockFile.hold(PrivateFiles.lockOf(file), timeout, () -> replace(copy, status));
        } catch (IOException | SQLException e) {
            throw new StoreUnavailableException("the store " + file + " cannot be restored: " + e.getMessage(), e);
        }
    }

    private RestoredStore replace(SqliteCopy copy, StoreStatus status) throws IOException, SQLException {
        if (!force && Files.exists(file) && Files.size(file) > 0) {
            throw new StoreUnavailableException("there is a store at " + file
                    + " already; to replace it, stop every service that uses it and say --force");
        }
        FileKeyRing copiedRing = new FileKeyRing(copy.file().resolveSibling(SqliteBackup.KEY_RING), timeout);
        boolean replacesRing = replacesRing(copy.origin(status), copiedRing);
        Instant now = clock.instant();
        String suffix = ".replaced-" + now.toEpochMilli();
        Path unfinished = file.resolveSibling(file.getFileName() + ".restoring");
        try {
            copyFile(copy.file(), unfinished);
            SqliteCopy restored = new SqliteCopy(unfinished);
            restored.stamp(
                    status,
                    status.copy().map(StoreCopy::made).orElseGet(() -> modified(copy.file())),
                    Optional.of(now));
            StoreStatus checked = restored.check();
            if (replacesRing) {
                ring.replaceBy(copiedRing, suffix);
            }
            Optional<Path> replaced = moveAside(suffix);
            ImmutableList<RestoredStore.Balance> balances = differences(restored, replaced);
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
            PrivateFiles.force(PrivateFiles.folderOf(file));
            return new RestoredStore(at(checked), replaced.map(Path::toString), balances);
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }

    private static Instant modified(Path copy) {
        try {
            return Files.getLastModifiedTime(copy).toInstant();
        } catch (IOException e) {
            throw new StoreUnavailableException("the copy " + copy + " cannot be read", e);
        }
    }

    /** Whether the ring of the copy takes the place of the one that is there. Throws if no ring belongs to the copy. */
    private boolean replacesRing(Origin origin, FileKeyRing copied) {
        boolean present = ring.read().isPresent();
        if (present && origin.fits(ring)) {
            // It may be younger than that of the copy, and then opens more tokens.
            return false;
        }
        if (copied.read().isPresent() && origin.fits(copied)) {
            if (present && !force) {
                throw new StoreUnavailableException(
                        "the key ring " + ring.file() + " does not belong to the copy, which"
                                + " has one of its own; to replace the key ring, say --force");
            }
            return true;
        }
        if (origin.ringKeys().isEmpty() && !present) {
            return false;
        }
        throw new StoreUnavailableException("no key ring that belongs to the copy is at " + ring.file()
                + " or in the folder of the copy; put it there first, of mode 0600");
    }

    /** SQLite's other files go with the database: a write-ahead log beside another database would damage that. */
    private Optional<Path> moveAside(String suffix) throws IOException {
        Path aside = file.resolveSibling(file.getFileName() + suffix);
        for (String part : List.of("-shm", "-wal", "")) {
            Path present = file.resolveSibling(file.getFileName() + part);
            if (Files.exists(present)) {
                Files.move(present, aside.resolveSibling(aside.getFileName() + part), StandardCopyOption.ATOMIC_MOVE);
            }
        }
        return Files.exists(aside) ? Optional.of(aside) : Optional.empty();
    }

    private static void copyFile(Path from, Path to) throws IOException {
        Files.deleteIfExists(to);
        PrivateFiles.create(to);
        try (OutputStream out = Files.newOutputStream(to)) {
            Files.copy(from, out);
        }
    }

    private StoreStatus at(StoreStatus status) {
        return new StoreStatus(
                "jdbc:sqlite:" + file,
                status.schema(),
                status.knownSchema(),
                status.counts(),
                status.leases(),
                status.writtenOff(),
                status.copy());
    }

    /** A store that is damaged is restored all the same: then nobody knows what it had. */
    private static ImmutableList<RestoredStore.Balance> differences(SqliteCopy restored, Optional<Path> replaced) {
        if (replaced.isEmpty()) {
            return ImmutableList.of();
        }
        try {
            TreeMap<Long, OptionalLong> before = new SqliteCopy(replaced.get()).balances();
            TreeMap<Long, OptionalLong> after = restored.balances();
            return Sets.union(before.keySet(), after.keySet()).stream()
                    .sorted()
                    .map(id -> new RestoredStore.Balance(
                            new AccountId(id),
                            after.getOrDefault(id, OptionalLong.empty()),
                            before.getOrDefault(id, OptionalLong.empty())))
                    .filter(balance -> !balance.restored().equals(balance.replaced()))
                    .limit(MOST_BALANCES)
                    .collect(ImmutableList.toImmutableList());
        } catch (SQLException e) {
            LOG.warn("the balances in the replaced store {} cannot be read", replaced.get(), e);
            return ImmutableList.of();
        }
    }
}
