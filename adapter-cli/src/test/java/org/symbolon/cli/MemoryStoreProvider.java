package org.symbolon.cli;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.symbolon.core.CoreSettings;
import org.symbolon.core.account.AccountId;
import org.symbolon.core.error.StoreUnavailableException;
import org.symbolon.core.settings.SettingKey;
import org.symbolon.core.settings.Settings;
import org.symbolon.core.store.InMemoryStores;
import org.symbolon.core.store.StoreProvider;
import org.symbolon.core.store.StoreStatus;
import org.symbolon.core.store.Stores;

/** Stores that outlive a command but not the tests, one for each data folder, under {@code memory:}; under {@code memory:gone} there is no answer. */
public final class MemoryStoreProvider implements StoreProvider {
    static final String GONE = "memory:gone";

    static final String NEW = "memory:new";

    private static final StoreStatus.Lease LEASE =
            new StoreStatus.Lease("node-1", new AccountId(5), 700, Instant.parse("2026-01-02T03:04:05Z"));

    private static final Map<String, Stores> STORES = new ConcurrentHashMap<>();

    @Override
    public boolean serves(String url) {
        return url.startsWith("memory:");
    }

    @Override
    public ImmutableList<SettingKey<?>> settings() {
        return ImmutableList.of();
    }

    @Override
    public Stores open(Settings settings) {
        if (settings.get(CoreSettings.STORE_URL).equals(GONE)) {
            throw new StoreUnavailableException("the store does not answer");
        }
        return STORES.computeIfAbsent(settings.dataFolder().toString(), folder -> new InMemoryStores());
    }

    /** One that is not there yet under {@code memory:new}, and one in use elsewhere. */
    @Override
    public StoreStatus status(Settings settings) {
        String url = settings.get(CoreSettings.STORE_URL);
        return url.equals(NEW)
                ? new StoreStatus(url, 0, 1, ImmutableMap.of(), ImmutableList.of())
                : new StoreStatus(
                        url, 1, 1, ImmutableMap.of("accounts", 2L, "keys", 1_000_000L), ImmutableList.of(LEASE));
    }

    @Override
    public void migrate(Settings settings) {}
}
