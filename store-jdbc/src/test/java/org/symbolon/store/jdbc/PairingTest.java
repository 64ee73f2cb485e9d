package org.symbolon.store.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.symbolon.core.error.StoreUnavailableException;
import org.symbolon.core.settings.CoreSettings;
import org.symbolon.core.settings.Settings;
import org.symbolon.core.store.StoreAccess;
import org.symbolon.core.store.Stores;
import org.symbolon.core.store.account.Account;
import org.symbolon.core.store.keyring.KeyRing;
import org.symbolon.core.store.keyring.RingKey;
import org.symbolon.core.value.AccountId;
import org.symbolon.store.jdbc.postgres.PostgresServer;
import org.symbolon.testing.store.TestScope;

/** A store and its key ring, of which one is missing or another one. */
final class PairingTest {
    private static final AccountId ID = new AccountId(7);

    private final JdbcStoreProvider provider = new JdbcStoreProvider();

    @TempDir
    private Path folder;

    /** Where a node keeps its ring, and the URL of its database. */
    private record Place(Path data, String url) {
        Settings settings() {
            return Settings.inFolder(data).with(CoreSettings.STORE_URL, url);
        }

        Path ring() {
            return data.resolve("keyring.json");
        }
    }

    private Place place(String name, String database) {
        return new Place(
                folder.resolve(name),
                database.equals("sqlite")
                        ? "jdbc:sqlite:symbolon.db"
                        : PostgresServer.shared().newDatabase());
    }

    private Stores open(Place place, StoreAccess access) {
        return provider.open(place.settings(), access);
    }

    private static KeyRing makeRing(Stores stores) {
        return stores.keyRing()
                .change(ring -> ring.orElseGet(() -> KeyRing.of(RingKey.random(new SecureRandom(), Instant.EPOCH))));
    }

    /** A first start, and an account. */
    private KeyRing start(Place place) {
        try (Stores stores = open(place, StoreAccess.SERVICE)) {
            stores.accounts().change(ID, none -> Account.builder().id(ID).build());
            return makeRing(stores);
        }
    }

    private String refusal(Place place, StoreAccess access) {
        StoreUnavailableException refusal = assertThrows(StoreUnavailableException.class, () -> open(place, access));
        return String.valueOf(refusal.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"sqlite", "postgresql"})
    void storeAndRing_areFoundAgain(String database) {
        Place place = place("a", database);
        KeyRing ring = start(place);
        for (StoreAccess access : new StoreAccess[] {StoreAccess.SERVICE, StoreAccess.SETUP, StoreAccess.COMMAND}) {
            try (Stores stores = open(place, access)) {
                assertEquals(Optional.of(ring), stores.keyRing().read());
                assertEquals(Optional.empty(), stores.problem());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"sqlite", "postgresql"})
    void missingRing_isNotMadeAnew(String database) throws IOException {
        Place place = place("a", database);
        KeyRing ring = start(place);
        Path backup = Files.move(place.ring(), folder.resolve("backup.json"));

        for (StoreAccess access : new StoreAccess[] {StoreAccess.SERVICE, StoreAccess.SETUP, StoreAccess.COMMAND}) {
            String refusal = refusal(place, access);
            assertTrue(refusal.contains(place.ring() + " is missing"), refusal);
            assertTrue(refusal.contains(ring.keys().get(0).id().toString()), refusal);
            assertTrue(refusal.contains("symbolon store accept --force"), refusal);
        }
        assertFalse(Files.exists(place.ring()));

        Files.move(backup, place.ring());
        open(place, StoreAccess.SERVICE).close();
    }

    @Test
    void missingDatabaseFile_isNotMadeAnew() throws IOException {
        Place place = place("a", "sqlite");
        start(place);
        Path database = place.data().resolve("symbolon.db");
        Files.move(database, folder.resolve("backup.db"));

        for (StoreAccess access : new StoreAccess[] {StoreAccess.SERVICE, StoreAccess.SETUP, StoreAccess.COMMAND}) {
            assertTrue(refusal(place, access).contains("there is no store at jdbc:sqlite:" + database));
        }
        StoreUnavailableException migration =
                assertThrows(StoreUnavailableException.class, () -> provider.migrate(place.settings()));
        assertTrue(String.valueOf(migration.getMessage()).contains("there is no store"));
        assertFalse(Files.exists(database));

        Files.move(folder.resolve("backup.db"), database);
        open(place, StoreAccess.SERVICE).close();
    }

    @Test
    void emptyDatabaseOfAServer_isNotTaken_forARingThatHasAStore() {
        Place place = place("a", "postgresql");
        start(place);
        Place wrong = new Place(place.data(), PostgresServer.shared().newDatabase());
        assertTrue(refusal(wrong, StoreAccess.SERVICE).contains("there is no store at jdbc:postgresql:"));
        assertEquals(0, provider.status(wrong.settings()).schema());
    }

    @ParameterizedTest
    @EnumSource(
            value = StoreAccess.class,
            names = {"SERVICE", "COMMAND"})
    void ringOfAnotherStore_isRefused(StoreAccess access) throws IOException {
        Place one = place("a", "sqlite");
        Place two = place("b", "sqlite");
        start(one);
        start(two);
        Files.delete(one.ring());
        Files.copy(two.ring(), one.ring());
        assertTrue(refusal(one, access).contains("does not belong to the store"));
    }

    @Test
    void ringWithoutAStore_butOfOtherKeys_isRefused() throws IOException {
        Place place = place("a", "sqlite");
        start(place);
        Place other = place("b", "sqlite");
        start(other);
        Files.delete(place.ring());
        Files.copy(other.ring(), place.ring());
        forgetStore(place.ring());
        assertTrue(refusal(place, StoreAccess.SERVICE).contains("does not belong to the store"));
    }

    /** Makes the file what an earlier release has written. */
    private static void forgetStore(Path ring) throws IOException {
        String json = Files.readString(ring);
        String older = json.replaceFirst("\"store\" : \"[^\"]*\",", "");
        assertTrue(older.length() < json.length(), json);
        Files.writeString(ring, older);
    }

    @Test
    void installationOfAnEarlierRelease_isAdopted() throws IOException, SQLException {
        Place place = place("a", "sqlite");
        KeyRing ring = start(place);
        forgetStore(place.ring());
        forgetRing(place);

        open(place, StoreAccess.COMMAND).close();
        assertFalse(Files.readString(place.ring()).contains("store"), "a command changes nothing");
        open(place, StoreAccess.SERVICE).close();

        assertTrue(Files.readString(place.ring()).contains("store"));
        Files.delete(place.ring());
        assertTrue(refusal(place, StoreAccess.SERVICE)
                .contains(ring.keys().get(0).id().toString()));
    }

    @Test
    void storeOfAnEarlierRelease_withoutItsRing_isRefused() throws IOException, SQLException {
        Place place = place("a", "sqlite");
        start(place);
        forgetRing(place);
        Files.delete(place.ring());
        assertTrue(refusal(place, StoreAccess.SERVICE).contains("is missing"));
    }

    /** Makes the store what an earlier release has left. */
    private static void forgetRing(Place place) throws SQLException {
        try (Connection connection =
                DriverManager.getConnection("jdbc:sqlite:" + place.data().resolve("symbolon.db"))) {
            connection.createStatement().execute("DELETE FROM store_identity");
            connection.createStatement().execute("DELETE FROM store_ring_key");
        }
    }

    @Test
    void nodesWithCopiesOfTheRing_shareADatabase_alsoAfterARotationOfOneCopy() throws IOException {
        Place one = place("a", "postgresql");
        start(one);
        Place two = new Place(folder.resolve("b"), one.url());
        assertTrue(refusal(two, StoreAccess.SERVICE).contains("copy it from another node"));
        Files.createDirectories(two.data());
        Files.copy(one.ring(), two.ring());
        open(two, StoreAccess.SERVICE).close();

        try (Stores stores = open(one, StoreAccess.COMMAND)) {
            stores.keyRing().change(ring -> ring.orElseThrow().with(RingKey.random(new SecureRandom(), Instant.now())));
        }

        open(one, StoreAccess.SERVICE).close();
        open(two, StoreAccess.SERVICE).close();
    }

    @Test
    void nodesThatStartTogetherWithoutARing_makeOne() {
        Place one = place("a", "postgresql");
        Place two = new Place(folder.resolve("b"), one.url());
        try (Stores first = open(one, StoreAccess.SERVICE);
                Stores second = open(two, StoreAccess.SERVICE)) {
            makeRing(first);
            StoreUnavailableException refusal = assertThrows(StoreUnavailableException.class, () -> makeRing(second));
            assertTrue(String.valueOf(refusal.getMessage()).contains("another node"), refusal.getMessage());
        }
        assertTrue(Files.exists(one.ring()));
        assertFalse(Files.exists(two.ring()));
    }

    @Test
    void storeMadeByMigrate_getsItsRingWithTheFirstStart() {
        Place place = place("a", "sqlite");
        provider.migrate(place.settings());
        start(place);
        open(place, StoreAccess.SERVICE).close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ring", "store", "both differ"})
    void accept_linksWhatIsThere(String missing) throws IOException {
        Place place = place("a", "sqlite");
        start(place);
        Place other = place("b", "sqlite");
        start(other);
        switch (missing) {
            case "ring" -> Files.delete(place.ring());
            case "store" -> Files.delete(place.data().resolve("symbolon.db"));
            default -> Files.write(place.ring(), Files.readAllBytes(other.ring()));
        }
        refusal(place, StoreAccess.SERVICE);

        try (Stores stores = open(place, StoreAccess.ACCEPT)) {
            makeRing(stores);
        }

        open(place, StoreAccess.COMMAND).close();
        open(place, StoreAccess.SERVICE).close();
    }

    @Test
    void fileThatVanishesOrIsReplacedWhileOpen_isAProblemUntilItIsBack() throws IOException {
        Place place = place("a", "sqlite");
        start(place);
        start(place("b", "sqlite"));
        Path database = place.data().resolve("symbolon.db");
        Path aside = folder.resolve("aside");
        try (Stores stores = open(place, StoreAccess.SERVICE)) {
            assertEquals(Optional.empty(), stores.keyRing().problem());
            Files.move(place.ring(), aside);
            assertTrue(stores.keyRing().problem().orElseThrow().contains(place.ring() + " has vanished"));
            Files.copy(folder.resolve("b/keyring.json"), place.ring());
            assertTrue(stores.keyRing().problem().orElseThrow().contains("replaced"));
            assertThrows(StoreUnavailableException.class, stores.keyRing()::read);
            Files.delete(place.ring());
            Files.move(aside, place.ring());
            assertEquals(Optional.empty(), stores.keyRing().problem());

            Files.move(database, aside);
            assertTrue(stores.problem().orElseThrow().contains(database + " has vanished"));
            assertThrows(StoreUnavailableException.class, () -> stores.balance().take(TestScope.of(ID)));
            Files.copy(aside, database);
            assertTrue(stores.problem().orElseThrow().contains("replaced"));
            assertThrows(
                    StoreUnavailableException.class,
                    () -> stores.accounts().change(ID, before -> before.orElseThrow()));
            Files.delete(database);
            Files.move(aside, database);
            assertEquals(Optional.empty(), stores.problem());
            assertTrue(stores.balance().take(TestScope.of(ID)));
        }
    }

    @Test
    void ringWhoseKeysWereAllReplacedBetweenTwoReads_isStillThatOfTheStore() {
        Place place = place("a", "sqlite");
        KeyRing first = start(place);
        try (Stores node = open(place, StoreAccess.SERVICE);
                Stores command = open(place, StoreAccess.COMMAND)) {
            assertEquals(Optional.of(first), node.keyRing().read());
            RingKey next = RingKey.random(new SecureRandom(), Instant.EPOCH.plusSeconds(1));
            command.keyRing().change(ring -> ring.orElseThrow().with(next));
            command.keyRing()
                    .change(ring ->
                            ring.orElseThrow().without(first.keys().get(0).id()));

            assertEquals(Optional.of(KeyRing.of(next)), node.keyRing().read());
            assertEquals(Optional.empty(), node.problem());
        }
    }
}
