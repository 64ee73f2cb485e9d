package org.symbolon.store.jdbc;

import com.google.common.collect.ImmutableList;
import java.nio.file.Path;
import java.time.Duration;
import org.symbolon.core.CoreSettings;
import org.symbolon.core.settings.SettingKey;
import org.symbolon.core.settings.Settings;
import org.symbolon.core.store.StoreProvider;
import org.symbolon.core.store.StoreStatus;
import org.symbolon.core.store.Stores;

/**
 * Opens stores behind {@code jdbc:sqlite:<file>} or {@code jdbc:postgresql://<host>:<port>/<database>}: accounts and balances in that file
 * or database, the key ring in a file. A relative file is one in the data folder; folders and files that are not there are made, for their
 * owner alone.
 */
public final class JdbcStoreProvider implements StoreProvider {
    static final SettingKey<Duration> TIMEOUT = SettingKey.duration(
            "store.timeout", Duration.ofSeconds(5), "How long a caller waits for the store before it is unavailable");

    static final SettingKey<Boolean> MIGRATE = SettingKey.flag(
            "store.migrate",
            true,
            "Whether opening the store brings its schema up to date; false leaves that to symbolon store migrate");

    static final SettingKey<String> KEYRING_FILE = SettingKey.text(
            "keyring.file",
            "keyring.json",
            "Where the keys are kept that tokens are sealed with; a relative file is one in the data folder");

    static final SettingKey<String> USER =
            SettingKey.text("store.user", "", "As whom to connect to PostgreSQL; empty for whom store.url names");

    static final SettingKey<DatabasePassword> PASSWORD = new SettingKey<>(
            "store.password",
            "",
            "The password of that user, a secret; empty for the one in store.url, or none",
            DatabasePassword::of);

    static final SettingKey<Integer> POOL = SettingKey.number(
            "store.pool",
            10,
            "How many connections to PostgreSQL a node keeps at most, half of them for reading",
            2,
            1_000);

    @Override
    public boolean serves(String url) {
        return url.startsWith(SqliteDatabase.URL_PREFIX) || url.startsWith(PostgresAddress.URL_PREFIX);
    }

    @Override
    public ImmutableList<SettingKey<?>> settings() {
        return ImmutableList.<SettingKey<?>>builder()
                .add(TIMEOUT, MIGRATE, USER, PASSWORD, POOL)
                .addAll(LeaseSettings.all())
                .add(KEYRING_FILE)
                .build();
    }

    /**
     * {@inheritDoc}
     *
     * @throws org.symbolon.core.settings.SettingsException if the URL names no file or no database
     */
    @Override
    public Stores open(Settings settings) {
        Path ring = settings.dataFolder().resolve(settings.get(KEYRING_FILE));
        Database database = database(settings);
        if (settings.get(MIGRATE)) {
            database.prepare();
        } else {
            StoreInspection.requireCurrent(database.inspect());
        }
        return new JdbcStores(database, new FileKeyRing(ring, settings.get(TIMEOUT)));
    }

    private static Database database(Settings settings) {
        String url = settings.get(CoreSettings.STORE_URL);
        if (url.startsWith(SqliteDatabase.URL_PREFIX)) {
            return SqliteDatabase.at(url, settings.dataFolder(), settings.get(TIMEOUT));
        }
        PostgresAddress address = PostgresAddress.parse(url).as(settings.get(USER), settings.get(PASSWORD));
        return new PostgresDatabase(address, settings.get(POOL), LeaseTerms.of(settings));
    }

    @Override
    public StoreStatus status(Settings settings) {
        return database(settings).inspect();
    }

    @Override
    public void migrate(Settings settings) {
        database(settings).prepare();
    }
}
