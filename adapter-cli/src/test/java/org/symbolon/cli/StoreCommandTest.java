package org.symbolon.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.symbolon.cli.Operator.Answer;
import tools.jackson.databind.JsonNode;

class StoreCommandTest {
    @TempDir
    Path folder;

    @Test
    void status_ofAStoreThatIsNotThere_makesNothing() throws IOException {
        JsonNode status = Operator.on(folder).json("store", "status");

        assertEquals(0, status.get("schema").intValue());
        assertTrue(status.get("knownSchema").intValue() > 0);
        assertTrue(status.get("place").stringValue().startsWith("jdbc:sqlite:"));
        assertTrue(status.get("advice").stringValue().contains("symbolon store migrate"));
        assertEquals(0, status.get("counts").size());
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(0, files.count());
        }
    }

    @Test
    void migrate_makesTheStore_andSaysFromWhichVersionToWhich() {
        Operator operator = Operator.on(folder);

        JsonNode first = operator.json("store", "migrate");
        assertEquals(0, first.get("from").intValue());
        int known = first.get("to").intValue();
        assertEquals(known, operator.json("store", "status").get("knownSchema").intValue());
        assertEquals(
                "the schema already has version " + known + "\n",
                operator.run("store", "migrate").out());
    }

    @Test
    void migrate_inText() {
        String out = Operator.on(folder).run("store", "migrate").out();
        assertTrue(out.startsWith("the schema was updated from version 0 to version "), out);
    }

    @Test
    void status_countsWhatThereIs() {
        Operator operator = Operator.on(folder).withAccount();

        JsonNode status = operator.json("store", "status");
        assertEquals(status.get("knownSchema"), status.get("schema"));
        assertEquals(1, status.get("counts").get("accounts").intValue());
        assertEquals(0, status.get("counts").get("keys").intValue());
        assertFalse(status.has("advice"));
    }

    @Test
    void status_showsLeasesAsATable() {
        Operator operator = Operator.inMemory(folder);

        assertEquals("""
                place        memory:here
                schema       2
                knownSchema  2
                counts
                  accounts  2
                  keys      1000000
                leases
                  node    account  tokens  reported
                  node-1  5        700     2026-01-02T03:04:05Z
                """, operator.run("store", "status").out());
        assertEquals(
                700,
                operator.json("store", "status")
                        .get("leases")
                        .get(0)
                        .get("tokens")
                        .intValue());
    }

    @Test
    void withoutMigration_commandsRefuseAStoreThatIsNotUpToDate_untilItIsMigrated() {
        Operator operator = Operator.on(folder);
        operator.file("symbolon.properties", "store.migrate=false\n");

        Answer refused = operator.run("account", "list");
        assertEquals(1, refused.exitCode());
        assertTrue(refused.err().contains("'symbolon store migrate'"), refused.err());
        assertEquals(0, operator.run("store", "migrate").exitCode());
        assertEquals(0, operator.run("account", "list").exitCode());
    }

    @Test
    void kindOfStoreThatNobodyKnows_isRefused() {
        Operator operator = Operator.on(folder);
        operator.file("symbolon.properties", "store.url=jdbc:nothing:x\n");

        assertEquals(1, operator.run("store", "status").exitCode());
        assertEquals(1, operator.run("store", "migrate").exitCode());
    }

    @Test
    void storeThatIsNotThereYet_isAdvisedOf() {
        Operator operator = Operator.on(folder);
        operator.file("symbolon.properties", "store.url=" + MemoryStoreProvider.NEW);

        assertTrue(
                operator.run("store", "status").out().contains("""
                advice       there is no store at memory:new yet; 'symbolon account add' or 'symbolon serve' creates it, or 'symbolon store migrate' if store.migrate is false
                counts       -
                leases       -
                """),
                operator.run("store", "status").out());
    }
}
