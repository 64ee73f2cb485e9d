package org.symbolon.store.jdbc.key;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.symbolon.core.error.StoreUnavailableException;
import org.symbolon.core.settings.Settings;
import org.symbolon.core.store.StoreAccess;
import org.symbolon.core.store.Stores;
import org.symbolon.core.store.account.Account;
import org.symbolon.core.store.key.KeyPage;
import org.symbolon.core.store.key.KeyScope;
import org.symbolon.core.store.key.KeyStorage;
import org.symbolon.core.store.key.StoredKey;
import org.symbolon.core.value.AccountId;
import org.symbolon.core.value.Environment;
import org.symbolon.core.value.KeyId;
import org.symbolon.store.jdbc.EmptyStores;
import org.symbolon.store.jdbc.JdbcStoreProvider;
import org.symbolon.testing.store.KeyStorageContract;

/** Behaviour of keys in tables that is not in the contract. */
final class JdbcKeysTest {
    private static final AccountId ID = new AccountId(7);
    private static final KeyScope SCOPE = new KeyScope(ID, Environment.PRODUCTION, Instant.EPOCH);

    @TempDir
    private Path data;

    private Stores stores;
    private KeyStorage keys;

    @BeforeEach
    void open() {
        stores = new JdbcStoreProvider().open(Settings.inFolder(EmptyStores.sqlite(data)), StoreAccess.SERVICE);
        stores.accounts().change(ID, none -> Account.builder().id(ID).build());
        keys = stores.keys();
    }

    @AfterEach
    void close() {
        stores.close();
    }

    private static ImmutableList<StoredKey> several(int count) {
        return IntStream.range(0, count).mapToObj(KeyStorageContract::full).collect(ImmutableList.toImmutableList());
    }

    private static ImmutableSet<KeyId> kids(List<StoredKey> keys) {
        return keys.stream().map(StoredKey::kid).collect(ImmutableSet.toImmutableSet());
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + data.resolve("symbolon.db"));
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Test
    void add_forAnAccountThatIsNotThere_isRefusedByName() {
        KeyScope nobody = new KeyScope(new AccountId(404), Environment.PRODUCTION, Instant.EPOCH);
        StoredKey key = KeyStorageContract.full(1);
        for (IllegalArgumentException thrown : List.of(
                assertThrows(IllegalArgumentException.class, () -> keys.add(nobody, key)),
                assertThrows(IllegalArgumentException.class, () -> keys.putAll(nobody, List.of(key))))) {
            assertTrue(thrown.getMessage().contains("404"), thrown.getMessage());
        }
        assertEquals(0, keys.count(nobody));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 99, 100, 101, 200, 1_000, 2_345})
    void get_ofAnyNumber_hasEachOnce(int count) {
        ImmutableList<StoredKey> stored = several(count);
        keys.putAll(SCOPE, stored);
        assertEquals(
                ImmutableSet.copyOf(stored),
                ImmutableSet.copyOf(keys.get(SCOPE, kids(stored)).values()));
        assertEquals(count, keys.count(SCOPE));
    }

    @Test
    void putAll_thatFails_putsNone() throws SQLException {
        execute("CREATE TRIGGER never BEFORE INSERT ON content_key WHEN NEW.info LIKE '% 1500'"
                + " BEGIN SELECT RAISE(ABORT, 'no'); END");
        assertThrows(StoreUnavailableException.class, () -> keys.putAll(SCOPE, several(2_000)));
        assertEquals(0, keys.count(SCOPE));

        execute("DROP TRIGGER never");
        keys.putAll(SCOPE, several(2_000));
        assertEquals(2_000, keys.count(SCOPE));
    }

    @Test
    void change_whileTheStoreIsAskedByOthers_showsBeforeOrAfter() {
        StoredKey key = KeyStorageContract.full(1);
        keys.add(SCOPE, key);
        keys.change(SCOPE, key.kid(), before -> {
            assertEquals(Optional.of(key.ek()), keys.find(SCOPE, key.kid()));
            return StoredKey.builder().from(before).info("after").build();
        });
        assertEquals(
                Optional.of("after"),
                keys.list(SCOPE, new KeyPage(Optional.empty(), 1)).get(0).info());
    }

    @Test
    void reads_whileManyKeysAreImported_goOn() throws Exception {
        StoredKey key = KeyStorageContract.full(1);
        keys.add(SCOPE, key);
        ImmutableList<StoredKey> many = several(20_000);
        CompletableFuture<Integer> imported = CompletableFuture.supplyAsync(() -> {
            keys.putAll(new KeyScope(ID, Environment.TEST, Instant.EPOCH), many);
            return many.size();
        });
        int reads = 0;
        while (!imported.isDone()) {
            assertEquals(Optional.of(key.ek()), keys.find(SCOPE, key.kid()));
            assertEquals(1, keys.count(SCOPE));
            reads++;
        }
        assertEquals(20_000, imported.get());
        assertTrue(reads > 5, reads + " reads");
    }

    @Test
    void removed_isSeenByConnectionsThatReadItBefore() {
        StoredKey key = KeyStorageContract.full(1);
        for (int i = 0; i < 20; i++) {
            keys.add(SCOPE, key);
            assertEquals(1, keys.get(SCOPE, Set.of(key.kid())).size());
            assertTrue(keys.remove(SCOPE, key.kid()));
            assertEquals(0, keys.get(SCOPE, Set.of(key.kid())).size());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ek = x'00'", "kid = x'00'"})
    void rowWithAnInvalidValue_isUnavailable_andNotShown(String damage) throws SQLException {
        keys.add(SCOPE, KeyStorageContract.full(1));
        execute("UPDATE content_key SET " + damage);
        StoreUnavailableException thrown =
                assertThrows(StoreUnavailableException.class, () -> keys.list(SCOPE, new KeyPage(Optional.empty(), 1)));
        assertTrue(thrown.getMessage().contains("invalid"), thrown.getMessage());
    }

    @Test
    void keys_afterClose_areUnavailable() {
        stores.close();
        assertThrows(StoreUnavailableException.class, () -> keys.count(SCOPE));
        assertThrows(StoreUnavailableException.class, () -> keys.add(SCOPE, KeyStorageContract.full(1)));
    }
}
