package org.symbolon.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableMap;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.symbolon.cli.Operator.Answer;

/** What commands create, and what they leave as it is. */
class StoreCreationTest {
    private static final String NO_RING = "error: there is no key ring in the data folder %s yet; 'symbolon serve' and"
            + " 'symbolon account add' create it\n";

    @TempDir
    Path folder;

    /** Every command that opens the store, except those that may create it. */
    static Stream<String> commands() {
        return Stream.concat(
                commandsWithKeyRing(),
                Stream.of(
                        "account list",
                        "account show 5",
                        "account enable 5",
                        "account disable 5",
                        "account credit 5 1",
                        "account debit 5 1",
                        "account set 5 --name Five",
                        "account delete 5",
                        "account authenticator add 5",
                        "account authenticator remove 5 00000000",
                        "account kek remove 5",
                        "key put ^a --account 5 --random",
                        "key get ^a --account 5",
                        "key list --account 5",
                        "key delete ^a --account 5",
                        "key import - --account 5",
                        "key export --account 5",
                        "credential list",
                        "credential remove fp 5",
                        "trial identity list",
                        "records",
                        "explain 00000000000000000000000000000000"));
    }

    static Stream<String> commandsWithKeyRing() {
        return Stream.of(
                "account kek set 5 --random",
                "credential set fp 5 --simulator",
                "token issue fp kid=^a",
                "token inspect a",
                "token redeem a --challenge -",
                "simulate http://127.0.0.1:1/?ExpressPlayToken=a",
                "keyring list",
                "keyring rotate",
                "keyring retire 00000000");
    }

    private Map<String, String> files() throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> found = Files.walk(folder)) {
            for (Path file : found.filter(Files::isRegularFile).toList()) {
                // Reading a SQLite database in WAL mode creates two more files for the time of the connection.
                if (!file.toString().matches(".*-(wal|shm)")) {
                    files.put(folder.relativize(file).toString(), Arrays.toString(Files.readAllBytes(file)));
                }
            }
        }
        return files;
    }

    private static Answer run(Operator operator, String line) {
        return operator.run(line.split(" ", -1));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void commandWithoutAStore_createsNothing_andSaysWhatIsMissing(String line) throws IOException {
        Path missing = folder.resolve("data/here");

        Answer answer = run(Operator.on(missing), line);

        assertEquals(1, answer.exitCode(), answer.out());
        assertEquals("", answer.out());
        assertEquals(1, answer.problems().size(), answer.err());
        assertTrue(answer.err().startsWith("error: there is no store at jdbc:sqlite:" + missing), answer.err());
        assertTrue(
                answer.err()
                        .endsWith(" yet; 'symbolon account add' or 'symbolon serve' creates it, or 'symbolon store"
                                + " migrate' if store.migrate is false (data folder " + missing + ")\n"),
                answer.err());
        assertFalse(Files.exists(missing.getParent()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "store status",
                "errors",
                "plugins",
                "account import missing.json",
                "account add 5 --name Five --default x=1",
                "credential set --help"
            })
    void commandThatNeedsNoStore_orFailsBefore_createsNothing(String line) throws IOException {
        Path missing = folder.resolve("data/here");

        run(Operator.on(missing), line);

        assertFalse(Files.exists(missing.getParent()));
    }

    @Test
    void accountAdd_createsStoreAndKeyRing_andSaysSoOnce() {
        Path data = folder.resolve("data");

        Answer first = run(Operator.on(data), "account add 5 --name Five");

        assertEquals(0, first.exitCode(), first.err());
        assertEquals(2, first.problems().size(), first.err());
        assertEquals(
                "note: created the store at jdbc:sqlite:" + data.resolve("symbolon.db"),
                first.problems().get(0));
        assertTrue(first.problems().get(1).startsWith("note: created a key ring; "), first.err());
        assertEquals("", run(Operator.on(data), "account add 6 --name Six").err());
        assertEquals(1, Operator.on(data).json("keyring", "list").size());
    }

    @Test
    void accountImport_createsStoreAndKeyRing_andSaysSoOnce() {
        Operator operator = Operator.on(folder);

        assertEquals(2, operator.imports("{\"id\": 5}").problems().size());
        assertEquals("", operator.imports("{\"id\": 5}").err());
    }

    @ParameterizedTest
    @MethodSource("commandsWithKeyRing")
    void commandThatNeedsAKeyRing_createsNone(String line) throws IOException {
        Operator operator = Operator.on(folder);
        operator.run("store", "migrate");
        Map<String, String> before = files();

        Answer answer = run(operator, line);

        assertEquals(1, answer.exitCode(), answer.out());
        assertEquals(NO_RING.formatted(folder), answer.err());
        assertEquals(before.keySet(), files().keySet());
    }

    @Test
    void accountAdd_inAMigratedStore_createsTheKeyRingAlone() {
        Operator operator = Operator.on(folder);
        operator.run("store", "migrate");

        Answer answer = run(operator, "account add 5 --name Five");

        assertEquals(1, answer.problems().size(), answer.err());
        assertTrue(answer.err().startsWith("note: created a key ring; "), answer.err());
    }

    @Test
    void storeWithAnOlderSchema_isLeftAloneByCommands() throws Exception {
        Operator operator = Operator.on(folder);
        operator.run("account", "add", "5", "--name", "Five");
        int schema = operator.json("store", "status").get("schema").intValue();
        removeLastMigration();
        int older = operator.json("store", "status").get("schema").intValue();
        assertTrue(older < schema);
        Map<String, String> before = files();

        for (String line : commands().toList()) {
            Answer answer = run(operator, line);
            assertEquals(1, answer.exitCode(), line);
            assertEquals(
                    "error: the store at jdbc:sqlite:" + folder.resolve("symbolon.db") + " has schema version "
                            + older + ", but this release needs version " + schema
                            + "; 'symbolon store migrate' updates the schema (data folder " + folder + ")\n",
                    answer.err(),
                    line);
        }
        assertEquals(before, files());
    }

    /** Makes the store look as if the last migration had not been applied yet. */
    private void removeLastMigration() throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("symbolon.db"));
                Statement statement = connection.createStatement()) {
            statement.executeUpdate("DELETE FROM flyway_schema_history WHERE installed_rank ="
                    + " (SELECT max(installed_rank) FROM flyway_schema_history)");
        }
    }

    @Test
    void olderStore_isUpdatedByMigrate_andBySetUp() {
        ImmutableMap.of(
                        "store migrate", "",
                        "account add 5 --name Five",
                                "note: updated the schema of the store at memory:old from version 1 to version 2")
                .forEach((line, note) -> {
                    Path data = folder.resolve(line.substring(0, 5));
                    Operator operator = Operator.inMemory(data, MemoryStoreProvider.OLD);
                    assertEquals(1, run(operator, "account list").exitCode());
                    Answer answer = run(operator, line);
                    assertEquals(0, answer.exitCode(), answer.err());
                    assertTrue(answer.err().startsWith(note), answer.err());
                    assertEquals(0, run(operator, "account list").exitCode());
                });
    }

    @Test
    void oldRecords_areNotRemovedByCommands() throws InterruptedException {
        Operator operator = Operator.inMemory(folder).withAccount();
        operator.file("symbolon.properties", "store.url=memory:here\nrecords.keep=PT1S\n");
        operator.run(
                "token",
                "issue",
                "trial",
                "customerAuthenticator=" + Operator.AUTHENTICATOR,
                "contentKey=" + Operator.KEY);
        Thread.sleep(1_100);

        for (int i = 0; i < 3; i++) {
            assertEquals(1, operator.json("records").size());
        }
    }

    @Test
    void storeThatDoesNotAnswer_isNotMistakenForAMissingOne() {
        Operator operator = Operator.inMemory(folder, MemoryStoreProvider.GONE);

        for (String line : new String[] {"account list", "account add 5 --name Five", "keyring list"}) {
            assertEquals(
                    "error: the store does not answer\n", run(operator, line).err(), line);
        }
    }
}
