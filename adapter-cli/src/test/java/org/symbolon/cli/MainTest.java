package org.symbolon.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.symbolon.cli.Operator.Answer;

class MainTest {
    @TempDir
    Path folder;

    private Operator operator;

    @BeforeEach
    void sitDown() {
        operator = Operator.inMemory(folder);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "account",
                "account list",
                "account show",
                "account import",
                "account add",
                "account set",
                "account debit",
                "account delete",
                "account enable",
                "account disable",
                "account credit",
                "account authenticator",
                "account authenticator add",
                "account authenticator remove",
                "account kek",
                "account kek set",
                "account kek remove",
                "key",
                "key put",
                "key get",
                "key list",
                "key delete",
                "key import",
                "key export",
                "store",
                "store status",
                "store migrate",
                "token",
                "token issue",
                "token inspect",
                "token redeem",
                "credential",
                "credential set",
                "credential list",
                "credential remove",
                "simulate",
                "fairplay",
                "fairplay credentials",
                "fairplay credentials set",
                "fairplay credentials list",
                "fairplay credentials remove",
                "fairplay simulate",
                "widevine",
                "widevine service",
                "widevine service set",
                "widevine service show",
                "widevine service remove",
                "records",
                "records export",
                "explain",
                "usage",
                "keyring",
                "keyring list",
                "keyring rotate",
                "keyring retire",
                "errors",
                "plugins",
                "serve",
                "completion",
                "help"
            })
    void everyCommand_hasHelpAndTheGlobalOptions(String command) {
        Answer help = operator.run((command + " --help").strip().split(" ", -1));

        assertEquals(0, help.exitCode());
        for (String option : new String[] {"--data", "--config", "--output", "--verbose", "--help"}) {
            assertTrue(help.out().contains(option), help.out());
        }
        assertEquals("", help.err());
    }

    @Test
    void version_isOneLine() {
        Answer answer = operator.runAnywhere("--version");

        assertEquals(0, answer.exitCode());
        assertTrue(answer.out().matches("symbolon .+\n"), answer.out());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "account",
                "acount",
                "account lst",
                "account show",
                "account show x",
                "account show -5",
                "account show 5 6",
                "account list --nonsense",
                "account list --output xml",
                "account list --data",
                "account add 5",
                "account set 5",
                "account debit 5",
                "account delete",
                "account add 5 --name n --option wv=on",
                "account add 5 --name n --network everywhere",
                "account kek set",
                "account kek set five --random",
                "key list",
                "key list --account five",
                "key list --account 5 --after x",
                "key list --account 5 --environment live",
                "key get --account 5",
                "key get --account 5 xyz",
                "key put --account 5 --random",
                "key delete --account 5",
                "key import --account 5",
                "key import --account 5 x --batch many",
                "key export --account 5 --format xml",
                "token issue WV a=b",
                "token issue wv",
                "token issue wv a=b --environment live",
                "token redeem",
                "token redeem x",
                "fairplay",
                "fairplay credentials remove",
                "fairplay credentials set 5",
                "fairplay simulate",
                "fairplay nothing",
                "fairplay account list",
                "simulate",
                "credential",
                "credential set",
                "credential set trial",
                "credential list TRIAL",
                "widevine service set",
                "records --id x",
                "records --reference x",
                "records export --format xml",
                "records export --from x",
                "usage --by week",
                "explain",
                "explain x",
                "completion",
                "completion fish"
            })
    void commandLineThatMakesNoSense_isToldAndExits2(String line) {
        Answer answer = operator.run(line.split(" ", -1));

        assertEquals(2, answer.exitCode(), answer.err());
        assertEquals("", answer.out());
        assertTrue(answer.err().startsWith("error: "), answer.err());
        assertTrue(answer.err().contains("See: symbolon"), answer.err());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "account show SECRET",
                "account show 5 SECRET",
                "account authenticator add 5 SECRET",
                "account authenticator add 5 --secret SECRET",
                "account authenticator add 5 --secret=SECRET",
                "account authenticator add 5 --environment SECRET",
                "account credit 5 SECRET",
                "account add 5 --name n --option SECRET",
                "account add 5 --name n --option wv=SECRET",
                "account add 5 --name n --option SECRET=enabled",
                "account add 5 --name n --network SECRET",
                "account add 5 --name n --default SECRET",
                "account add 5 --name n --default wv.contentKey=SECRET",
                "account add 5 --name n --default SECRET=1",
                "account add 5 --name n --tokens SECRET",
                "account set 5 --default SECRET",
                "account set 5 --no-default SECRET",
                "account set 5 --status SECRET",
                "account delete SECRET",
                "account debit 5 SECRET",
                "account kek set SECRET --random",
                "account kek set 5 SECRET",
                "account kek set 5 --kek SECRET",
                "account kek set 5 --kek=SECRET",
                "key put --account 5 ^a SECRET",
                "key put --account 5 ^a --key SECRET",
                "key put --account 5 ^a --ek SECRET",
                "key put --account 5 ^a --random --kek SECRET",
                "key put --account 5 ^a --k SECRET",
                "key get --account 5 SECRETx",
                "key list --account 5 --limit SECRET",
                "key import --account 5 SECRET",
                "key import --account 5 x --batch SECRET",
                "key export --account 5 --kek SECRET",
                "key export --account SECRET",
                "token issue SECRET a=b",
                "token issue wv SECRET",
                "token issue wv a=b --caller SECRET",
                "token inspect SECRET",
                "token inspect a SECRET",
                "token redeem SECRET --challenge x",
                "fairplay credentials set SECRET a=b",
                "fairplay credentials set 5 SECRET",
                "fairplay credentials remove 5 SECRET",
                "fairplay simulate SECRET",
                "widevine service set SECRET a=b",
                "widevine service set --default SECRET",
                "credential set trial 5 SECRET",
                "credential set trial 5 privateKey=SECRET",
                "credential remove trial 5 SECRET",
                "credential list trial SECRETx",
                "simulate http://127.0.0.1:1/?ExpressPlayToken=SECRET",
                "records --id SECRETx",
                "explain SECRETx",
                "keyring retire SECRET",
                "keyring rotate --seals-in SECRET",
                "errors SECRET",
                "SECRET",
                "account SECRET",
                "account list --output SECRET"
            })
    void secretInTheWrongPlace_isNotRepeated(String line) {
        Answer answer = operator.run(line.replace("SECRET", Operator.SECRET).split(" ", -1));

        assertTrue(answer.exitCode() > 0, answer.out());
        assertFalse((answer.out() + answer.err()).contains(Operator.SECRET), answer.err());
    }

    @ParameterizedTest
    @CsvSource({"acount, symbolon account", "account lst, account list", "key lst, key list"})
    void mistypedCommand_isFollowedByASuggestion(String line, String suggestion) {
        assertTrue(operator.run(line.split(" ")).err().contains(suggestion));
    }

    @Test
    void programAlone_printsTheUsage() {
        Answer answer = operator.runAnywhere();

        assertEquals(2, answer.exitCode());
        assertEquals("", answer.out());
        assertTrue(answer.err().startsWith("Usage: symbolon "), answer.err());
        assertTrue(answer.err().contains("Exit codes:"), answer.err());
        assertEquals(operator.run("--help").out(), answer.err());
    }

    @Test
    void groupAlone_namesItsCommands() {
        assertEquals(
                "error: a command is missing, one of list, retire, rotate\nSee: symbolon keyring --help\n",
                operator.run("keyring").err());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "account", "account add", "account kek set", "fairplay credentials set", "credential set"})
    void help_isTheHelpOfTheCommand(String command) {
        Answer help = operator.run(("help " + command).strip().split(" "));

        assertEquals(0, help.exitCode(), help.err());
        assertEquals(operator.run((command + " --help").strip().split(" ")).out(), help.out());
    }

    @Test
    void helpOfACommandThatIsNone_isAMistake() {
        assertEquals(2, operator.run("help", "acount").exitCode());
    }

    @Test
    void helpOption_beforeASubcommand_listsAllOfThem() {
        assertEquals(
                operator.run("account", "--help").out(),
                operator.run("account", "--help", "list").out());
        assertEquals(
                operator.run("--help").out(), operator.run("--help", "account").out());
    }

    @Test
    void helpOfTheProgram_listsEveryCommandInASection() {
        String help = operator.run("--help").out();

        for (String name : SymbolonCommand.names()) {
            assertTrue(help.contains("\n  " + name + " "), name);
        }
        assertTrue(help.contains("\nThe service:\n  serve "), help);
    }

    @ParameterizedTest
    @ValueSource(ints = {60, 80, 120})
    void help_fitsTheTerminal(int width) {
        for (String command : new String[] {"", "account import", "token issue", "credential set"}) {
            String help = operator.wide(width)
                    .run((command + " --help").strip().split(" "))
                    .out();
            List<String> tooLong = help.lines()
                    .filter(line -> line.length() > width && !line.startsWith("  symbolon "))
                    .toList();
            assertEquals(List.of(), tooLong, command);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"bash", "zsh"})
    void completion_completesCommandsAndOptions(String shell) throws Exception {
        Path script = folder.resolve("completion");
        Files.writeString(script, operator.run("completion", shell).out());
        Process bash = new ProcessBuilder(
                        "bash",
                        "-c",
                        "source " + script + "; COMP_WORDS=(symbolon account kek s); COMP_CWORD=3;"
                                + " _complete_symbolon; echo ${COMPREPLY[@]}")
                .start();

        assertEquals("set\n", new String(bash.getInputStream().readAllBytes(), UTF_8));
    }

    @Test
    void serve_isLeftToTheLauncher() {
        Answer answer = operator.runAnywhere("serve", "--port", "8081");

        assertEquals(2, answer.exitCode());
        assertEquals("error: the launcher starts the service: run symbolon serve\n", answer.err());
        assertTrue(operator.runAnywhere("serve", "--help").out().contains("--port"));
    }

    @Test
    void dataFolder_isTakenFromTheEnvironment() {
        operator.imports("{\"id\": 5}");

        Answer answer = operator.with("SYMBOLON_DATA", folder.toString()).runAnywhere("account", "show", "5");

        assertEquals(0, answer.exitCode(), answer.err());
    }

    @Test
    void settingsFile_isTakenFromOptionOrEnvironment() {
        String broken = operator.file("other.properties", "store.url=" + MemoryStoreProvider.GONE);

        for (Answer answer : new Answer[] {
            operator.run("account", "list", "--config", broken),
            operator.with("SYMBOLON_CONFIG", broken).run("account", "list")
        }) {
            assertEquals(1, answer.exitCode());
            assertEquals("error: the store does not answer\n", answer.err());
        }
    }

    @Test
    void settingsOfTheService_areNoMistake() {
        operator.file("symbolon.properties", "store.url=memory:here\nhttp.port=9\nmanagement.port=10\n");

        assertEquals(0, operator.run("account", "list").exitCode());
    }

    @Test
    void unknownSetting_isNamed() {
        operator.file("symbolon.properties", "store.url=memory:here\nstor.url=x\n");

        Answer answer = operator.run("account", "list");

        assertEquals(1, answer.exitCode());
        assertEquals("error: stor.url (settings file) is no setting\n", answer.err());
    }

    @Test
    void missingPlugin_isNamed() {
        operator.file("symbolon.properties", "store.url=memory:here\nplugins.required=wv,pr\n");

        Answer answer = operator.run("account", "list");

        assertEquals(1, answer.exitCode());
        assertTrue(answer.err().startsWith("error: there is no plug-in for [pr]"), answer.err());
    }

    @Test
    void verbose_addsTheStackTrace() {
        Answer answer = operator.run(
                "account", "list", "--verbose", "--config", operator.file("x.properties", "store.url=memory:gone"));

        assertTrue(answer.err().contains("\tat org.symbolon"), answer.err());
        assertTrue(answer.err().endsWith("error: the store does not answer\n"), answer.err());
    }
}
