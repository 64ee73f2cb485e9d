package org.symbolon.store.jdbc;

import com.google.common.collect.ImmutableList;
import java.nio.file.Path;
import java.time.Duration;
import org.symbolon.core.CoreSettings;
import org.symbolon.core.settings.SettingKey;
import org.symbolon.core.settings.Settings;
import org.symbolon.core.store.StoreProvider;
import org.symbolon.core.store.Stores;

/**
 * Opens stores behind {@code jdbc:sqlite:<file>}: accounts and balances in that file, the key ring in another. A relative file is one in
 * the data folder; folders and files that are not there are made, for their owner alone.
 */
public final class JdbcStoreProvider implements StoreProvider {
    static final SettingKey<Duration> TIMEOUT = SettingKey.duration(
            "store.timeout", Duration.ofSeconds(5), "How long a caller waits for the store before it is unavailable");

    static final SettingKey<String> KEYRING_FILE = SettingKey.text(
            "keyring.file",
            "keyring.json",
            "Where the keys are kept that tokens are sealed with; a relative file is one in the data folder");

    @Override
    public boolean serves(String url) {
        return url.startsWith(SqliteDatabase.URL_PREFIX);
    }

    @Override
    public ImmutableList<SettingKey<?>> settings() {
        return ImmutableList.of(TIMEOUT, KEYRING_FILE);
    }

    /**
     * {@inheritDoc}
     *
     * @throws org.symbolon.core.settings.SettingsException if the URL names no file
     */
    @Override
    public Stores open(Settings settings) {
        Duration timeout = settings.get(TIMEOUT);
        Path ring = settings.dataFolder().resolve(settings.get(KEYRING_FILE));
        SqliteDatabase database =
                SqliteDatabase.at(settings.get(CoreSettings.STORE_URL), settings.dataFolder(), timeout);
        database.prepare();
        return new JdbcStores(database, new FileKeyRing(ring, timeout), timeout);
    }
}
