package org.symbolon.store.jdbc;

import java.nio.file.Path;
import java.time.Duration;
import org.symbolon.core.settings.Settings;

/**
 * What {@link LeaseSettings} say.
 *
 * @param tokens the most that a node has of an account at a time
 * @param idle after how long without a take that is given back
 * @param folder where journals are
 * @param timeout how long a caller waits for the store
 */
record LeaseTerms(int tokens, Duration idle, Path folder, Duration timeout) {

    static LeaseTerms of(Settings settings) {
        return new LeaseTerms(
                settings.get(LeaseSettings.TOKENS),
                settings.get(LeaseSettings.IDLE),
                settings.dataFolder()
                        .resolve(settings.get(LeaseSettings.FOLDER))
                        .toAbsolutePath(),
                settings.get(JdbcStoreProvider.TIMEOUT));
    }
}
