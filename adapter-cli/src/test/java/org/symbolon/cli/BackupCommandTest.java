package org.symbolon.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.symbolon.cli.Operator.Answer;
import org.symbolon.core.account.RunningServices;
import tools.jackson.databind.JsonNode;

/** The commands that copy and restore the store, and remove what nobody needs any more. */
class BackupCommandTest {
    @TempDir
    Path folder;

    private Operator operator() {
        return Operator.on(folder.resolve("data"));
    }

    private String copy() {
        return folder.resolve("copy").toString();
    }

    @Test
    void backupAndRestore_bringBackWhatTheCopyHas_andSayWhatItDoesNot() {
        Operator operator = operator();
        operator.run("account", "add", "7", "--name", "Seven", "--option", "wv=enabled", "--tokens", "100");
        Answer copied = operator.run("backup", "--to", copy());
        assertEquals(0, copied.exitCode(), copied.err());
        assertTrue(copied.err().contains("note: the key ring was not copied"), copied.err());
        operator.run("account", "debit", "7", "30");

        Answer refused = operator.run("restore", "--from", copy());
        assertEquals(1, refused.exitCode());
        assertTrue(refused.err().contains("--force"), refused.err());

        Answer restored = operator.run("restore", "--from", copy(), "--force");
        assertEquals(0, restored.exitCode(), restored.err());
        assertTrue(restored.err().contains("take them off with 'symbolon account debit'"), restored.err());
        assertTrue(
                restored.out().replaceAll(" +", " ").contains("account restored replaced\n 7 100 70\n"),
                restored.out());
        assertEquals(100, operator.json("account", "show", "7").get("tokens").intValue());
        JsonNode copy = operator.json("store", "status").get("copy");
        assertTrue(copy.has("made") && copy.has("restored"), copy.toString());
    }

    @Test
    void backupWithKeyRing_isEnoughForAnotherFolder() {
        Operator operator = operator();
        operator.run("account", "add", "7", "--name", "Seven", "--option", "wv=enabled", "--tokens", "100");
        JsonNode copied = operator.json("backup", "--to", copy(), "--with-keyring");
        assertTrue(copied.get("keyRing").booleanValue());
        assertEquals(1, copied.get("counts").get("accounts").intValue());

        Operator elsewhere = Operator.on(folder.resolve("elsewhere"));
        assertEquals(0, elsewhere.run("restore", "--from", copy()).exitCode());
        assertEquals(
                operator.run("keyring", "list").out(),
                elsewhere.run("keyring", "list").out());
    }

    @Test
    void restore_underARunningService_isRefusedUnlessForced() throws IOException {
        Operator operator = operator();
        operator.run("account", "add", "7", "--name", "Seven", "--option", "wv=enabled");
        operator.run("backup", "--to", copy());
        Files.delete(folder.resolve("data/symbolon.db"));
        RunningServices.Presence service = new RunningServices(folder.resolve("data")).enter();

        Answer refused = operator.run("restore", "--from", copy());
        assertEquals(1, refused.exitCode());
        assertTrue(refused.err().contains("a service runs on this data folder"), refused.err());
        assertFalse(Files.exists(folder.resolve("data/symbolon.db")));
        assertTrue(operator.run("restore", "--from", copy(), "--force").err().contains("warning: a service runs"));

        service.close();
        assertEquals(0, operator.run("account", "show", "7").exitCode());
    }

    @Test
    void storeOfAnotherKind_isRefusedWithTheWay() {
        Answer refused = Operator.inMemory(folder.resolve("memory")).run("backup", "--to", copy());
        assertEquals(1, refused.exitCode());
        assertTrue(refused.err().contains("docs/operations/backup.md"), refused.err());
        assertFalse(Files.exists(folder.resolve("copy")));
    }

    @Test
    void purge_countsAndRemovesExpiredKeys_ofAllAccountsOrOne() {
        Operator operator = operator().withAccount();
        operator.imports("{\"id\": 8}");
        for (String account : new String[] {Operator.ACCOUNT, "8"}) {
            for (String environment : new String[] {"production", "test"}) {
                String keys = "kid,ek,expiration\n" + Operator.KID + "," + Operator.EK + ",2020-01-01T00:00:00Z\n"
                        + "^lasts," + Operator.EK + ",\n";
                Answer imported = operator.run(
                        "key",
                        "import",
                        operator.file("keys.csv", keys),
                        "--account",
                        account,
                        "--environment",
                        environment);
                assertEquals(0, imported.exitCode(), imported.err());
            }
        }

        assertEquals(
                "keys that have expired: 4\n",
                operator.run("key", "purge", "--dry-run").out());
        assertEquals(
                "keys removed: 2\n",
                operator.run("key", "purge", "--account", "8").out());
        assertEquals(2, operator.json("key", "purge").get("removed").intValue());
        assertEquals("keys removed: 0\n", operator.run("key", "purge").out());
        assertEquals(1, operator.run("key", "purge", "--account", "9").exitCode());
        assertEquals(1, operator.keyJson("list").size());
    }

    @Test
    void leases_areDroppedOnlyWithTheirFate() {
        Operator operator = Operator.inMemory(folder.resolve("memory"));
        assertEquals(2, operator.run("store", "lease", "drop").exitCode());
        assertEquals(
                2,
                operator.run("store", "lease", "drop", "--write-off", "--give-back")
                        .exitCode());
        assertTrue(
                operator.run("store", "lease", "drop", "n", "--write-off").err().contains("no lease of a node n"));
        assertEquals(
                "no node that is gone has a lease\n",
                operator.run("store", "lease", "drop", "node-1", "--write-off").out());
    }
}
