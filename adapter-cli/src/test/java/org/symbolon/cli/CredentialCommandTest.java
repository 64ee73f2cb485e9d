package org.symbolon.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.symbolon.cli.Operator.Answer;
import tools.jackson.databind.JsonNode;

class CredentialCommandTest {
    private static final String SECRET = "c2VjcmV0LWtleQ==";

    @TempDir
    Path folder;

    private Operator operator;

    @BeforeEach
    void sitDown() {
        operator = Operator.inMemory(folder).withAccount().with("KEY", SECRET);
    }

    /** Runs a subcommand of {@code credential} for the DRM {@code trial}. */
    private Answer trial(String command, String... more) {
        return operator.run(Stream.concat(Stream.of("credential", command, "trial"), Stream.of(more))
                .toArray(String[]::new));
    }

    private Answer set(String key) {
        return trial("set", Operator.ACCOUNT, "provider=main", "privateKey=" + key);
    }

    private Answer line(String line) {
        String[] words = line.split(" ", -1);
        return trial(words[0], Arrays.copyOfRange(words, 1, words.length));
    }

    private int keyBytes() {
        JsonNode shown = trial("list", Operator.ACCOUNT, "--output", "json").json();
        return Integer.parseInt(shown.get(0).get("facts").get("keyBytes").stringValue());
    }

    @Test
    void setCredential_isListedWithoutItsSecret_andRemoved() {
        Answer set = set("env:KEY");
        assertEquals(0, set.exitCode(), set.err());
        assertEquals("the credential main of account 201722 is set\n", set.out());
        assertEquals(
                "the credential main of account 201722 is replaced\n",
                set("env:KEY").out());

        Answer list = trial("list");
        assertEquals("drm    account  name  facts\ntrial  201722   main  keyBytes 16\n", list.out());
        assertFalse((set.out() + set.err() + list.out()).contains(SECRET));

        assertEquals(
                "the credential main of account 201722 is removed\n",
                trial("remove", Operator.ACCOUNT, "main").out());
        assertEquals("there are no credentials\n", trial("list").out());
        assertEquals(1, trial("remove", Operator.ACCOUNT, "main").exitCode());
        assertEquals(1, trial("remove", Operator.ACCOUNT, "no name").exitCode());
    }

    @Test
    void bytesOfAFile_areTakenAsTheyAre() throws IOException {
        Path file = folder.resolve("key.der");
        Files.write(file, new byte[] {0x30, 2, 0, '\n'});
        assertEquals(0, set("@" + file).exitCode());
        assertEquals(4, keyBytes());
    }

    @ParameterizedTest
    @CsvSource({"'key\n', 3", "'key\r\n', 3", "'key\n\n', 4", "'\n', 0", "'k\u00e9y', 3", "'a\tb\nc\n', 5"})
    void text_losesOneLineEnd_whereverItComesFrom(String text, int left) {
        assertEquals(0, set("@" + operator.file("key.pem", text)).exitCode());
        assertEquals(left, keyBytes());
        operator = operator.typing(text);
        assertEquals(0, set("@-").exitCode());
        assertEquals(left, keyBytes());
        operator = Operator.inMemory(folder).with("KEY", text);
        assertEquals(0, set("env:KEY").exitCode());
        assertEquals(left, keyBytes());
    }

    @ParameterizedTest
    @ValueSource(strings = {SECRET, "@@" + SECRET})
    void secretOnTheCommandLine_isRefused_withTheWaysThatThereAre(String value) {
        Answer answer = set(value);

        assertEquals(2, answer.exitCode());
        assertTrue(answer.err().contains("privateKey=@FILE"), answer.err());
        assertTrue(answer.err().contains("env:VARIABLE"), answer.err());
        assertFalse(answer.err().contains(SECRET), answer.err());
        assertEquals("there are no credentials\n", trial("list").out());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "provider=main | missing: privateKey; the names are privateKey, provider, note (optional)",
                "privateKey=env:KEY | missing: provider; the names are privateKey, provider, note (optional)",
                "provider=main privateKey=env:KEY c2VjcmV0=x | value 3 is not written NAME=VALUE with one of the names"
                        + " privateKey, provider, note (optional)",
                "provider | value 1 is not written NAME=VALUE with one of the names privateKey, provider, note"
                        + " (optional)",
                "provider=a provider=b | provider is given twice"
            })
    void valuesThatMakeNoCredential_areAUsageError_thatNamesTheFields(String values, String problem) {
        Answer answer = line("set 201722 " + values);

        assertEquals(2, answer.exitCode());
        assertEquals("error: " + problem, answer.problems().get(0));
    }

    @Test
    void whatThePluginRefuses_isRefusedInItsWords() {
        Answer answer = trial("set", Operator.ACCOUNT, "provider=nobody", "privateKey=env:KEY");

        assertEquals(1, answer.exitCode());
        assertEquals("error: provider is nobody\n", answer.err());
    }

    @ParameterizedTest
    @ValueSource(strings = {"set 9 --simulator", "set 9 provider=x privateKey=env:KEY", "list 9", "remove 9 x"})
    void accountThatIsNotThere_isRefused(String line) {
        Answer answer = line(line);

        assertEquals(1, answer.exitCode());
        assertEquals("error: there is no account 9\n", answer.err());
    }

    @Test
    void simulatedCredential_isSetWithALoudWarning() {
        Answer answer = trial("set", Operator.ACCOUNT, "--simulator");

        assertEquals(0, answer.exitCode());
        assertEquals("the credential simulator of account 201722 is set\n", answer.out());
        assertTrue(answer.err().startsWith("warning: THIS CREDENTIAL IS FOR TESTS ONLY"), answer.err());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " --simulator provider=x"})
    void valuesAndSimulator_orNeither_areAUsageError(String rest) {
        assertEquals(2, line("set 201722" + rest).exitCode());
    }

    @Test
    void credentials_areShownByAccount_thoseForAllAccountsFirst() {
        assertEquals(
                "the credential shared of all accounts is set\n",
                trial("set", "--default", "provider=shared", "privateKey=env:KEY")
                        .out());
        assertEquals(
                0, trial("set", "201722", "provider=own", "privateKey=env:KEY").exitCode());

        String header = "drm    account  name    facts\n";
        assertEquals(
                header + "trial  every    shared  keyBytes 16\ntrial  201722   own     keyBytes 16\n",
                trial("show").out());
        assertEquals(
                header + "trial  every    shared  keyBytes 16\n",
                trial("show", "--default").out());
        JsonNode own = trial("show", "201722", "--output", "json").json();
        assertEquals(1, own.size());
        assertEquals(201722, own.get(0).get("account").longValue());
        assertTrue(trial("show", "--default", "--output", "json")
                .json()
                .get(0)
                .get("account")
                .isNull());
    }

    @Test
    void removeWithoutAName_removesTheOnlyCredential_andNoOther() {
        trial("set", "--default", "provider=shared", "privateKey=env:KEY");
        trial("set", "201722", "provider=own", "privateKey=env:KEY");

        assertEquals(
                "the credential own of account 201722 is removed\n",
                trial("remove", "201722").out());
        assertEquals(1, trial("remove", "201722").exitCode());
        assertTrue(trial("show").out().contains("shared"));
        assertEquals(0, trial("remove", "--default").exitCode());
        assertEquals("there are no credentials\n", trial("show").out());
    }

    @ParameterizedTest
    @ValueSource(strings = {"remove", "remove 5 --default", "show 5 --default", "set provider=x", "set --default"})
    void noAccountAndNoDefault_orBoth_isAUsageError(String line) {
        assertEquals(2, line(line).exitCode());
    }

    @Test
    void removeWithoutAName_whereThereAreSeveral_isAUsageError_andRemovesNone() {
        for (String provider : List.of("a", "b")) {
            trial("set", Operator.ACCOUNT, "provider=" + provider, "privateKey=env:KEY");
        }

        Answer refused = trial("remove", Operator.ACCOUNT);
        assertEquals(2, refused.exitCode());
        assertEquals(
                "error: account 201722 has 2 credentials; give the name of one of them",
                refused.problems().get(0));
        assertEquals(0, trial("remove", Operator.ACCOUNT, "b").exitCode());
        assertTrue(trial("list", Operator.ACCOUNT).out().endsWith("201722   a     keyBytes 16\n"));
    }

    @Test
    void credentialsForAllAccounts_areRemovedByName() {
        trial("set", "--default", "provider=shared", "privateKey=env:KEY");
        trial("set", "--default", "--simulator");

        assertEquals(
                "the credential simulator of all accounts is removed\n",
                trial("remove", "--default", "simulator").out());
        assertEquals(
                "error: all accounts has no credential with this name\n",
                trial("remove", "--default", "simulator").err());
        assertEquals(0, trial("remove", "--default").exitCode());
    }

    @Test
    void listWithoutADrm_showsTheCredentialsOfEveryDrm() {
        set("env:KEY");
        assertEquals(
                0,
                operator.run("credential", "set", "fp", Operator.ACCOUNT, "--simulator")
                        .exitCode());

        JsonNode all = operator.json("credential", "list");
        assertEquals(2, all.size());
        assertEquals(1, operator.json("credential", "list", "fp").size());
        assertEquals(0, operator.json("credential", "list", "--default").size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"set pr 201722 --simulator", "list pr", "remove pr 201722"})
    void drmWithoutAPlugin_isRefused(String line) {
        Answer answer = operator.run(("credential " + line).split(" ", -1));

        assertEquals(1, answer.exitCode());
        assertTrue(answer.err().startsWith("error: there is no DRM pr; loaded are ["), answer.err());
    }

    @Test
    void drmWithoutASimulatedDevice_isRefused() {
        Answer answer = operator.run("credential", "set", "wv", Operator.ACCOUNT, "--simulator");

        assertEquals(1, answer.exitCode());
        assertEquals("error: the plug-in for wv simulates no device\n", answer.err());
    }

    @Test
    void help_listsWhatThePluginAsksFor() {
        Answer one = trial("set", "--help");
        Answer all = operator.run("credential", "set", "--help");
        for (Answer help : List.of(one, all)) {
            assertTrue(help.out().contains("Values of trial (Trial):"), help.out());
            assertTrue(help.out().contains("A key in any form (required, secret)"), help.out());
            assertTrue(help.out().contains("note"), help.out());
        }
        assertFalse(one.out().contains("Values of fp"), one.out());
        assertTrue(all.out().contains("Values of fp (FairPlay):"), all.out());
    }

    @Test
    void credentials_openAfterTheirRingKeyIsRetired() {
        set("env:KEY");
        String old = operator.json("keyring", "list").get(0).get("id").stringValue();
        operator = operator.at(operator.now().plusSeconds(1));
        operator.run("keyring", "rotate", "--seals-in", "PT0S");
        operator = operator.at(operator.now().plusSeconds(1));

        assertEquals(
                "key " + old + " is retired; credentials that were sealed again: 1\n",
                operator.run("keyring", "retire", old, "--force").out());
        assertEquals(16, keyBytes());
    }
}
