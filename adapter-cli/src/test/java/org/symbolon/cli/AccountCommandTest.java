package org.symbolon.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.symbolon.cli.Operator.Answer;
import tools.jackson.databind.JsonNode;

class AccountCommandTest {
    @TempDir
    Path folder;

    private Operator operator;

    @BeforeEach
    void sitDown() {
        operator = Operator.inMemory(folder);
    }

    @Test
    void list_withoutAccounts_saysSo() {
        assertEquals(
                "there is no account yet\n", operator.run("account", "list").out());
        assertEquals(0, operator.json("account", "list").size());
    }

    @Test
    void list_isInTheOrderOfIds_andInJsonWhole() {
        operator.imports("{\"id\": 30, \"tokens\": 4}, {\"id\": 4, \"name\": \"Four\"}");

        assertEquals("""
                id  name  status  tokens     options
                4   Four  active  unlimited  -
                30  -     active  4          -
                """, operator.run("account", "list").out());
        JsonNode list = operator.json("account", "list");
        assertEquals(4, list.get(0).get("id").longValue());
        assertTrue(list.get(1).has("authenticators"));
    }

    @Test
    void show_namesAuthenticatorsByLabel_andNeverShowsASecret() {
        Answer answer = operator.withAccount().run("account", "show", Operator.ACCOUNT);

        assertEquals(0, answer.exitCode());
        assertTrue(answer.out().contains("Example OTT"));
        assertTrue(answer.out().contains("production"));
        assertFalse(answer.out().contains(Operator.SECRET));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "show 9",
                "enable 9",
                "disable 9",
                "credit 9 1",
                "debit 9 1",
                "set 9 --name Nine",
                "delete 9",
                "delete 9 --force",
                "authenticator add 9",
                "authenticator remove 9 00000000"
            })
    void unknownAccount_isRefused(String command) {
        Answer answer = operator.run(("account " + command).split(" ", -1));

        assertEquals(1, answer.exitCode());
        assertEquals("error: there is no account 9\n", answer.err());
        assertEquals(
                "there is no account yet\n", operator.run("account", "list").out());
    }

    @Test
    void add_withPersistence_letsTheAccountAskForLicencesThatAreKept() {
        JsonNode account =
                operator.json("account", "add", "7", "--name", "Seven", "--option", "wv=enabled", "--persistence");
        assertEquals("enabled", account.get("options").get("persistence").stringValue());

        String authenticator = account.get("customerAuthenticator").stringValue();
        Answer issued = operator.run(
                "token",
                "issue",
                "wv",
                "customerAuthenticator=" + authenticator,
                "contentKey=" + Operator.KEY,
                "kid=" + Operator.KID,
                "securityLevel=1",
                "hdcpOutputControl=0",
                "generalFlags=00000001");
        assertEquals(0, issued.exitCode(), issued.err());
    }

    @Test
    void add_makesAnAuthenticatorThatWorks() {
        JsonNode account = operator.json("account", "add", "7", "--name", "Seven", "--option", "fp=enabled");

        String authenticator = account.get("customerAuthenticator").stringValue();
        Answer issued = operator.run(
                "token",
                "issue",
                "fp",
                "customerAuthenticator=" + authenticator,
                "contentKey=" + Operator.KEY,
                "iv=" + Operator.KID);
        assertEquals(0, issued.exitCode(), issued.err());
        assertEquals(
                "production",
                account.get("authenticators").get(0).get("environment").stringValue());
    }

    @Test
    void add_takesEveryOption() {
        JsonNode account = operator.json(
                "account",
                "add",
                "7",
                "--name",
                "Seven",
                "--tokens",
                "12",
                "--option",
                "wv=enabled",
                "--option",
                "fp=disabled",
                "--network",
                "10.0.0.0/8",
                "--network",
                "2001:db8::/32",
                "--default",
                "wv.securityLevel=1",
                "--default",
                "wv.rental.playDuration=60",
                "--no-authenticator");

        assertEquals(12, account.get("tokens").longValue());
        assertEquals("disabled", account.get("options").get("fp").stringValue());
        assertEquals("10.0.0.0/8", account.get("allowedNetworks").get(0).stringValue());
        assertEquals(
                "60",
                account.get("defaults").get("wv").get("rental.playDuration").stringValue());
        assertEquals(0, account.get("authenticators").size());
        assertFalse(account.has("customerAuthenticator"));
    }

    @Test
    void add_leniently_hasTheDefaultsOfWidevine_whichGiveWayToOthers() {
        String add = "account add 7 --name Seven --lenient";

        assertEquals(
                "{\"wv\":{\"securityLevel\":\"1\",\"hdcpOutputControl\":\"0\"}}",
                operator.json(add.split(" ")).get("defaults").toString());
        assertEquals(
                "{\"wv\":{\"securityLevel\":\"3\",\"hdcpOutputControl\":\"0\"}}",
                operator.json((add.replace('7', '8') + " --default wv.securityLevel=3").split(" "))
                        .get("defaults")
                        .toString());
    }

    @Test
    void leniently_requestsWithoutLevelAndOutputControlAreAccepted() {
        String[] add = "account add 7 --name Seven --option wv=enabled".split(" ");
        String authenticator = operator.json(add).get("customerAuthenticator").stringValue();
        String[] issue = {
            "token", "issue", "wv", "customerAuthenticator=" + authenticator, "contentKey=" + Operator.KEY, "kid=^a"
        };

        assertTrue(operator.run(issue).err().contains("-7003"));
        operator.run("account", "set", "7", "--lenient");
        Answer issued = operator.run(issue);
        assertEquals(0, issued.exitCode(), issued.err());
    }

    @Test
    void add_withoutAName_isRefused() {
        Answer answer = operator.run("account", "add", "7");

        assertEquals(2, answer.exitCode());
        assertTrue(answer.err().startsWith("error: --name is needed\n"), answer.err());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --name Other                          | name           | "Other"
            --status disabled                     | status         | "disabled"
            --tokens 4                            | tokens         | 4
            --unlimited                           | tokens         | null
            --option fp=disabled                  | options        | {"wv":"enabled","fp":"disabled"}
            --option wv=absent                    | options        | {}
            --network 192.168.0.0/16              | allowedNetworks | ["192.168.0.0/16"]
            --any-network                         | allowedNetworks | []
            --rate 20/m                           | rate           | "20/m"
            --rate off                            | rate           | "off"
            --usual-rate                          | rate           | null
            --default fp.rentalDuration=5         | defaults       | {"wv":{"securityLevel":"3"},"fp":{"rentalDuration":"5"}}
            --default wv.securityLevel=5          | defaults       | {"wv":{"securityLevel":"5"}}
            --no-default wv.securityLevel         | defaults       | {}
            --lenient                             | defaults       | {"wv":{"securityLevel":"3","hdcpOutputControl":"0"}}
            --setting fp.withoutPlaybackState=refuse | settings    | {"fp":{"publicCertificate":"yes","withoutPlaybackState":"refuse"}}
            --setting fp.publicCertificate=no     | settings       | {"fp":{"publicCertificate":"no"}}
            --no-setting fp.publicCertificate     | settings       | {}
            """)
    void set_changesOneField_andNoOther(String option, String field, String value) {
        JsonNode before = operator.json(
                ("account add 5 --name Five --tokens 3 --option wv=enabled --network 10.0.0.0/8 --rate 10/s"
                                + " --default wv.securityLevel=3 --setting fp.publicCertificate=yes")
                        .split(" "));

        JsonNode after = operator.json(("account set 5 " + option).split(" "));

        assertEquals(value, sorted(after.get(field)), option);
        before.properties().stream()
                .filter(each -> !each.getKey().equals(field) && !each.getKey().equals("customerAuthenticator"))
                .forEach(each -> assertEquals(each.getValue(), after.get(each.getKey()), each.getKey()));
        assertEquals(after, operator.json("account", "show", "5"));
    }

    /** The JSON with the DRMs in one order. */
    private static String sorted(JsonNode node) {
        return node.toString()
                .replace("{\"fp\":\"disabled\",\"wv\":\"enabled\"}", "{\"wv\":\"enabled\",\"fp\":\"disabled\"}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --tokens 4 --unlimited                      | --tokens and --unlimited exclude each other
            --network 10.0.0.0/8 --any-network          | --network and --any-network exclude each other
            --rate 10/s --usual-rate                    | --rate and --usual-rate exclude each other
            --default wv.securityLevel=1 --no-default wv.securityLevel | --default and --no-default exclude each other
            --setting fp.publicCertificate=no --no-setting fp.publicCertificate | --setting and --no-setting exclude each other
            --no-setting publicCertificate              | --no-setting must be written DRM.NAME
            --no-default securityLevel                  | --no-default must be written DRM.NAME
            --verbose                                   | there is nothing to change; name a field, such as --name
            """)
    void set_withOptionsThatMakeNoSense_isRefused(String options, String problem) {
        operator.run("account", "add", "5", "--name", "Five");

        Answer answer = operator.run(("account set 5 " + options).split(" "));

        assertEquals(2, answer.exitCode(), answer.err());
        assertTrue(answer.err().contains("error: " + problem + "\n"), answer.err());
    }

    @Test
    void debit_takesTokensAway_butNoMoreThanThereAre() {
        operator.run("account", "add", "5", "--name", "Five", "--tokens", "7");

        assertEquals("4\n", operator.run("account", "debit", "5", "3").out());
        Answer tooMany = operator.run("account", "debit", "5", "5");
        assertEquals(1, tooMany.exitCode());
        assertEquals("error: account 5 has only 4 tokens\n", tooMany.err());
        assertEquals("0\n", operator.run("account", "debit", "5", "4").out());
        assertEquals(2, operator.run("account", "debit", "5", "0").exitCode());
    }

    @Test
    void debit_ofAnUnlimitedAccount_isRefused() {
        operator.run("account", "add", "5", "--name", "Five");

        assertEquals(
                "error: account 5 is unlimited; it has no balance\n",
                operator.run("account", "debit", "5", "1").err());
    }

    @Test
    void delete_removesADisabledAccount() {
        operator.run("account", "add", "5", "--name", "Five");

        assertTrue(operator.run("account", "delete", "5").err().contains("disable it first"));
        operator.run("account", "disable", "5");
        assertEquals(
                "account 5 is deleted\n", operator.run("account", "delete", "5").out());
        assertEquals(1, operator.run("account", "show", "5").exitCode());
    }

    @Test
    void delete_ofAnAccountWithKeys_needsForce() {
        operator.withAccount().run("account", "kek", "set", Operator.ACCOUNT, "--random");
        operator.key("put", "^a", "--random");
        operator.run("account", "disable", Operator.ACCOUNT);

        Answer refused = operator.run("account", "delete", Operator.ACCOUNT);
        assertEquals(1, refused.exitCode());
        assertEquals("error: account 201722 has 1 stored keys; force deletes them too\n", refused.err());
        assertEquals(
                0,
                operator.run("account", "delete", Operator.ACCOUNT, "--force").exitCode());
        operator.withAccount();
        assertEquals(0, operator.keyJson("list").size());
    }

    @Test
    void add_ofAnAccountThatExists_isRefusedAndChangesNothing() {
        Answer answer = operator.withAccount().run("account", "add", Operator.ACCOUNT, "--name", "Other");

        assertEquals(1, answer.exitCode());
        assertEquals("error: there is an account 201722 already\n", answer.err());
        assertEquals(
                "Example OTT",
                operator.json("account", "show", Operator.ACCOUNT).get("name").stringValue());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --default wv.rental.playDuration=0 | error: --default wv.rental.playDuration: must be a whole number of seconds, 1 to 4294967295
            --default wv.nonsense=9 | error: --default wv.nonsense: is no parameter of wv
            --default wv.kid=^film  | error: --default wv.kid: cannot have a default
            --default pr.nonsense=9 | error: --default pr.nonsense: there is no plug-in for this DRM
            --setting fp.publicCertificate=maybe | error: --setting fp.publicCertificate: must be no or yes
            --setting fp.nonsense=yes | error: --setting fp.nonsense: is no account setting of fp
            --setting pr.nonsense=yes | error: --setting pr.nonsense: there is no plug-in for this DRM
            --setting nonsense=yes  | error: --setting nonsense: must be written DRM.NAME=VALUE
            --default nonsense=1    | error: --default nonsense: must be written DRM.NAME=VALUE
            --tokens -1             | error: --tokens must be a whole number from 0 to 999999999999999999
            """)
    void add_withAnOptionThatMakesNoSense_isRefused(String option, String problem) {
        Answer answer = operator.run(("account add 7 --name Seven " + option).split(" ", -1));

        assertEquals(1, answer.exitCode());
        assertEquals(problem + "\n", answer.err());
        assertEquals(
                "there is no account yet\n", operator.run("account", "list").out());
    }

    @Test
    void add_withSeveralProblems_tellsThemAll() {
        Answer answer = operator.run(
                "account",
                "add",
                "7",
                "--name",
                "Seven",
                "--tokens",
                "-1",
                "--default",
                "wv.kid=^a",
                "--default",
                "x=1");

        assertEquals(3, answer.problems().size(), answer.err());
    }

    @Test
    void add_optionForADrmThatIsNotLoaded_warns() {
        Answer answer = operator.run("account", "add", "7", "--name", "Seven", "--option", "pr=enabled");

        assertEquals(0, answer.exitCode());
        assertTrue(answer.err().contains("no plug-in"), answer.err());
    }

    @Test
    void disabledAccount_isRefusedATokenUntilItIsEnabledAgain() {
        operator.withAccount();

        assertEquals(
                "account 201722 is disabled\n",
                operator.run("account", "disable", Operator.ACCOUNT).out());
        assertTrue(issue().err().startsWith("[-2031]"));
        assertEquals(
                "active",
                operator.json("account", "enable", Operator.ACCOUNT)
                        .get("status")
                        .stringValue());
        assertEquals(0, issue().exitCode());
    }

    private Answer issue() {
        return operator.run(
                "token",
                "issue",
                "fp",
                "customerAuthenticator=" + Operator.AUTHENTICATOR,
                "contentKey=" + Operator.KEY,
                "iv=" + Operator.KID);
    }

    @Test
    void credit_printsTheNewBalance() {
        operator.imports("{\"id\": 5, \"tokens\": 3}");

        assertEquals("10\n", operator.run("account", "credit", "5", "7").out());
        assertEquals(
                11, operator.json("account", "credit", "5", "1").get("tokens").longValue());
    }

    @Test
    void credit_ofAnUnlimitedAccount_isRefused() {
        operator.imports("{\"id\": 5}");

        Answer answer = operator.run("account", "credit", "5", "7");

        assertEquals(1, answer.exitCode());
        assertEquals("error: account 5 is unlimited; it has no balance\n", answer.err());
    }

    @Test
    void credit_beyondTheMostABalanceHolds_isRefused() {
        operator.imports("{\"id\": 5, \"tokens\": 999999999999999999}");

        assertEquals(1, operator.run("account", "credit", "5", "1").exitCode());
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "many"})
    void credit_ofNoTokens_isAUsageError(String tokens) {
        assertEquals(2, operator.run("account", "credit", "5", tokens).exitCode());
    }

    @Test
    void addedAuthenticator_isShownOnce_andWorksInItsEnvironmentAlone() {
        operator.withAccount();

        JsonNode added = operator.json("account", "authenticator", "add", Operator.ACCOUNT, "--environment", "test");

        String authenticator = added.get("customerAuthenticator").stringValue();
        assertEquals(0, issue(authenticator, "test").exitCode());
        assertTrue(issue(authenticator, "production").err().startsWith("[-2018]"));
        assertFalse(operator.run("account", "show", Operator.ACCOUNT)
                .out()
                .contains(authenticator.substring(authenticator.indexOf(',') + 1)));
    }

    private Answer issue(String authenticator, String environment) {
        return operator.run(
                "token",
                "issue",
                "fp",
                "customerAuthenticator=" + authenticator,
                "contentKey=" + Operator.KEY,
                "iv=" + Operator.KID,
                "--environment",
                environment);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void givenSecret_isTakenFromFileOrInput_andNotPrinted(boolean fromFile) {
        String secret = "feedfeedfeedfeedfeedfeedfeedfeed";
        String source = fromFile ? operator.withAccount().file("secret", secret + "\n") : "-";

        Answer answer = operator.withAccount()
                .typing(secret + "\r\n")
                .run("account", "authenticator", "add", Operator.ACCOUNT, "--secret-file", source);

        assertEquals(0, answer.exitCode(), answer.err());
        assertFalse((answer.out() + answer.err()).contains(secret));
        assertEquals(0, issue(Operator.ACCOUNT + "," + secret, "production").exitCode());
    }

    @Test
    void givenSecretThatIsNone_isRefusedWithoutBeingRepeated() {
        String file = operator.withAccount().file("secret", "feedfeed");

        Answer answer = operator.run("account", "authenticator", "add", Operator.ACCOUNT, "--secret-file", file);

        assertEquals(1, answer.exitCode());
        assertEquals("error: the secret is not 32 hexadecimal digits\n", answer.err());
    }

    @Test
    void authenticatorThatIsThere_isRefused() {
        Answer answer = operator.withAccount()
                .typing(Operator.SECRET)
                .run("account", "authenticator", "add", Operator.ACCOUNT, "--secret-file", "-");

        assertEquals(1, answer.exitCode());
        assertEquals("error: account 201722 already has this authenticator\n", answer.err());
    }

    @Test
    void removedAuthenticator_isNotKnownAnyMore() {
        String label = operator.withAccount()
                .json("account", "show", Operator.ACCOUNT)
                .get("authenticators")
                .get(0)
                .get("label")
                .stringValue();

        Answer answer = operator.run("account", "authenticator", "remove", Operator.ACCOUNT, label);

        assertEquals("authenticator " + label + " of account 201722 is removed\n", answer.out());
        assertTrue(issue().err().startsWith("[-2018]"));
    }

    @Test
    void removingALabelThatIsNotThere_isRefusedWithoutRepeatingIt() {
        Answer answer =
                operator.withAccount().run("account", "authenticator", "remove", Operator.ACCOUNT, Operator.SECRET);

        assertEquals(1, answer.exitCode());
        assertEquals("error: account 201722 has no authenticator of this label\n", answer.err());
    }
}
