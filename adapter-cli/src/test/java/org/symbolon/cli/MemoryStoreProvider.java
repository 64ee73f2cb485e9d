package org.symbolon.cli;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.symbolon.core.error.StoreUnavailableException;
import org.symbolon.core.settings.CoreSettings;
import org.symbolon.core.settings.SettingKey;
import org.symbolon.core.settings.Settings;
import org.symbolon.core.store.StoreAccess;
import org.symbolon.core.store.StoreProvider;
import org.symbolon.core.store.StoreStatus;
import org.symbolon.core.store.Stores;
import org.symbolon.core.store.keyring.KeyRing;
import org.symbolon.core.store.keyring.RingKey;
import org.symbolon.core.store.memory.InMemoryStores;
import org.symbolon.core.value.AccountId;

/**
 * Stores in memory, one for each data folder, which live longer than a command. The URL says in which state a store is
 * until something creates or migrates it.
 */
public final class MemoryStoreProvider implements StoreProvider {
    /** A store that exists, with a key ring. */
    static final String HERE = "memory:here";

    /** A store that does not answer. */
    static final String GONE = "memory:gone";

    /** A store that does not exist yet. */
    static final String NEW = "memory:new";

    /** A store with an older schema. */
    static final String OLD = "memory:old";

    private static final int SCHEMA = 2;

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
    public Stores open(Settings settings, StoreAccess access) {
        if (url(settings).equals(GONE)) {
            throw new StoreUnavailableException("the store does not answer");
        }
        if (access == StoreAccess.COMMAND && schema(settings) != SCHEMA) {
            throw new StoreUnavailableException("the schema does not fit");
        }
        return STORES.computeIfAbsent(settings.dataFolder().toString(), folder -> stores(settings));
    }

    private static Stores stores(Settings settings) {
        InMemoryStores stores = new InMemoryStores();
        if (url(settings).equals(HERE)) {
            stores.keyRing().change(ring -> KeyRing.of(RingKey.random(new SecureRandom(), Instant.now())));
        }
        return stores;
    }

    private static String url(Settings settings) {
        return settings.get(CoreSettings.STORE_URL);
    }

    private static int schema(Settings settings) {
        if (STORES.containsKey(settings.dataFolder().toString())) {
            return SCHEMA;
        }
        return switch (url(settings)) {
            case NEW -> 0;
            case OLD -> SCHEMA - 1;
            default -> SCHEMA;
        };
    }

    @Override
    public StoreStatus status(Settings settings) {
        int schema = schema(settings);
        return schema == 0
                ? new StoreStatus(url(settings), 0, SCHEMA, ImmutableMap.of(), ImmutableList.of())
                : new StoreStatus(
                        url(settings),
                        schema,
                        SCHEMA,
                        ImmutableMap.of("accounts", 2L, "keys", 1_000_000L),
                        ImmutableList.of(LEASE));
    }

    @Override
    public void migrate(Settings settings) {
        STORES.computeIfAbsent(settings.dataFolder().toString(), folder -> stores(settings));
    }
}
