package org.symbolon.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
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

class KeyImportTest {
    @TempDir
    Path folder;

    private Operator operator;

    @BeforeEach
    void sitDown() {
        operator = Operator.inMemory(folder).withAccount();
    }

    private Answer imported(String content, String... more) {
        String[] arguments = new String[more.length + 1];
        arguments[0] = operator.file("keys", filled(content));
        System.arraycopy(more, 0, arguments, 1, more.length);
        return operator.key("import", arguments);
    }

    private static String filled(String content) {
        return content.replace("KEY", Operator.KEY)
                .replace("EK", Operator.EK)
                .replace("KID", Operator.KID)
                .replace("\\n", "\n")
                .replace("\\0", "\0");
    }

    private void assertImported(int keys, Answer answer) {
        assertEquals(0, answer.exitCode(), answer.err());
        assertEquals("keys imported: " + keys + "\n", answer.out());
        assertEquals("", answer.err());
        assertEquals(keys, operator.keyJson("list").size());
    }

    private JsonNode key(String kid) {
        return operator.keyJson("get", kid).get(0);
    }

    @Test
    void csv_withEveryColumnInAnyOrder() {
        assertImported(2, imported("""
                        info,expiration,ek,lastUpdate,contentId,kekId,kid
                        "a ""quoted"", text",2999-12-31,EK,2001-01-01,film 1,mine,^a
                        ,,EK,,,,KID
                        """));

        JsonNode key = key("^a");
        assertEquals("a \"quoted\", text", key.get("info").stringValue());
        assertEquals("2999-12-31", key.get("expiration").stringValue());
        assertEquals("mine", key.get("kekId").stringValue());
        assertEquals("film 1", key.get("contentId").stringValue());
        assertFalse(key.get("lastUpdate").stringValue().startsWith("2001"));
        assertEquals(Operator.EK, key.get("ek").stringValue());
        assertEquals(3, key(Operator.KID).size());
    }

    @Test
    void csv_withByteOrderMarkCrLfEmptyLinesAndLineEndsInFields() {
        assertImported(2, imported("\ufeffkid,ek,info\r\n\r\n^a,EK,\"two\r\nlines\"\r\n\r\n\r\n^b,EK,\"ü, 日本\"\r\n"));

        assertEquals("two\r\nlines", key("^a").get("info").stringValue());
        assertEquals("ü, 日本", key("^b").get("info").stringValue());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[{'kid': '^a', 'ek': 'EK', 'info': 'x'}, {'ek': 'EK', 'kid': 'KID', 'info': null, 'lastUpdate': 'x'}]",
                "\ufeff \n [\n{'kid': '^a', 'ek': 'EK', 'info': 'x'},\n{'ek': 'EK', 'kid': 'KID'}]\n",
                "{'kid': '^a', 'ek': 'EK', 'info': 'x'}\n{'ek': 'EK', 'kid': 'KID', 'lastUpdate': {'a': [1]}}\n",
                "\n{'kid': '^a', 'ek': 'EK', 'info': 'x'}\r\n\r\n{'ek': 'EK', 'kid': 'KID'}"
            })
    void json_asAListOrAnObjectALine(String json) {
        assertImported(2, imported(json.replace('\'', '"')));

        assertEquals("x", key("^a").get("info").stringValue());
        assertFalse(key(Operator.KID).has("info"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "kid,ek", "kid,ek\n\n", " \n"})
    void fileWithoutKeys_isNoMistake(String content) {
        assertImported(0, imported(content));
    }

    @Test
    void keysInTheClear_areWrappedUnderTheKek() {
        assertImported(2, imported("kid,k,ek\n^a,KEY,\n^b,,EK\n", "--kek", operator.kekFile()));

        assertEquals(Operator.EK, key("^a").get("ek").stringValue());
        assertEquals(key("^a").get("kekId"), key("^b").get("kekId"));
    }

    @Test
    void keysInTheClear_areWrappedUnderTheKeptKek() {
        operator.run("account", "kek", "set", Operator.ACCOUNT, "--kek", operator.kekFile());

        assertImported(1, imported("kid,k\n^a,KEY\n"));
        assertEquals(Operator.EK, key("^a").get("ek").stringValue());
    }

    @Test
    void importingAgain_replaces() {
        imported("kid,ek,info\n^a,EK,first\n^b,EK,first\n");

        assertImported(2, imported("kid,ek,info\n^b,EK,second\n^a,EK,second\n"));
        assertEquals("second", key("^b").get("info").stringValue());
    }

    @Test
    void standardInput_isReadToo_andTheAnswerIsJson() {
        JsonNode answer = operator.typing(filled("kid,ek\n^a,EK\n")).keyJson("import", "-", "--environment", "test");

        assertEquals(1, answer.get("imported").intValue());
        assertEquals(1, operator.keyJson("list", "--environment", "test").size());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            kid,ek\\n^a,EK\\n^b,xx\\n             | line 3, record 2: ek must be 48 hexadecimal digits
            kid,ek,info\\n^a,EK,"x\\ny"\\n^b,xx,  | line 4, record 2: ek must be 48 hexadecimal digits
            kid,k\\n^a,KEY\\n                     | line 2, record 1: k needs --kek, or a KEK that is kept for the account (see 'account kek set --help')
            kid,k,ek\\n^a,KEY,EK                  | line 2, record 1: k and ek exclude each other
            kid,ek\\n12,EK                        | line 2, record 1: kid must be 32 hexadecimal digits, not 2 characters
            kid,ek\\n,EK                          | line 2, record 1: kid is required
            kid,ek\\n^a,                          | line 2, record 1: k or ek is required
            kid,ek\\n^a,EK,x                      | line 2, record 1: there are 3 fields, but 2 columns
            kid,ek\\n^a                           | line 2, record 1: there are 1 fields, but 2 columns
            kid,ek,info\\n^a,EK,x\\0y             | line 2, record 1: info must be Unicode text without NUL
            kid,ek,expiration\\n^a,EK,KEY         | line 2, record 1: expiration must be a time like 2030-12-31T23:59:59Z (ISO 8601)
            kid,ek,kekid\\n^a,EK,                 | line 1, the header: 'kekid' is no column; columns are kid, k, ek, kekId, info, contentId, expiration
            kid,ek,kid\\n^a,EK,                   | line 1, the header: there are two columns kid
            KID,KEY                               | line 1, the header: (a name that is not repeated) is no column; columns are kid, k, ek, kekId, info, contentId, expiration
            kid,ek\\n^a,"EK                       | this is not CSV: Unclosed quoted field at end of input (record starting at line 2)
            kid,ek\\n^a,"EK"x                     | this is not CSV: Unexpected character after closing quote: 'x' (0x78) (record starting at line 2)
            [{"kid": "^a", "ek": "EK"}\\n, 7]     | line 2, record 2: must be an object
            [{"kid": "^a", "ek": "EK"}] []        | line 1, record 1: there is something after the end of the list
            {"kid": "^a", "kid": "^b"}            | line 1, record 1: has kid twice
            {"kid": "^a", "k": 7}                 | line 1, record 1: k must be text
            {"kid": "^a", "kekid": "x"}           | line 1, record 1: 'kekid' is no field; fields are kid, k, ek, kekId, info, contentId, expiration
            {"KEY": "^a"}                         | line 1, record 1: (a name that is not repeated) is no field; fields are kid, k, ek, kekId, info, contentId, expiration
            {"kid": "^a", "ek": "EK"              | this is not JSON: line 1, column 71
            {"kid": "^a", "ek": KEY}              | line 1, record 1: ek must be text
            """)
    void mistake_isToldWithItsPlaceAndRule_andStoresNothingOfItsBatch(String content, String problem) {
        Answer answer = imported(content, "--verbose");

        assertEquals(1, answer.exitCode(), answer.out());
        assertEquals("", answer.out());
        assertTrue(answer.err().startsWith("note: keys stored before the mistake: 0\n"), answer.err());
        assertTrue(answer.err().endsWith("error: " + problem + "\n"), answer.err());
        assertFalse(answer.err().contains(Operator.KEY) || answer.err().contains(Operator.EK), answer.err());
        assertEquals(0, operator.keyJson("list").size());
    }

    @Test
    void mistakeInTheMiddle_leavesTheBatchesBeforeItStored() {
        Answer answer = imported(records(25) + "^bad,xx\n" + "^more,EK\n", "--batch", "10");

        assertEquals(1, answer.exitCode());
        assertEquals("""
                note: keys stored before the mistake: 20
                error: line 27, record 26: ek must be 48 hexadecimal digits
                """, answer.err());
        assertEquals(20, operator.keyJson("list").size());
        assertImported(25, imported(records(25), "--batch", "10"));
    }

    private static String records(int count) {
        return "kid,ek\n"
                + IntStream.range(0, count).mapToObj(i -> "^" + i + ",EK\n").collect(Collectors.joining());
    }

    @Test
    void keyUnderAnotherKek_isToldWithItsPlace() {
        String other = Operator.EK.replace(Operator.EK.charAt(0), Operator.EK.charAt(0) == '0' ? '1' : '0');

        Answer answer = imported(
                records(15) + "^bad," + other + "\n" + "^worse,xx\n", "--batch", "8", "--kek", operator.kekFile());

        assertEquals(1, answer.exitCode());
        assertEquals("""
                note: keys stored before the mistake: 8
                error: line 17, record 16: kek is not the one that the key is wrapped under
                """, answer.err());
    }

    @Test
    void textThatIsTooLong_isRefusedWithItsPlace() {
        Answer answer =
                imported("kid,ek,contentId\n^a,EK," + "i".repeat(4_096) + "\n^b,EK," + "i".repeat(4_097) + "\n");
        assertEquals(1, answer.exitCode());
        assertTrue(
                answer.err().endsWith("line 3, record 2: contentId must have at most 4096 bytes in UTF-8, not 4097\n"),
                answer.err());
    }

    @Test
    void moreKeysThanTheAccountMayStore_areRefused_butTheSameOnesMayComeAgain() {
        operator = operator.with("SYMBOLON_KEYS_MAX", "10");
        assertImported(10, imported(records(10)));
        assertImported(10, imported(records(10)));
        Answer answer = imported(records(11));
        assertEquals(1, answer.exitCode());
        assertTrue(
                answer.err().contains("the account has no room for another key: it may store 10 (setting keys.max)"),
                answer.err());
    }

    @Test
    void textThatIsNotUtf8_isRefused() throws IOException {
        Path file = Files.write(folder.resolve("latin"), new byte[] {'k', 'i', 'd', '\n', (byte) 0xe4, '\n'});

        Answer answer = operator.key("import", file.toString());

        assertEquals(1, answer.exitCode());
        assertTrue(answer.err().endsWith("error: this is not text in UTF-8\n"), answer.err());
    }

    @ParameterizedTest
    @ValueSource(strings = {"nowhere", "."})
    void fileThatCannotBeRead_isAFailure(String file) {
        assertEquals(1, operator.key("import", file).exitCode());
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "1000001"})
    void batchOfNoSize_isAUsageError(String batch) {
        assertEquals(2, imported("kid,ek\n^a,EK\n", "--batch=" + batch).exitCode());
    }
}
