package org.symbolon.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.symbolon.cli.Operator.Answer;

/** The other names of commands, which begin with the display name of a DRM. */
class DrmAliasesTest {
    @TempDir
    Path folder;

    private Operator operator;

    @BeforeEach
    void setUp() {
        operator = Operator.inMemory(folder).withAccount().with("KEY", "secret");
    }

    private Answer line(String line) {
        return operator.run(line.split(" ", -1));
    }

    @Test
    void everyCommandForCredentials_hasAnOtherName() {
        assertEquals(
                "the credential main of account 201722 is set\n",
                line("trial identity set 201722 provider=main privateKey=env:KEY")
                        .out());
        assertEquals(
                "the credential shared of all accounts is set\n",
                line("trial identity set --default provider=shared privateKey=env:KEY")
                        .out());
        assertEquals(2, line("trial identity list --output json").json().size());
        assertEquals(1, line("trial identity show 201722 --output json").json().size());
        assertEquals(
                "the credential main of account 201722 is removed\n",
                line("trial identity remove 201722").out());
        assertEquals(
                "the credential shared of all accounts is removed\n",
                line("trial identity remove --default shared").out());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--output json trial identity list",
                "--output=json trial identity list",
                "--verbose --output json trial identity list",
                "trial --output json identity list",
                "trial identity --output json list",
                "trial identity list --output json"
            })
    void globalOptions_standAnywhere(String line) {
        Answer answer = line(line);

        assertEquals(0, answer.exitCode(), answer.err());
        assertEquals(0, answer.json().size());
    }

    @Test
    void settingsOfTheCommandLine_sayWhichPluginsThereAre() {
        String config = operator.file("required.properties", "plugins.required=pr\n");

        Answer answer = operator.run("--config", config, "trial", "identity", "list");

        assertEquals(2, answer.exitCode());
        assertTrue(answer.err().startsWith("error: there is no trial here\n"), answer.err());
    }

    @ParameterizedTest
    @CsvSource({
        "trial --help, symbolon credential ",
        "trial identity --help, symbolon credential ",
        "trial identity set --help, Values of trial (Trial):",
        "trial identity list --help, symbolon credential list",
        "trial simulate --help, symbolon simulate ",
        "fairplay credentials set --help, Values of fp (FairPlay):",
        "widevine service set --help, Values of wv (Widevine):"
    })
    void help_isThatOfTheUsualName(String line, String part) {
        Answer help = line(line);

        assertEquals(0, help.exitCode(), help.err());
        assertTrue(help.out().contains(part), help.out());
    }

    @Test
    void simulate_isThatOfTheDrmOfTheToken() {
        Answer answer = line("fairplay simulate nonsense");

        assertEquals(2, answer.exitCode());
        assertEquals(
                "error: URL is not a licence URL: it does not begin with http:// or https://",
                answer.problems().get(0));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "example identity list",
                "TRIAL identity list",
                "tria identity list",
                "trial credentials list",
                "trial account list",
                "trial credential list"
            })
    void whatIsNoOtherName_isAUsageError(String line) {
        Answer answer = line(line);

        assertEquals(2, answer.exitCode());
        assertEquals("", answer.out());
        assertTrue(answer.err().startsWith("error: there is "), answer.err());
    }

    @Test
    void otherNameWithoutACommand_isAUsageErrorOfTheUsualName() {
        for (String line : new String[] {"trial", "trial identity"}) {
            Answer answer = line(line);
            assertEquals(2, answer.exitCode());
            assertTrue(answer.err().endsWith("See: symbolon credential --help\n"), answer.err());
        }
    }
}
