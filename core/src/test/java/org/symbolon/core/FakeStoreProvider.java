package org.symbolon.core;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.util.ArrayList;
import java.util.List;
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
import org.symbolon.core.store.account.AccountStore;
import org.symbolon.core.store.account.TokenBalance;
import org.symbolon.core.store.credential.CredentialStore;
import org.symbolon.core.store.key.KeyStorage;
import org.symbolon.core.store.keyring.KeyRingStore;
import org.symbolon.core.store.memory.InMemoryStores;
import org.symbolon.core.store.record.RecordStore;
import org.symbolon.core.store.usage.UsageStore;

/**
 * Stores behind {@code fake:} URLs, which outlive their opening and fail when a test says so. Found by the service
 * loader.
 */
public final class FakeStoreProvider implements StoreProvider {
    static final SettingKey<Integer> SIZE = SettingKey.number("store.size", 1, "A size", 1, 10);
    private static final Map<String, Place> PLACES = new ConcurrentHashMap<>();

    /** What is behind one URL. */
    static final class Place {
        final Stores stores = new InMemoryStores();
        final List<StoreAccess> opened = new ArrayList<>();
        int closed;
        boolean failsToOpen;
        boolean failsToRead;
        boolean failsToClose;
    }

    /** The place of a URL; an empty one if the URL is new. */
    static Place place(String url) {
        return PLACES.computeIfAbsent(url, none -> new Place());
    }

    @Override
    public boolean serves(String url) {
        return url.startsWith("fake:");
    }

    @Override
    public ImmutableList<SettingKey<?>> settings() {
        return ImmutableList.of(SIZE);
    }

    @Override
    public StoreStatus status(Settings settings) {
        return new StoreStatus("fake", 1, 1, ImmutableMap.of(), ImmutableList.of());
    }

    @Override
    public void migrate(Settings settings) {}

    @Override
    public Stores open(Settings settings, StoreAccess access) {
        Place place = place(settings.get(CoreSettings.STORE_URL));
        if (place.failsToOpen) {
            throw new StoreUnavailableException("cannot be opened");
        }
        place.opened.add(access);
        return new Opened(place);
    }

    private record Opened(Place place) implements Stores {
        @Override
        public AccountStore accounts() {
            if (place.failsToRead) {
                throw new StoreUnavailableException("cannot be read");
            }
            return place.stores.accounts();
        }

        @Override
        public TokenBalance balance() {
            return place.stores.balance();
        }

        @Override
        public KeyStorage keys() {
            return place.stores.keys();
        }

        @Override
        public KeyRingStore keyRing() {
            return place.stores.keyRing();
        }

        @Override
        public CredentialStore credentials() {
            return place.stores.credentials();
        }

        @Override
        public RecordStore records() {
            return place.stores.records();
        }

        @Override
        public UsageStore usage() {
            return place.stores.usage();
        }

        @Override
        public void close() {
            place.closed++;
            if (place.failsToClose) {
                throw new IllegalStateException("cannot be closed");
            }
        }
    }
}
