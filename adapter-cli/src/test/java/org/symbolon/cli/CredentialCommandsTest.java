package org.symbolon.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.symbolon.cli.Operator.Answer;
import tools.jackson.databind.JsonNode;

class CredentialCommandsTest {
    private static final String SECRET = "c2VjcmV0LWtleQ==";

    @TempDir
    Path folder;

    private Operator operator;

    @BeforeEach
    void sitDown() {
        operator = Operator.inMemory(folder).withAccount().with("KEY", SECRET);
    }

    private Answer fairPlay(String... more) {
        return operator.trial(Stream.concat(Stream.of("fairplay", "credentials"), Stream.of(more))
                .toArray(String[]::new));
    }

    private Answer service(String... more) {
        return operator.trial(
                Stream.concat(Stream.of("widevine", "service"), Stream.of(more)).toArray(String[]::new));
    }

    private Answer set(String key) {
        return fairPlay("set", Operator.ACCOUNT, "provider=main", "privateKey=" + key);
    }

    private int keyBytes() {
        JsonNode shown = fairPlay("list", Operator.ACCOUNT, "--output", "json").json();
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

        Answer list = fairPlay("list");
        assertEquals("account  name  facts\n201722   main  keyBytes 16\n", list.out());
        assertFalse((set.out() + set.err() + list.out()).contains(SECRET));

        assertEquals(
                "the credential main of account 201722 is removed\n",
                fairPlay("remove", Operator.ACCOUNT, "main").out());
        assertEquals("there is no credential\n", fairPlay("list").out());
        assertEquals(1, fairPlay("remove", Operator.ACCOUNT, "main").exitCode());
        assertEquals(1, fairPlay("remove", Operator.ACCOUNT, "no name").exitCode());
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
        assertEquals("there is no credential\n", fairPlay("list").out());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "provider=main | missing: privateKey; the names are privateKey, provider, note (optional)",
                "privateKey=env:KEY | missing: provider; the names are privateKey, provider, note (optional)",
                "provider=main privateKey=env:KEY c2VjcmV0=x | value 3 is not written NAME=VALUE with one of the names"
                        + " privateKey, provider, note (optional)",
                "provider | value 1 is not written NAME=VALUE with one of the names privateKey, provider, note (optional)",
                "provider=a provider=b | provider is given twice"
            })
    void valuesThatMakeNoCredential_areAUsageError_thatNamesTheFields(String values, String problem) {
        Answer answer = fairPlay(("set 201722 " + values).split(" ", -1));

        assertEquals(2, answer.exitCode());
        assertEquals("error: " + problem + "\n", answer.err());
    }

    @Test
    void whatThePluginRefuses_isRefusedInItsWords() {
        Answer answer = fairPlay("set", Operator.ACCOUNT, "provider=nobody", "privateKey=env:KEY");

        assertEquals(1, answer.exitCode());
        assertEquals("error: provider is nobody\n", answer.err());
    }

    @ParameterizedTest
    @ValueSource(strings = {"set 9 --simulator", "set 9 provider=x privateKey=env:KEY", "list 9", "remove 9 x"})
    void accountThatIsNotThere_isRefused(String line) {
        Answer answer = fairPlay(line.split(" ", -1));

        assertEquals(1, answer.exitCode());
        assertEquals("error: there is no account 9\n", answer.err());
    }

    @Test
    void simulatedCredential_isSetWithALoudWarning() {
        Answer answer = fairPlay("set", Operator.ACCOUNT, "--simulator");

        assertEquals(0, answer.exitCode());
        assertEquals("the credential simulator of account 201722 is set\n", answer.out());
        assertTrue(answer.err().startsWith("warning: THIS CREDENTIAL IS FOR TRYING THINGS OUT ONLY"), answer.err());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " --simulator provider=x"})
    void valuesAndSimulator_orNeither_areAUsageError(String rest) {
        assertEquals(2, fairPlay(("set 201722" + rest).split(" ", -1)).exitCode());
    }

    @Test
    void services_areShownByAccount_theDefaultOneFirst() {
        assertEquals(
                "the licence service shared of every account is set\n",
                service("set", "--default", "provider=shared", "privateKey=env:KEY")
                        .out());
        assertEquals(
                0,
                service("set", "201722", "provider=own", "privateKey=env:KEY").exitCode());

        String header = "account  name    facts\n";
        assertEquals(
                header + "every    shared  keyBytes 16\n201722   own     keyBytes 16\n",
                service("show").out());
        assertEquals(
                header + "every    shared  keyBytes 16\n",
                service("show", "--default").out());
        JsonNode own = service("show", "201722", "--output", "json").json();
        assertEquals(1, own.size());
        assertEquals(201722, own.get(0).get("account").longValue());
        assertTrue(service("show", "--default", "--output", "json")
                .json()
                .get(0)
                .get("account")
                .isNull());
    }

    @Test
    void removedServices_areGone_andNoOther() {
        service("set", "--default", "provider=shared", "privateKey=env:KEY");
        service("set", "201722", "provider=own", "privateKey=env:KEY");

        assertEquals(
                "the licence service own of account 201722 is removed\n",
                service("remove", "201722").out());
        assertEquals(1, service("remove", "201722").exitCode());
        assertTrue(service("show").out().contains("shared"));
        assertEquals(0, service("remove", "--default").exitCode());
        assertEquals("there is no licence service\n", service("show").out());
    }

    @ParameterizedTest
    @ValueSource(strings = {"remove", "remove 5 --default", "show 5 --default", "set provider=x", "set --default"})
    void serviceOfNobody_orOfTwo_isAUsageError(String line) {
        assertEquals(2, service(line.split(" ", -1)).exitCode());
    }

    @Test
    void help_listsWhatThePluginAsksFor() {
        for (Answer help : new Answer[] {fairPlay("set", "--help"), service("set", "--help")}) {
            assertTrue(help.out().contains("A key in any form (required, secret)"), help.out());
            assertTrue(help.out().contains("note"), help.out());
        }
    }

    @Test
    void credentials_openAfterTheirRingKeyIsRetired() {
        set("env:KEY");
        String old = operator.json("keyring", "list").get(0).get("id").stringValue();
        operator = operator.at(operator.now().plusSeconds(1));
        operator.run("keyring", "rotate", "--seals-in", "PT0S");
        operator = operator.at(operator.now().plusSeconds(1));

        assertEquals(
                "key " + old + " is retired; credentials moved from it: 1\n",
                operator.run("keyring", "retire", old, "--force").out());
        assertEquals(16, keyBytes());
    }
}
