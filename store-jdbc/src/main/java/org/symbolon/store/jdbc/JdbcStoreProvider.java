package org.symbolon.store.jdbc;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.Range;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.symbolon.core.diagnosis.Finding;
import org.symbolon.core.error.StoreUnavailableException;
import org.symbolon.core.settings.CoreSettings;
import org.symbolon.core.settings.SettingKey;
import org.symbolon.core.settings.Settings;
import org.symbolon.core.store.RestoredStore;
import org.symbolon.core.store.StoreAccess;
import org.symbolon.core.store.StoreProvider;
import org.symbolon.core.store.StoreStatus;
import org.symbolon.core.store.Stores;
import org.symbolon.store.jdbc.backup.SqliteBackup;
import org.symbolon.store.jdbc.backup.SqliteRestore;
import org.symbolon.store.jdbc.database.Database;
import org.symbolon.store.jdbc.database.OpenDatabase;
import org.symbolon.store.jdbc.database.StoreInspection;
import org.symbolon.store.jdbc.keyring.FileKeyRing;
import org.symbolon.store.jdbc.keyring.Pairing;
import org.symbolon.store.jdbc.lease.LeasedBalance;
import org.symbolon.store.jdbc.postgres.DatabasePassword;
import org.symbolon.store.jdbc.postgres.PostgresAddress;
import org.symbolon.store.jdbc.postgres.PostgresDatabase;
import org.symbolon.store.jdbc.sqlite.SqliteDatabase;

/**
 * Opens the stores behind {@code jdbc:sqlite:<file>} or {@code jdbc:postgresql://<host>:<port>/<database>}. The key
 * ring is in a file in either case. A relative file is one in the data folder. Files and folders that do not exist are
 * created so that only their owner can use them.
 */
public final class JdbcStoreProvider implements StoreProvider {
    private static final Logger LOG = LoggerFactory.getLogger(JdbcStoreProvider.class);

    static final SettingKey<Duration> TIMEOUT = SettingKey.duration(
            "store.timeout",
            Duration.ofSeconds(5),
            "How long a caller waits for the store before the request is refused as unavailable",
            Range.closed(Duration.ofMillis(100), Duration.ofMinutes(5)));

    static final SettingKey<Boolean> MIGRATE = SettingKey.flag(
            "store.migrate",
            true,
            "Whether the service and the commands that create accounts bring the schema of the store up to date; if false,"
                    + " run symbolon store migrate");

    static final SettingKey<String> KEYRING_FILE = SettingKey.text(
            "keyring.file",
            "keyring.json",
            "The file with the keys that tokens are sealed with; a relative file is one in the data folder");

    static final SettingKey<String> USER = SettingKey.text(
            "store.user", "", "The user who connects to PostgreSQL; if empty, the name of the operating system's user");

    static final SettingKey<DatabasePassword> PASSWORD = SettingKey.of(
            "store.password",
            "",
            "The password of store.user, a secret; empty if the server asks for none",
            DatabasePassword::of);

    static final SettingKey<Integer> POOL = SettingKey.number(
            "store.pool",
            10,
            "How many connections to PostgreSQL a node opens at most; half of them only read",
            2,
            1_000);

    static final SettingKey<Integer> LEASE_TOKENS = SettingKey.number(
            "store.lease.tokens",
            1_000,
            "How many tokens of an account a node leases from PostgreSQL at most at a time, to issue them without"
                    + " asking it; a power cut can lose that many",
            1,
            1_000_000);

    static final SettingKey<Duration> LEASE_IDLE = SettingKey.duration(
            "store.lease.idle",
            Duration.ofSeconds(15),
            "After how long without a request for an account's tokens a node returns what it has leased of them",
            Range.closed(Duration.ofSeconds(1), Duration.ofDays(1)));

    static final SettingKey<String> LEASE_FOLDER = SettingKey.text(
            "store.lease.folder",
            "leases",
            "The folder in which a node notes how many leased tokens it has used, so that a crash loses none; on a"
                    + " local disk, relative to the data folder. Empty for a node without a disk: it leases a tenth of"
                    + " store.lease.tokens at a time, which are written off when it is killed");

    /** A node that loses its leases with its process takes so many times fewer tokens at a time. */
    private static final int SMALLER_WITHOUT_FOLDER = 10;

    @Override
    public boolean serves(String url) {
        return url.startsWith(SqliteDatabase.URL_PREFIX) || url.startsWith(PostgresAddress.URL_PREFIX);
    }

    @Override
    public ImmutableList<SettingKey<?>> settings() {
        return ImmutableList.of(
                TIMEOUT, MIGRATE, USER, PASSWORD, POOL, LEASE_TOKENS, LEASE_IDLE, LEASE_FOLDER, KEYRING_FILE);
    }

    /**
     * {@inheritDoc}
     *
     * @throws org.symbolon.core.settings.SettingsException if the URL names no file or no database
     */
    @Override
    public Stores open(Settings settings, StoreAccess access) {
        Database database = database(settings);
        Pairing pairing = pairing(settings, database);
        pairing.requireStore(access);
        if (access != StoreAccess.COMMAND && settings.get(MIGRATE)) {
            migrate(database, pairing.store());
        } else {
            StoreInspection.requireCurrent(pairing.store());
        }
        return open(database.open(access), pairing, access);
    }

    private static Stores open(OpenDatabase opened, Pairing pairing, StoreAccess access) {
        try {
            return new JdbcStores(opened, pairing.pair(opened, access));
        } catch (RuntimeException | Error e) {
            try (opened) {
                throw e;
            }
        }
    }

    /**
     * {@inheritDoc} SQLite only; PostgreSQL has its own programs for that.
     */
    @Override
    public StoreStatus backup(Settings settings, Path folder, boolean withKeyRing) {
        if (!isSqlite(settings)) {
            return StoreProvider.super.backup(settings, folder, withKeyRing);
        }
        SqliteDatabase database = sqlite(settings);
        FileKeyRing ring = keyRing(settings);
        if (database.inspect().schema() == 0) {
            throw new StoreUnavailableException("there is no store at " + database.file());
        }
        return new SqliteBackup(
                        database.readSource(),
                        withKeyRing ? Optional.of(ring) : Optional.empty(),
                        InstantSource.system())
                .to(folder);
    }

    /**
     * {@inheritDoc} SQLite only; PostgreSQL has its own programs for that.
     */
    @Override
    public RestoredStore restore(Settings settings, Path folder, boolean force) {
        if (!isSqlite(settings)) {
            return StoreProvider.super.restore(settings, folder, force);
        }
        SqliteDatabase database = sqlite(settings);
        return new SqliteRestore(
                        new SqliteRestore.Target(database.file(), keyRing(settings), settings.get(TIMEOUT)),
                        force,
                        InstantSource.system())
                .from(folder);
    }

    private static Pairing pairing(Settings settings, Database database) {
        return Pairing.look(keyRing(settings), database::inspect);
    }

    private static FileKeyRing keyRing(Settings settings) {
        return new FileKeyRing(settings.dataFolder().resolve(settings.get(KEYRING_FILE)), settings.get(TIMEOUT));
    }

    private static boolean isSqlite(Settings settings) {
        return settings.get(CoreSettings.STORE_URL).startsWith(SqliteDatabase.URL_PREFIX);
    }

    private static SqliteDatabase sqlite(Settings settings) {
        return SqliteDatabase.at(settings.get(CoreSettings.STORE_URL), settings.dataFolder(), settings.get(TIMEOUT));
    }

    private static Database database(Settings settings) {
        if (isSqlite(settings)) {
            return sqlite(settings);
        }
        String url = settings.get(CoreSettings.STORE_URL);
        PostgresAddress address = PostgresAddress.of(url, settings.get(USER), settings.get(PASSWORD));
        return new PostgresDatabase(address, settings.get(POOL), leaseTerms(settings));
    }

    private static LeasedBalance.Terms leaseTerms(Settings settings) {
        Optional<Path> folder = Optional.of(settings.get(LEASE_FOLDER))
                .filter(name -> !name.isEmpty())
                .map(name -> settings.dataFolder().resolve(name).toAbsolutePath());
        int tokens = settings.get(LEASE_TOKENS);
        return new LeasedBalance.Terms(
                folder.isPresent() ? tokens : Math.max(1, tokens / SMALLER_WITHOUT_FOLDER),
                settings.get(LEASE_IDLE),
                folder,
                settings.get(TIMEOUT));
    }

    @Override
    public StoreStatus status(Settings settings) {
        return database(settings).inspect();
    }

    @Override
    public ImmutableList<Finding> examine(Settings settings, InstantSource clock) {
        Runnable open = () -> open(settings, StoreAccess.COMMAND).close();
        return new StoreExamination(database(settings), keyRing(settings), settings.dataFolder(), open, clock).run();
    }

    @Override
    public void migrate(Settings settings) {
        Database database = database(settings);
        Pairing pairing = pairing(settings, database);
        pairing.requireStore(StoreAccess.SETUP);
        migrate(database, pairing.store());
    }

    private static void migrate(Database database, StoreStatus before) {
        database.migrate();
        if (before.schema() == 0) {
            LOG.info("created the store at {}", before.place());
        } else if (before.schema() < before.knownSchema()) {
            LOG.info(
                    "updated the schema of the store at {} from version {} to version {}",
                    before.place(),
                    before.schema(),
                    before.knownSchema());
        }
    }
}
