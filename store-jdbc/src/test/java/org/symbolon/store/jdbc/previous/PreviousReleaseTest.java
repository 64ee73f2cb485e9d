package org.symbolon.store.jdbc.previous;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.io.Resources;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.function.LongUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.symbolon.core.settings.CoreSettings;
import org.symbolon.core.settings.SettingKey;
import org.symbolon.core.settings.Settings;
import org.symbolon.core.store.StoreAccess;
import org.symbolon.core.store.Stores;
import org.symbolon.core.store.key.KeyScope;
import org.symbolon.core.store.record.RecordQuery;
import org.symbolon.core.value.AccountId;
import org.symbolon.core.value.Environment;
import org.symbolon.store.jdbc.JdbcStoreProvider;
import org.symbolon.store.jdbc.postgres.PostgresServer;
import org.symbolon.testing.store.KeyStorageContract;
import org.symbolon.testing.store.TestScope;

/**
 * A node of the previous release goes on while one of this release brings the schema up to date, and both use the
 * store after that. {@code previous/store.jar} has the classes and scripts of that release's store, and the packages of core
 * that it needs, as they were built by the commit that made its schema the newest one (version 5). Each release puts the
 * jar of the release before it here.
 */
@Timeout(120)
final class PreviousReleaseTest {
    private static final AccountId ID = new AccountId(7);
    private static final KeyScope KEYS = new KeyScope(ID, Environment.PRODUCTION, Instant.EPOCH);

    @TempDir
    private Path data;

    /** Hides this release from the previous one, and shows the libraries of both. */
    private static final class Libraries extends ClassLoader {
        Libraries() {
            super(PreviousReleaseTest.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (name.startsWith("org.symbolon.")) {
                throw new ClassNotFoundException(name);
            }
            return super.loadClass(name, resolve);
        }

        @Override
        public URL getResource(String name) {
            return name.startsWith("org/symbolon") ? null : super.getResource(name);
        }

        @Override
        public Enumeration<URL> getResources(String name) throws IOException {
            return name.startsWith("org/symbolon") ? Collections.emptyEnumeration() : super.getResources(name);
        }
    }

    /** The previous release, and {@link PreviousNode} as a class of it. */
    private static final class Previous extends URLClassLoader {
        Previous() {
            super(new URL[] {Resources.getResource("previous/store.jar")}, new Libraries());
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            if (!name.equals(PreviousNode.class.getName())) {
                return super.findClass(name);
            }
            try {
                byte[] code = Resources.toByteArray(Resources.getResource(name.replace('.', '/') + ".class"));
                return defineClass(name, code, 0, code.length);
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }

        LongUnaryOperator node(Path data, String url) throws ReflectiveOperationException {
            return (LongUnaryOperator) loadClass(PreviousNode.class.getName())
                    .getConstructor(Path.class, String.class)
                    .newInstance(data, url);
        }
    }

    @Test
    void onSqlite() throws Exception {
        bothUseTheStore("jdbc:sqlite:symbolon.db");
    }

    @Test
    void onPostgres() throws Exception {
        bothUseTheStore(PostgresServer.shared().newDatabase());
    }

    private static SettingKey<?> leaseFolder(JdbcStoreProvider provider) {
        return provider.settings().stream()
                .filter(key -> key.name().equals("store.lease.folder"))
                .findFirst()
                .orElseThrow();
    }

    private void bothUseTheStore(String url) throws Exception {
        JdbcStoreProvider provider = new JdbcStoreProvider();
        // Two nodes of one JVM can share a lease folder only if they share classes.
        Settings settings = Settings.inFolder(data)
                .with(CoreSettings.STORE_URL, url)
                .with(leaseFolder(provider), "leases-of-this-release");
        try (Previous release = new Previous()) {
            LongUnaryOperator previous = release.node(data, url);
            assertEquals(999_900, previous.applyAsLong(100));
            int old = provider.status(settings).schema();
            assertTrue(old < provider.status(settings).knownSchema(), "the jar has an older schema: " + old);

            provider.migrate(settings);
            assertEquals(999_800, previous.applyAsLong(100));

            try (Stores stores = provider.open(settings, StoreAccess.SERVICE)) {
                assertEquals(
                        "round 2",
                        stores.accounts().changesAfter(0).accounts().get(0).name());
                assertEquals(3, stores.keys().count(KEYS));
                stores.keys().add(KEYS, KeyStorageContract.full(1));
                for (int i = 0; i < 1_500; i++) {
                    assertTrue(stores.balance().take(TestScope.of(ID)));
                }
                long seen = previous.applyAsLong(1_500);
                assertTrue(seen >= 996_800 && seen <= 998_300, "what the other one used is reported later: " + seen);
                assertEquals(
                        "round 3",
                        stores.accounts().changesAfter(0).accounts().get(0).name());
                assertEquals(4, stores.keys().count(KEYS));
                RecordQuery ofPrevious = RecordQuery.builder().account(ID).build();
                assertEquals(
                        List.of("round 3", "round 2", "round 1"),
                        stores.records().find(ofPrevious).records().stream()
                                .map(found -> found.cookie().orElseThrow())
                                .toList());
            }
            assertEquals(996_800, previous.applyAsLong(0));
            assertEquals(0, previous.applyAsLong(-1));
        }
        try (Stores last = provider.open(settings, StoreAccess.SERVICE)) {
            assertEquals(996_800, last.balance().remaining(ID).orElseThrow());
            assertEquals(0, provider.status(settings).leases().size());
        }
    }
}
