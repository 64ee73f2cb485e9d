package org.symbolon.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.symbolon.cli.Operator.Answer;
import tools.jackson.databind.JsonNode;

class AccountImportTest {
    @TempDir
    Path folder;

    private Operator operator;

    @BeforeEach
    void sitDown() {
        operator = Operator.inMemory(folder);
    }

    @Test
    void newAccount_withAnIdAlone_getsTheDefaults() {
        assertEquals(0, operator.imports("{\"id\": 5}").exitCode());

        JsonNode account = operator.json("account", "show", "5");

        assertEquals("", account.get("name").stringValue());
        assertEquals("active", account.get("status").stringValue());
        assertTrue(account.get("tokens").isNull());
        assertEquals(0, account.get("options").size());
        assertEquals(0, account.get("authenticators").size());
        assertEquals(0, account.get("allowedNetworks").size());
        assertEquals(0, account.get("defaults").size());
    }

    @Test
    void everyField_isStored() {
        operator.imports("""
                {"id": 5, "name": "Five", "status": "disabled", "tokens": 3, "options": {"wv": "enabled", "fp": "disabled"},
                 "authenticators": [{"environment": "test", "secret": "00c0ffee00c0ffee00c0ffee00c0ffee"}],
                 "allowedNetworks": ["10.20.0.0/16", "2001:db8::/32"],
                 "defaults": {"wv": {"securityLevel": "1", "hdcpOutputControl": "0"}}}""");

        JsonNode account = operator.json("account", "show", "5");

        assertEquals("Five", account.get("name").stringValue());
        assertEquals("disabled", account.get("status").stringValue());
        assertEquals(3, account.get("tokens").longValue());
        assertEquals("enabled", account.get("options").get("wv").stringValue());
        assertEquals("disabled", account.get("options").get("fp").stringValue());
        assertEquals(
                "test", account.get("authenticators").get(0).get("environment").stringValue());
        assertEquals("2001:db8::/32", account.get("allowedNetworks").get(1).stringValue());
        assertEquals("1", account.get("defaults").get("wv").get("securityLevel").stringValue());
    }

    @Test
    void optionPersistence_isStored_andStandsAmongTheOptions() {
        operator.imports("{\"id\": 5, \"options\": {\"wv\": \"enabled\", \"persistence\": \"enabled\"}}");
        JsonNode options = operator.json("account", "show", "5").get("options");
        assertEquals("enabled", options.get("persistence").stringValue());
        assertEquals("enabled", options.get("wv").stringValue());

        operator.imports("{\"id\": 5, \"name\": \"Five\"}");
        assertTrue(operator.json("account", "show", "5").get("options").has("persistence"));

        operator.imports("{\"id\": 5, \"options\": {\"wv\": \"enabled\", \"persistence\": \"disabled\"}}");
        assertFalse(operator.json("account", "show", "5").get("options").has("persistence"));
    }

    @Test
    void optionPersistence_thatIsNeitherOnNorOff_isRefused() {
        String file =
                operator.file("wrong.json", "{\"accounts\": [{\"id\": 5, \"options\": {\"persistence\": \"yes\"}}]}");
        Answer answer = operator.run("account", "import", file);
        assertEquals(1, answer.exitCode());
        assertTrue(answer.err().contains("options.persistence: must be enabled, disabled or absent"), answer.err());
    }

    @Test
    void importingAgain_aFieldLeftOut_keepsItsValue() {
        operator.imports("{\"id\": 5, \"name\": \"Five\", \"tokens\": 3, \"options\": {\"wv\": \"enabled\"}}");
        operator.imports("{\"id\": 5, \"status\": \"disabled\"}");

        JsonNode account = operator.json("account", "show", "5");

        assertEquals("Five", account.get("name").stringValue());
        assertEquals(3, account.get("tokens").longValue());
        assertEquals("enabled", account.get("options").get("wv").stringValue());
        assertEquals("disabled", account.get("status").stringValue());
    }

    @Test
    void importingAgain_aFieldThatIsThere_replaces_andOptionsDefaultsAndSettingsAreMerged() {
        operator.imports("""
                {"id": 5, "tokens": 3, "options": {"wv": "enabled", "trial": "enabled"}, "allowedNetworks": ["10.0.0.0/8"],
                 "defaults": {"wv": {"securityLevel": "1", "hdcpOutputControl": "0"}, "fp": {"rentalDuration": "9"}},
                 "settings": {"fp": {"publicCertificate": "yes"}}}""");
        operator.imports("""
                {"id": 5, "tokens": 9, "options": {"fp": "disabled", "trial": "absent"}, "allowedNetworks": [],
                 "defaults": {"wv": {"securityLevel": "3", "hdcpOutputControl": null}},
                 "settings": {"fp": {"publicCertificate": null, "withoutPlaybackState": "refuse"}}}""");

        JsonNode account = operator.json("account", "show", "5");

        assertEquals(9, account.get("tokens").longValue());
        assertEquals(
                "{\"wv\":\"enabled\",\"fp\":\"disabled\"}",
                account.get("options").toString());
        assertEquals(0, account.get("allowedNetworks").size());
        assertEquals(
                "{\"wv\":{\"securityLevel\":\"3\"},\"fp\":{\"rentalDuration\":\"9\"}}",
                account.get("defaults").toString());
        assertEquals(
                "{\"fp\":{\"withoutPlaybackState\":\"refuse\"}}",
                account.get("settings").toString());
    }

    private void prepareAccounts() {
        operator.withAccount();
        operator.run("account", "add", "5", "--name", "Five", "--tokens", "7", "--network", "10.0.0.0/8", "--lenient");
        operator.run("account", "set", "5", "--setting", "fp.withoutPlaybackState=refuse");
        operator.run("account", "authenticator", "add", "5", "--environment", "test");
        operator.run("account", "kek", "set", "5", "--random");
        operator.run("account", "disable", "5");
    }

    @Test
    void listInJson_isImportedAgain_andChangesNothing() {
        prepareAccounts();
        Answer list = operator.run("account", "list", "--output", "json");

        Answer answer = operator.run("account", "import", operator.file("list.json", list.out()));

        assertEquals("accounts imported: 0 new, 2 changed\n", answer.out(), answer.err());
        assertEquals("", answer.err());
        assertEquals(
                list.out(), operator.run("account", "list", "--output", "json").out());
        assertEquals(
                0,
                operator.run(
                                "token",
                                "issue",
                                "trial",
                                "customerAuthenticator=" + Operator.AUTHENTICATOR,
                                "contentKey=" + Operator.KEY)
                        .exitCode());
    }

    @Test
    void listInJson_importedIntoAnotherStore_makesTheAccountsWithoutAuthenticators_andSaysSo() {
        prepareAccounts();
        String list = operator.run("account", "list", "--output", "json").out();
        Operator other = Operator.inMemory(folder.resolve("other"));

        Answer answer = other.run("account", "import", operator.file("list.json", list));

        assertEquals("accounts imported: 2 new, 0 changed\n", answer.out());
        assertEquals(3, answer.problems().size(), answer.err());
        assertTrue(
                answer.err().matches("(?s)warning: account 5 does not get the authenticator [0-9a-f]{8}, because .*"),
                answer.err());
        JsonNode account = other.json("account", "show", "5");
        assertEquals(7, account.get("tokens").longValue());
        assertEquals("disabled", account.get("status").stringValue());
        assertEquals(0, account.get("authenticators").size());
    }

    @Test
    void failureHalfWay_saysWhatIsWritten() throws SQLException {
        Path data = folder.resolve("data");
        operator = Operator.on(data);
        operator.imports("{\"id\": 4}");
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + data.resolve("symbolon.db"));
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TRIGGER no_seven BEFORE INSERT ON account WHEN NEW.id = 7"
                    + " BEGIN SELECT RAISE(ABORT, 'no account 7'); END");
        }

        Answer answer = operator.imports("{\"id\": 5}, {\"id\": 6}, {\"id\": 7}, {\"id\": 8}");

        assertEquals(1, answer.exitCode());
        assertEquals("", answer.out());
        assertEquals(
                "note: accounts imported before the failure: 5, 6; account 7 failed; the file can be imported again"
                        + " from its beginning",
                answer.problems().get(0));
        assertTrue(answer.problems().get(1).startsWith("error: "), answer.err());
        assertEquals(3, operator.json("account", "list").size());
    }

    @Test
    void tokensNull_makesAMeteredAccountUnlimited() {
        operator.imports("{\"id\": 5, \"tokens\": 3}");
        operator.imports("{\"id\": 5, \"tokens\": null}");

        assertTrue(operator.json("account", "show", "5").get("tokens").isNull());
    }

    @Test
    void absentOption_isNotListed() {
        operator.imports("{\"id\": 5, \"options\": {\"wv\": \"absent\"}}");

        assertEquals(0, operator.json("account", "show", "5").get("options").size());
    }

    @Test
    void answer_saysWhatIsNewAndWhatChanged() {
        operator.imports("{\"id\": 5}");
        String file = operator.file("both.json", "{\"accounts\": [{\"id\": 5}, {\"id\": 6}]}");

        JsonNode answer = operator.json("account", "import", file);

        assertEquals(6, answer.get("created").get(0).longValue());
        assertEquals(5, answer.get("changed").get(0).longValue());
        assertEquals(
                "accounts imported: 0 new, 2 changed\n",
                operator.run("account", "import", file).out());
    }

    @Test
    void dash_readsStandardInput() {
        Answer answer = operator.typing("{\"accounts\": [{\"id\": 5}]}").run("account", "import", "-");

        assertEquals(0, answer.exitCode(), answer.err());
        assertEquals(0, operator.run("account", "show", "5").exitCode());
    }

    @Test
    void optionForADrmThatIsNotLoaded_warns() {
        Answer answer = operator.imports("{\"id\": 5, \"options\": {\"pr\": \"enabled\"}}");

        assertEquals(0, answer.exitCode());
        assertEquals("warning: account 5 has an option for pr, for which there is no plug-in\n", answer.err());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "name": 3                                        | name: must be text without control characters
            "name": "a\\u0007"                               | name: must be text without control characters
            "name": null                                     | name: must be text without control characters
            "status": "on"                                   | status: must be active or disabled
            "tokens": -1                                     | tokens: must be a whole number from 0 to 999999999999999999
            "tokens": 1.5                                    | tokens: must be a whole number from 0 to 999999999999999999
            "tokens": "3"                                    | tokens: must be a whole number from 0 to 999999999999999999
            "tokens": 1000000000000000000                    | tokens: must be a whole number from 0 to 999999999999999999
            "options": []                                    | options: must be an object
            "options": {"wv": "on"}                          | options.wv: must be enabled, disabled or absent
            "options": {"WV": "enabled"}                     | options.WV: is no id of a DRM, which has 2 to 8 lower-case letters and digits
            "authenticators": {}                             | authenticators: must be a list
            "authenticators": [3]                            | authenticators[0]: must be an object
            "authenticators": [{"environment": "test"}]      | authenticators[0]: has no secret
            "authenticators": [{"secret": "11111111111111111111111111111111"}] | authenticators[0]: has no environment
            "authenticators": [{"environment": "test", "secret": "11"}] | authenticators[0].secret: must be 32 hexadecimal digits
            "authenticators": [{"environment": "live", "secret": "11111111111111111111111111111111"}] | authenticators[0].environment: must be production or test
            "allowedNetworks": ["10.0.0.0/8", "10.0.0.0/33"] | allowedNetworks[1]: must be a network such as 10.20.0.0/16 or 2001:db8::/32
            "allowedNetworks": ["example.com"]               | allowedNetworks[0]: must be a network such as 10.20.0.0/16 or 2001:db8::/32
            "rate": 100                                      | rate: must be off, or a rate such as 100/s, 100/s burst 200, 600/m or 50/h, with numbers from 1 to 1000000, or null
            "rate": "100/d"                                  | rate: must be off, or a rate such as 100/s, 100/s burst 200, 600/m or 50/h, with numbers from 1 to 1000000, or null
            "defaults": {"pr": {"a": "b"}}                   | defaults.pr: there is no plug-in for this DRM
            "defaults": {"wv": {"nonsense": "1"}}            | defaults.wv.nonsense: is no parameter of wv
            "defaults": {"wv": {"securityLevel": 1}}         | defaults.wv.securityLevel: must be text
            "defaults": {"wv": {"securityLevel": ""}}        | defaults.wv.securityLevel: is empty
            "defaults": {"wv": {"kid": "^film"}}             | defaults.wv.kid: cannot have a default
            "defaults": {"wv": {"contentKey": "0f1e2d3c4b5a69788796a5b4c3d2e1f0"}} | defaults.wv.contentKey: cannot have a default
            "defaults": {"fp": {"rentalDuration": "-1"}}     | defaults.fp.rentalDuration: must be a whole number of seconds, 0 to 4294967295
            "settings": {"pr": {"a": "b"}}                   | settings.pr.a: there is no plug-in for this DRM
            "settings": {"fp": {"nonsense": "yes"}}          | settings.fp.nonsense: is no account setting of fp
            "settings": {"fp": {"publicCertificate": true}}  | settings.fp.publicCertificate: must be text
            "settings": {"fp": {"publicCertificate": "maybe"}} | settings.fp.publicCertificate: must be no or yes
            "colour": "blue"                                 | colour: is no field here; fields are id, name, status, tokens, options, authenticators, allowedNetworks, defaults, settings, rate, managedKek
            "authenticators": [{"environment": "test", "label": 3}] | authenticators[0].label: must be text
            """)
    void wrongField_isNamed(String field, String problem) {
        Answer answer = operator.imports("{\"id\": 5, " + field + "}");

        assertEquals(1, answer.exitCode());
        assertEquals("error: account 5 (accounts[0]), " + problem + "\n", answer.err());
        assertEquals("", answer.out());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"accounts": [{}]}                     | error: accounts[0]: has no id
            {"accounts": [7]}                      | error: accounts[0]: has no id
            {"accounts": [{"id": 0}]}              | error: accounts[0].id: must be a whole number from 1 to 999999999999999999
            {"accounts": [{"id": "5"}]}            | error: accounts[0].id: must be a whole number from 1 to 999999999999999999
            {"accounts": [{"id": 5}, {"id": 5}]}   | error: accounts[1].id: is the id of an earlier account too
            {"accounts": {}}                       | error: accounts: must be a list
            {}                                     | error: the document: has no list accounts
            3                                      | error: the document: must be an object
            [7]                                    | error: [0]: has no id
            {"accounts": [], "more": 1}            | error: more: is no field here; fields are accounts
            {"accounts": [{"id": 5, "id": 6}]}     | error: this is not JSON, or has a field twice: line 1, column 29
            {"accounts": [}                        | error: this is not JSON, or has a field twice: line 1, column 15
            """)
    void wrongDocument_isRefused(String document, String problem) {
        Answer answer = operator.run("account", "import", operator.file("wrong.json", document));

        assertEquals(1, answer.exitCode());
        assertEquals(problem, answer.problems().get(0));
    }

    @Test
    void sameAuthenticatorTwice_isRefused() {
        String authenticator = "{\"environment\": \"test\", \"secret\": \"11111111111111111111111111111111\"}";

        Answer answer =
                operator.imports("{\"id\": 5, \"authenticators\": [" + authenticator + ", " + authenticator + "]}");

        assertEquals(
                "error: account 5 (accounts[0]), authenticators[1]: is the same as an earlier one\n", answer.err());
    }

    @Test
    void allProblems_areTold_andNothingIsWritten() {
        Answer answer = operator.imports(
                "{\"id\": 5}, {\"id\": 6, \"tokens\": -1, \"status\": \"on\"}, {\"id\": 7, \"name\": 1}");

        assertEquals(1, answer.exitCode());
        assertEquals(3, answer.problems().size(), answer.err());
        assertEquals(
                "there is no account yet\n", operator.run("account", "list").out());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"accounts": [{"id": 5, "authenticators": [{"environment": "SECRET", "secret": "test"}]}]}
            {"accounts": [{"id": 5, "authenticators": [{"environment": "test", "secret": "SECRETff"}]}]}
            {"accounts": [{"id": 5, "authenticators": [{"SECRET": "test"}]}]}
            {"accounts": [{"id": 5, "authenticators": ["SECRET"]}]}
            {"accounts": [{"id": 5, "status": "SECRET"}]}
            {"accounts": [{"id": "SECRET"}]}
            {"accounts": [{"id": 5, "options": {"SECRET": "SECRET"}}]}
            {"accounts": [{"id": 5, "defaults": {"wv": {"SECRET": "SECRET"}}}]}
            {"accounts": [{"id": 5, "name": SECRET}]}
            {"accounts": [{"id": 5, "authenticators": [{"secret": "SECRET}]}]}
            {"SECRET": 1}
            """)
    void whateverIsWrong_noMessageRepeatsASecret(String document) {
        String file = operator.file("wrong.json", document.replace("SECRET", Operator.SECRET));

        Answer answer = operator.run("account", "import", file);

        assertEquals(1, answer.exitCode());
        assertFalse(answer.err().contains(Operator.SECRET.substring(0, 12)), answer.err());
        assertFalse(answer.out().contains(Operator.SECRET.substring(0, 12)), answer.out());
    }

    @Test
    void fileThatIsNotThere_isNamed() {
        Answer answer = operator.run("account", "import", "nowhere.json");

        assertEquals(1, answer.exitCode());
        assertEquals("error: there is no file nowhere.json\n", answer.err());
    }

    @Test
    void optionsAfterTheFile_work() {
        String file = operator.file("accounts.json", "{\"accounts\": []}");

        assertEquals(
                0,
                operator.runAnywhere("account", "import", file, "--data", folder.toString())
                        .exitCode());
    }
}
