package org.symbolon.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.symbolon.cli.Operator.Answer;
import tools.jackson.databind.JsonNode;

class KeyCommandTest {
    private static final String KEK_ID = "#1.afe008a381bdac03b412a92d54b92ddf";

    /** The hash of {@code kid1} (key-storage-api, "The key object"). */
    private static final String KID1 = "80ea8bc8a58f990ad1f76bc665b30bfa";

    @TempDir
    Path folder;

    private Operator operator;

    @BeforeEach
    void sitDown() {
        operator = Operator.inMemory(folder).withAccount();
    }

    private Answer put(String kid, String... more) {
        String[] options = new String[more.length + 5];
        System.arraycopy(more, 0, options, 5, more.length);
        System.arraycopy(new String[] {kid, "--key", "-", "--kek", operator.kekFile()}, 0, options, 0, 5);
        return operator.typing(Operator.KEY + "\n").key("put", options);
    }

    private String shown(String kid, String field) {
        return operator.keyJson("get", kid).get(0).get(field).stringValue();
    }

    @Test
    void put_wrapsAKey_andShowsAllButIt() {
        Answer answer = put(
                "^kid1",
                "--info",
                "any text",
                "--content-id",
                "film 1",
                "--expiration",
                "2999-12-31",
                "--output",
                "json");

        assertEquals(0, answer.exitCode(), answer.err());
        JsonNode key = answer.json();
        assertEquals(KID1, key.get("kid").stringValue());
        assertEquals(KEK_ID, key.get("kekId").stringValue());
        assertEquals("any text", key.get("info").stringValue());
        assertEquals("film 1", key.get("contentId").stringValue());
        assertEquals("2999-12-31", key.get("expiration").stringValue());
        assertTrue(key.has("lastUpdate"));
        assertFalse(key.has("k") || key.has("ek"), answer.out());
        assertEquals(Operator.EK, shown("^kid1", "ek"));
    }

    @Test
    void put_replaces_whole() {
        put("^a", "--info", "first");
        put("^a", "--content-id", "second");

        JsonNode key = operator.keyJson("get", "^a").get(0);
        assertEquals("^a", key.get("info").stringValue());
        assertEquals("second", key.get("contentId").stringValue());
    }

    @Test
    void list_showsTheStringThatAKeyWasStoredBy() {
        put("^film1");
        put("^film2", "--info", "other");
        put(Operator.KID);
        operator.key("import", operator.file("names.csv", "kid,ek\n^film3," + Operator.EK + "\n"));

        String list = operator.key("list").out();
        for (String name : new String[] {"^film1", "other", "^film3"}) {
            assertTrue(list.contains("  " + name + "  "), list);
        }
        assertFalse(list.contains("^film2"), list);
        assertTrue(list.contains(Operator.KID + "  -  "), list);
    }

    @Test
    void put_ofAWrappedKey_needsNoKek_andTakesItsName() {
        Answer answer =
                operator.key("put", Operator.KID, "--ek", operator.file("ek", Operator.EK + "\n"), "--kek-id", "mine");

        assertEquals(0, answer.exitCode(), answer.err());
        assertEquals("mine", shown(Operator.KID, "kekId"));
        assertEquals(Operator.EK, shown(Operator.KID, "ek"));
    }

    @Test
    void put_random_makesAnotherKeyEachTime() {
        String kek = operator.kekFile();
        operator.key("put", "^a", "--random", "--kek", kek);
        operator.key("put", "^b", "--random", "--kek", kek);

        JsonNode keys = operator.keyJson("get", "^a", "^b", "--kek", kek);
        assertFalse(keys.get(0).get("k").equals(keys.get(1).get("k")), keys.toString());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --random                                | error: k needs --kek, or a KEK that is kept for the account (see 'account kek set --help')
            --key <key>                               | error: k needs --kek, or a KEK that is kept for the account (see 'account kek set --help')
            --key <ek> --kek <kek>                      | error: k must be 32 hexadecimal digits, not 48 characters
            --ek <key>                                | error: ek must be 48 hexadecimal digits
            --key <key> --kek <ek>                      | error: the KEK must be 32 hexadecimal digits
            --ek <ek> --kek <key>                       | error: kek is not the one that the key is wrapped under
            --ek <ek> --expiration tomorrow           | error: expiration must be a time like 2030-12-31T23:59:59Z (ISO 8601)
            --ek <ek> --expiration 2020-01-01         | error: expiration is in the past
            --key nowhere                           | error: there is no file nowhere
            """)
    void put_thatMakesNoSense_isRefusedAndStoresNothing(String options, String problem) {
        Answer answer = operator.key("put", ("^a " + withFiles(options)).split(" ", -1));

        assertEquals(1, answer.exitCode());
        assertEquals(problem + "\n", answer.err());
        assertEquals(0, operator.keyJson("list").size());
    }

    private String withFiles(String options) {
        return options.replace("<key>", operator.file("key", Operator.KEY))
                .replace("<ek>", operator.file("ek", Operator.EK))
                .replace("<kek>", operator.kekFile());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "--random --key x", "--random --ek x", "--key x --ek y", "--key - --kek - "})
    void put_ofNoKeyOrTwo_isAUsageError(String options) {
        Answer answer = operator.typing(Operator.KEY)
                .key("put", ("^a " + options).strip().split(" ", -1));

        assertEquals(2, answer.exitCode(), answer.err());
    }

    @Test
    void get_showsWrappedKeys_orWithTheKekKeysInTheClear() {
        put("^a");
        put("^b");

        Answer wrapped = operator.key("get", "^b", "^a");
        assertFalse(wrapped.out().contains(Operator.KEY), wrapped.out());
        assertTrue(wrapped.out().contains("ek          " + Operator.EK), wrapped.out());
        assertEquals(2, wrapped.out().split("\n\n", -1).length);

        JsonNode clear = operator.keyJson("get", "^b", "^a", "--kek", operator.kekFile());
        assertEquals(Operator.KEY, clear.get(1).get("k").stringValue());
        assertFalse(clear.get(1).has("ek"));
    }

    @Test
    void get_withAnotherKek_orOfAKeyThatIsNotThere_isRefused() {
        put("^a");

        Answer wrongKek = operator.key("get", "^a", "--kek", operator.file("other", Operator.KEY));
        assertEquals(1, wrongKek.exitCode());
        assertEquals("error: kek is not the one that the key is wrapped under\n", wrongKek.err());
        Answer missing = operator.key("get", "^a", "^kid1");
        assertEquals(1, missing.exitCode());
        assertEquals("error: no key is stored under kid " + KID1 + "\n", missing.err());
        assertEquals("", missing.out());
    }

    @Test
    void keys_areTheirAccountsAndEnvironments() {
        put("^a");
        operator.imports("{\"id\": 5}");

        assertEquals(0, operator.keyJson("list", "--environment", "test").size());
        assertEquals(0, operator.json("key", "list", "--account", "5").size());
        assertEquals(1, operator.keyJson("list", "--environment", "production").size());
        Answer unknown = operator.run("key", "list", "--account", "6");
        assertEquals(1, unknown.exitCode());
        assertEquals("error: there is no account 6\n", unknown.err());
    }

    @Test
    void list_isATableOfFixedWidths() {
        put(Operator.KID, "--content-id", "film 1", "--info", "x\ny", "--expiration", "2999-12-31T00:00:00Z");

        String[] lines = operator.key("list").out().split("\n", -1);
        assertEquals(3, lines.length);
        assertTrue(lines[0].matches("kid {31}info {22}contentId {17}expiration {12}lastUpdate {16}kekId"), lines[0]);
        assertTrue(
                lines[1].startsWith(
                        Operator.KID + "  x?y                       film 1                    2999-12-31T00:00:00Z  2"),
                lines[1]);
        assertTrue(lines[1].endsWith("  " + KEK_ID), lines[1]);
        assertEquals(lines[0].indexOf("kekId"), lines[1].indexOf(KEK_ID));
    }

    @Test
    void list_ofNoKeys_isEmpty() {
        assertEquals("", operator.key("list").out());
        assertEquals("[]\n", operator.key("list", "--output", "json").out());
    }

    @Test
    void list_isPagedWithoutGaps() {
        String csv = IntStream.range(0, 2_500)
                .mapToObj(i -> "%032x,%s\n".formatted(i, Operator.EK))
                .collect(Collectors.joining());
        operator.key("import", operator.file("keys.csv", "kid,ek\n" + csv));

        JsonNode all = operator.keyJson("list");
        assertEquals(2_500, all.size());
        for (int i = 0; i < all.size(); i++) {
            assertEquals("%032x".formatted(i), all.get(i).get("kid").stringValue());
        }
        JsonNode some = operator.keyJson("list", "--limit", "1001", "--after", "%032x".formatted(3));
        assertEquals(1_001, some.size());
        assertEquals("%032x".formatted(4), some.get(0).get("kid").stringValue());
        assertEquals(1_000, operator.keyJson("list", "--limit", "1000").size());
        assertEquals(2, operator.key("list", "--limit", "0").exitCode());
        assertEquals(2_501, operator.key("list").out().lines().count());
    }

    @Test
    void expiredKey_isNotThere() {
        put("^a", "--expiration", operator.now().plusSeconds(60).toString());
        put("^b");
        assertEquals(2, operator.keyJson("list").size());

        Operator later = operator.at(operator.now().plusSeconds(61));
        assertEquals(1, later.keyJson("list").size());
        assertEquals(1, later.key("get", "^a").exitCode());
    }

    @Test
    void delete_removesWhatIsThere_andSaysWhatWasNot() {
        put("^a");
        put("^b");

        Answer some = operator.key("delete", "^a", "^kid1");
        assertEquals(1, some.exitCode());
        assertEquals("keys deleted: 1\n", some.out());
        assertEquals("error: no key is stored under kid " + KID1 + "\n", some.err());
        assertEquals(1, operator.keyJson("list").size());
        JsonNode rest = operator.keyJson("delete", "^b");
        assertEquals(1, rest.get("deleted").size());
        assertEquals(0, rest.get("missing").size());
    }

    @Test
    void keyWhereAFileIsMeant_isNotRepeated_evenInAStackTrace() {
        for (String option : new String[] {"--key", "--ek", "--kek"}) {
            Answer answer = operator.key("put", "^a", "--random", option, Operator.KEY, "--verbose");
            assertFalse((answer.out() + answer.err()).contains(Operator.KEY), answer.err());
        }
        assertEquals(
                "error: there is no file of this name; a key must be in a file, not on the command line\n",
                operator.key("put", "^a", "--key", Operator.KEY).err());
    }

    @Test
    void mistakes_neverRepeatWhatAFileHolds_evenInAStackTrace() {
        String bad = operator.file("bad", Operator.KEY + "00zz");
        for (String options : new String[] {"--key " + bad, "--ek " + bad, "--random --kek " + bad}) {
            Answer answer = operator.key("put", ("^a --verbose " + options).split(" ", -1));
            assertEquals(1, answer.exitCode());
            assertFalse((answer.out() + answer.err()).contains(Operator.KEY), answer.err());
        }
    }

    @Test
    void storeThatDoesNotAnswer_isToldPlainly() {
        String gone = operator.file("gone.properties", "store.url=" + MemoryStoreProvider.GONE);

        Answer answer = operator.key("list", "--config", gone);

        assertEquals(1, answer.exitCode());
        assertEquals("error: the store does not answer\n", answer.err());
    }
}
