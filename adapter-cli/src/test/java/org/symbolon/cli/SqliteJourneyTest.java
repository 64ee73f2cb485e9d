package org.symbolon.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.symbolon.cli.Operator.Answer;
import tools.jackson.databind.JsonNode;

/** An operator's day on the store that is there without any setting. */
class SqliteJourneyTest {
    @TempDir
    Path folder;

    @Test
    void everythingIsThereInTheNextCommand() {
        Operator operator = Operator.on(folder);
        String authenticator = operator.json(
                        "account",
                        "add",
                        "7",
                        "--name",
                        "Seven",
                        "--tokens",
                        "1",
                        "--option",
                        "wv=enabled",
                        "--default",
                        "wv.securityLevel=1",
                        "--default",
                        "wv.hdcpOutputControl=0")
                .get("customerAuthenticator")
                .stringValue();

        Answer issued = issue(operator, authenticator);
        assertEquals(0, issued.exitCode(), issued.err());
        assertTrue(issue(operator, authenticator).err().startsWith("[-2019]"));
        assertEquals("5\n", operator.run("account", "credit", "7", "5").out());

        operator.at(operator.now().plus(Duration.ofMinutes(1))).run("keyring", "rotate", "--seals-in", "PT0S");
        JsonNode claims = operator.json("token", "inspect", issued.out().strip());
        assertEquals(7, claims.get("account").longValue());
        assertEquals("1", claims.get("policy").get("securityLevel").stringValue());
        assertEquals(2, operator.json("keyring", "list").size());

        operator.run("account", "disable", "7");
        assertTrue(issue(operator, authenticator).err().startsWith("[-2031]"));
        assertEquals(5, operator.json("account", "show", "7").get("tokens").longValue());
    }

    private static Answer issue(Operator operator, String authenticator) {
        return operator.with("AUTHENTICATOR", authenticator)
                .run(
                        "token",
                        "issue",
                        "wv",
                        "customerAuthenticator=env:AUTHENTICATOR",
                        "contentKey=" + Operator.KEY,
                        "kid=^film1");
    }

    @Test
    void importedAccounts_areReplacedAsInMemory() {
        Operator operator = Operator.on(folder);
        operator.imports("{\"id\": 5, \"name\": \"Five\", \"tokens\": 3}");
        operator.imports("{\"id\": 5, \"tokens\": 9}");

        assertEquals("Five", operator.json("account", "show", "5").get("name").stringValue());
        assertEquals(9, operator.json("account", "show", "5").get("tokens").longValue());
    }
}
