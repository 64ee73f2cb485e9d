package org.symbolon.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command that goes on without a key ring that is lost. */
final class StoreAcceptTest {
    @TempDir
    private Path folder;

    private Operator operator;
    private Path ring;

    @BeforeEach
    void loseTheRing() throws IOException {
        operator = Operator.on(folder);
        operator.run("account", "add", "5", "--name", "Five");
        ring = folder.resolve("keyring.json");
        Files.delete(ring);
    }

    @Test
    void commands_refuseAStoreWhoseRingIsMissing_andMakeNone() {
        for (String command : new String[] {"list", "show 5", "add 6 --name Six"}) {
            Operator.Answer answer = operator.run(("account " + command).split(" "));
            assertEquals(1, answer.exitCode(), command);
            assertTrue(answer.err().contains(ring + " is missing"), answer.err());
        }
        assertFalse(Files.exists(ring));
    }

    @Test
    void accept_withForceAlone_makesARing() {
        assertEquals(2, operator.run("store", "accept").exitCode());
        assertFalse(Files.exists(ring));

        Operator.Answer answer = operator.run("store", "accept", "--force");

        assertTrue(answer.out().contains("a key ring with 1 key"), answer.out());
        assertEquals(1, operator.json("account", "list").size());
    }
}
