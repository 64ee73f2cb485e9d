package org.symbolon.cli;

import com.google.common.collect.ImmutableList;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.symbolon.core.CoreSettings;
import org.symbolon.core.error.StoreUnavailableException;
import org.symbolon.core.settings.SettingKey;
import org.symbolon.core.settings.Settings;
import org.symbolon.core.store.InMemoryStores;
import org.symbolon.core.store.StoreProvider;
import org.symbolon.core.store.Stores;

/** Stores that outlive a command but not the tests, one for each data folder, under {@code memory:}; under {@code memory:gone} there is no answer. */
public final class MemoryStoreProvider implements StoreProvider {
    static final String GONE = "memory:gone";

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
}
