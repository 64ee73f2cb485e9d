package org.symbolon.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Administrators, and the audit log that commands write. */
final class AdministratorCommandTest {
    @TempDir
    Path folder;

    @Test
    void administrators_areAdded_listed_changed_andEnded_andTheLogNamesTheUser() {
        Operator operator = Operator.inMemory(folder, "memory:" + folder);
        JsonNode added = operator.json("administrator", "add", "ann", "--role", "owner", "--lasts", "P1D");
        String token = added.get("token").stringValue();
        assertTrue(token.startsWith("sym_"), token);
        assertEquals("owner", added.get("role").stringValue());
        assertTrue(added.has("expires"));
        assertEquals(
                1,
                operator.run("administrator", "add", "ann", "--role", "viewer").exitCode());
        assertEquals(
                2, operator.run("administrator", "add", "bob", "--role", "king").exitCode());
        assertEquals(
                1,
                operator.run("administrator", "add", "Bob!", "--role", "viewer").exitCode());

        JsonNode list = operator.json("administrator", "list");
        assertEquals(1, list.size());
        assertFalse(list.toString().contains(token));
        assertEquals(0, operator.run("administrator", "role", "ann", "viewer").exitCode());
        JsonNode renewed = operator.json("administrator", "renew", "ann");
        assertFalse(renewed.get("token").stringValue().equals(token));
        assertEquals(0, operator.run("administrator", "end", "ann").exitCode());
        assertEquals(
                "error: there is no administrator ann\n",
                operator.run("administrator", "end", "ann").err());

        JsonNode log = operator.json("audit", "--subject", "administrator/ann");
        assertEquals(4, log.size());
        assertEquals("administrator.end", log.get(0).get("action").stringValue());
        assertEquals("command line", log.get(0).get("place").stringValue());
        assertEquals(System.getProperty("user.name"), log.get(0).get("actor").stringValue());
        assertFalse(log.toString().contains("sym_"));
    }

    @Test
    void everyChangeByACommand_isInTheLog() {
        Operator operator = Operator.inMemory(folder, "memory:" + folder);
        operator.run("account", "add", "5", "--name", "Five", "--tokens", "10");
        operator.run("account", "credit", "5", "7");
        operator.run("account", "debit", "5", "99");
        operator.run("account", "disable", "5");
        operator.run("account", "authenticator", "add", "5");
        operator.run("account", "kek", "set", "5", "--random");
        operator.run("key", "put", "5", Operator.KID, "--key", operator.file("key", Operator.KEY));
        operator.run("keyring", "rotate");
        operator.run("account", "delete", "5", "--force");

        JsonNode log = operator.json("audit");
        assertEquals(
                List.of(
                        "account.delete",
                        "keyring.change",
                        "account.change",
                        "account.change",
                        "account.change",
                        "balance.credit",
                        "account.create"),
                log.valueStream()
                        .map(entry -> entry.get("action").stringValue())
                        .filter(action -> !action.startsWith("key.") && !action.equals("keyring.create"))
                        .toList());
        assertEquals(2, operator.json("audit", "--limit", "2").size());
        JsonNode next = operator.json(
                "audit", "--limit", "1", "--before", log.get(0).get("number").toString());
        assertEquals(log.get(1), next.get(0));
        assertTrue(operator.run("audit", "--subject", "account/5").out().contains("balance: 10 -> 17"));
        assertEquals(2, operator.run("audit", "--limit", "501").exitCode());
    }
}
