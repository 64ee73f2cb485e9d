package org.symbolon.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.symbolon.cli.Operator.Answer;
import tools.jackson.databind.JsonNode;

class AccountKekTest {
    @TempDir
    Path folder;

    private Operator operator;

    @BeforeEach
    void sitDown() {
        operator = Operator.inMemory(folder).withAccount();
    }

    private Answer kek(String command, String... options) {
        String[] line = new String[options.length + 4];
        System.arraycopy(new String[] {"account", "kek", command, Operator.ACCOUNT}, 0, line, 0, 4);
        System.arraycopy(options, 0, line, 4, options.length);
        return operator.run(line);
    }

    private boolean isKept() {
        return operator.json("account", "show", Operator.ACCOUNT)
                .get("managedKek")
                .booleanValue();
    }

    private Answer tokenByKid() {
        return operator.run(
                "token",
                "issue",
                "wv",
                "customerAuthenticator=" + Operator.AUTHENTICATOR,
                "kid=^film1",
                "securityLevel=1",
                "hdcpOutputControl=0");
    }

    private void putRandomKey() {
        assertEquals(0, operator.key("put", "^film1", "--random").exitCode());
    }

    @Test
    void keptKek_isNamedButNeverShown() {
        assertFalse(isKept());

        Answer set = kek("set", "--kek", operator.kekFile());
        assertEquals("the KEK #1.afe008a381bdac03b412a92d54b92ddf is kept for account 201722\n", set.out());
        assertTrue(isKept());
        Answer show = operator.run("account", "show", Operator.ACCOUNT);
        assertTrue(show.out().contains("managedKek       yes\n"), show.out());
        assertFalse((show.out() + set.out()).contains(Operator.KEK));
    }

    @Test
    void keptKek_comesFromStandardInputToo_andLetsTokensNameAKeyByItsKid() {
        operator.typing(Operator.KEK).run("account", "kek", "set", Operator.ACCOUNT, "--kek", "-");
        operator.typing(Operator.KEY).key("put", "^film1", "--key", "-");

        Answer token = tokenByKid();
        assertEquals(0, token.exitCode(), token.err());
        JsonNode claims = operator.json("token", "inspect", token.out().strip(), "--reveal-keys");
        assertEquals(Operator.KEY, claims.get("contentKey").stringValue());
    }

    @Test
    void randomKek_worksWithoutAnybodySeeingIt() {
        JsonNode set = operator.json("account", "kek", "set", Operator.ACCOUNT, "--random");
        assertEquals(2, set.size());
        putRandomKey();

        assertEquals(0, tokenByKid().exitCode());
    }

    @Test
    void removedKek_opensNothingAnyMore() {
        kek("set", "--random");
        putRandomKey();

        assertEquals(
                "the KEK of account 201722 is removed\n",
                kek("remove", "--force").out());
        assertFalse(isKept());
        assertEquals(1, tokenByKid().exitCode());
        assertEquals("error: no KEK is kept for account 201722\n", kek("remove").err());
    }

    @Test
    void kekThatKeysMayNeed_isGivenUpByForceAlone() {
        kek("set", "--random");
        putRandomKey();

        for (Answer refused : new Answer[] {kek("remove"), kek("set", "--random")}) {
            assertEquals(1, refused.exitCode());
            assertEquals(
                    "error: account 201722 has 1 stored keys, which may be wrapped under the KEK that is kept;"
                            + " force gives up this KEK\n",
                    refused.err());
        }
        assertEquals(0, tokenByKid().exitCode());
        assertEquals(0, kek("set", "--random", "--force").exitCode());
        assertTrue(tokenByKid().err().startsWith("[-4024]"), tokenByKid().err());
    }

    @Test
    void sameKekAgain_orOneThatNoKeyNeeds_needsNoForce() {
        kek("set", "--random");
        assertEquals(0, kek("set", "--kek", operator.kekFile()).exitCode());
        putRandomKey();

        assertEquals(0, kek("set", "--kek", operator.kekFile()).exitCode());
        assertEquals(0, tokenByKid().exitCode());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "--random --kek x"})
    void noKekOrTwo_isAUsageError(String options) {
        operator.file("x", Operator.KEK);
        String line = "account kek set 201722 "
                + options.replace("x", folder.resolve("x").toString());
        assertEquals(2, operator.run(line.strip().split(" ", -1)).exitCode());
        assertFalse(isKept());
    }

    @Test
    void whatIsNoKek_isRefusedWithoutBeingRepeated() {
        Answer answer = kek("set", "--verbose", "--kek", operator.file("bad", Operator.KEK + "00"));

        assertEquals(1, answer.exitCode());
        assertTrue(answer.err().endsWith("error: the KEK must be 32 hexadecimal digits\n"), answer.err());
        assertFalse(answer.err().contains(Operator.KEK));
    }

    @ParameterizedTest
    @ValueSource(strings = {"set 9 --random", "remove 9"})
    void unknownAccount_isRefused(String command) {
        Answer answer = operator.run(("account kek " + command).split(" ", -1));

        assertEquals(1, answer.exitCode());
        assertEquals("error: there is no account 9\n", answer.err());
    }

    @Test
    void changesOfTheAccount_leaveTheKekAsItIs() {
        kek("set", "--random");
        operator.imports("{\"id\": 201722, \"name\": \"Other\"}");
        operator.run("account", "disable", Operator.ACCOUNT);

        assertTrue(isKept());
    }

    @Test
    void tokensByKid_workOnAfterTheKeyRingWasRotatedAndItsKeyRetired() {
        kek("set", "--random");
        putRandomKey();
        operator = operator.at(Instant.now());
        String old = operator.json("keyring", "list").get(0).get("id").stringValue();
        operator.run("keyring", "rotate", "--seals-in", "PT0S");

        operator = operator.at(Instant.now());
        Answer retired = operator.run("keyring", "retire", old, "--force");
        assertEquals(
                "key " + old + " is retired; KEKs of accounts that were sealed again: 1\n",
                retired.out(),
                retired.err());
        assertEquals(1, operator.json("keyring", "list").size());
        assertEquals(0, tokenByKid().exitCode(), tokenByKid().err());
    }

    @Test
    void refusedRetirement_movesNothing() {
        kek("set", "--random");
        String primary = operator.json("keyring", "list").get(0).get("id").stringValue();

        assertEquals(1, operator.run("keyring", "retire", primary, "--force").exitCode());
    }
}
