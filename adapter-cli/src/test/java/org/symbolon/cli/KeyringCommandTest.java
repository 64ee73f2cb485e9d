package org.symbolon.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.symbolon.cli.Operator.Answer;
import tools.jackson.databind.JsonNode;

class KeyringCommandTest {
    private final Instant now = Instant.now();
    private static final Duration LONGEST_LIFE = Duration.ofDays(30);

    @TempDir
    Path folder;

    private Operator operator;

    @BeforeEach
    void sitDown() {
        operator = Operator.inMemory(folder).at(now);
    }

    /** The ring is made by the first command, at the system's time, so that tests begin a little later. */
    private Operator after(Duration time) {
        return operator.at(now.plus(time));
    }

    private String id(int index) {
        return operator.json("keyring", "list").get(index).get("id").stringValue();
    }

    @Test
    void newRing_hasOnePrimaryKey() {
        JsonNode keys = after(Duration.ofMinutes(1)).json("keyring", "list");

        assertEquals(1, keys.size());
        assertEquals("primary", keys.get(0).get("state").stringValue());
        assertTrue(keys.get(0).get("until").isNull());
        assertFalse(keys.get(0).get("spent").booleanValue());
    }

    @Test
    void rotation_addsAKeyThatWaits_thenIsPrimary() {
        id(0);
        JsonNode made = after(Duration.ofMinutes(1)).json("keyring", "rotate");

        JsonNode before = after(Duration.ofMinutes(2)).json("keyring", "list");
        assertEquals("primary", before.get(0).get("state").stringValue());
        assertEquals("waiting", before.get(1).get("state").stringValue());
        assertEquals(made.get("id"), before.get(1).get("id"));
        assertEquals(
                now.plus(Duration.ofMinutes(11)).toString(),
                before.get(1).get("sealsFrom").stringValue());
        assertEquals(before.get(1).get("sealsFrom"), before.get(0).get("until"));

        JsonNode later = after(Duration.ofMinutes(11)).json("keyring", "list");
        assertEquals("old", later.get(0).get("state").stringValue());
        assertEquals("primary", later.get(1).get("state").stringValue());
    }

    @Test
    void rotation_explainsItself_andWarnsWhereItIsTooSoon() {
        Answer usual = operator.run("keyring", "rotate");
        Answer soon = operator.run("keyring", "rotate", "--seals-in", "PT1S");

        assertTrue(usual.err().startsWith("note: every node opens"), usual.err());
        assertTrue(soon.err().startsWith("warning: "), soon.err());
    }

    @ParameterizedTest
    @ValueSource(strings = {"-PT1S", "10m", ""})
    void rotation_inATimeThatMakesNoSense_isAUsageError(String duration) {
        assertEquals(
                2, operator.run("keyring", "rotate", "--seals-in=" + duration).exitCode());
        assertEquals(1, operator.json("keyring", "list").size());
    }

    @Test
    void primaryKey_isNeverRetired() {
        String primary = id(0);

        Answer answer = after(Duration.ofMinutes(1)).run("keyring", "retire", primary, "--force");

        assertEquals(1, answer.exitCode());
        assertTrue(answer.err().startsWith("error: key " + primary + " is the primary key"), answer.err());
    }

    @Test
    void waitingKey_isRetiredByForceAlone() {
        id(0);
        String waiting = operator.json("keyring", "rotate").get("id").stringValue();

        Answer refused = operator.run("keyring", "retire", waiting);
        assertEquals(1, refused.exitCode());
        assertTrue(refused.err().contains("is waiting to seal"), refused.err());
        assertEquals(0, operator.run("keyring", "retire", waiting, "--force").exitCode());
        assertEquals(1, operator.json("keyring", "list").size());
    }

    @Test
    void oldKey_isRetiredOnceItIsSpent() {
        String old = id(0);
        after(Duration.ofMinutes(1)).run("keyring", "rotate", "--seals-in", "PT1M");
        Duration lastEnd = Duration.ofMinutes(2).plus(LONGEST_LIFE);

        Answer tooEarly = after(lastEnd).run("keyring", "retire", old);
        assertEquals(1, tooEarly.exitCode());
        assertTrue(tooEarly.err().contains("are valid until " + now.plus(lastEnd)), tooEarly.err());

        Operator inTime = after(lastEnd.plusMillis(1));
        assertTrue(inTime.json("keyring", "list").get(0).get("spent").booleanValue());
        assertEquals(
                "key " + old + " is retired\n",
                inTime.run("keyring", "retire", old).out());
    }

    @Test
    void oldKey_thatIsNotSpent_isRetiredByForce_andItsTokensAreLost() {
        operator.withAccount();
        String url = operator.run(
                        "token",
                        "issue",
                        "fp",
                        "customerAuthenticator=" + Operator.AUTHENTICATOR,
                        "contentKey=" + Operator.KEY,
                        "iv=" + Operator.KID)
                .out()
                .strip();
        String old = id(0);
        after(Duration.ofMinutes(1)).run("keyring", "rotate", "--seals-in", "PT0S");

        assertEquals(
                0,
                after(Duration.ofHours(1))
                        .run("keyring", "retire", old, "--force")
                        .exitCode());
        assertEquals(1, operator.run("token", "inspect", url).exitCode());
    }

    @Test
    void unknownKey_isRefused() {
        String other = id(0).equals("00000000") ? "00000001" : "00000000";

        assertEquals(
                "error: there is no key " + other + " in the ring\n",
                operator.run("keyring", "retire", other).err());
        assertEquals(2, operator.run("keyring", "retire", "primary").exitCode());
    }
}
