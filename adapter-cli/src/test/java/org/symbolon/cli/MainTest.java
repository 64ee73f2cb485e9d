package org.symbolon.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
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
                "explain",
                "keyring",
                "keyring list",
                "keyring rotate",
                "keyring retire",
                "errors",
                "plugins",
                "serve"
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
                "explain",
                "explain x"
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

    @Test
    void mistypedCommand_isFollowedByASuggestion() {
        assertTrue(operator.run("acount").err().contains("symbolon account"));
    }

    @Test
    void serve_isLeftToTheLauncher() {
        Answer answer = operator.runAnywhere("serve", "--port", "8081");

        assertEquals(2, answer.exitCode());
        assertEquals("error: the launcher starts the service: run ./symbolon serve\n", answer.err());
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
        operator.file("symbolon.properties", "store.url=memory:here\nhttp.port=9\nhttp.threads=4\n");

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
