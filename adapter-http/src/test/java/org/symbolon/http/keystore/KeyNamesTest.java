package org.symbolon.http.keystore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.symbolon.http.keystore.KeyClient.WITH_KEK;

import com.google.common.collect.ImmutableList;
import java.util.Collections;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.symbolon.core.value.KeyId;
import org.symbolon.http.AnswerJson;
import org.symbolon.http.RawAnswer;
import org.symbolon.http.TestService;

/**
 * How the names of keys in a path are read, over a socket: client libraries encode or refuse much of what clients send.
 */
final class KeyNamesTest {
    private static TestService service;
    private static KeyClient client;

    @BeforeAll
    static void start() {
        service = TestService.start();
        client = new KeyClient(service);
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    static ImmutableList<String> printable() {
        return IntStream.rangeClosed(' ', '~').mapToObj(Character::toString).collect(ImmutableList.toImmutableList());
    }

    private static void assertFinds(String string, String path) {
        RawAnswer answer = client.getRaw("/keys/" + path);
        assertEquals(200, answer.status(), answer.body());
        assertEquals(
                KeyId.ofString(string).toString(),
                AnswerJson.of(answer.body()).get("kid").asString());
    }

    @ParameterizedTest
    @MethodSource("printable")
    void everyPrintableCharacter_isPartOfANameEncodedAndRaw(String character) {
        String string = "p" + character + "q";
        client.store("^" + string);

        assertFinds(string, String.format("%%5Ep%%%02xq", (int) character.charAt(0)));
        assertFinds(string, String.format("^%%70%%%02X%%71", (int) character.charAt(0)));
        boolean separates = " ?,".contains(character);
        if (!separates) {
            assertFinds(string, "^p" + character + "q");
        }
    }

    /** The name, and how a path may write it. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "a/b ^a/b",
                "a/b ^a%2Fb",
                "a//b/ ^a//b/",
                "/ ^/",
                "../x/./y ^../x/./y",
                "a/value ^a%2Fvalue",
                "a/values ^a/values",
                "a/value/ ^a/value/",
                "value ^value",
                "a+b ^a+b",
                "a;b=c ^a;b=c",
                "100% ^100%",
                "100% ^100%25",
                "%2 ^%2",
                "%zz ^%zz",
                "%41 ^%2541",
                "%%41 ^%%2541",
                "%A ^%%41",
                "^ ^^",
                "^ %5E%5E",
                "a,b ^a%2Cb",
                "a,b %5Ea%2cb",
                "http://a/b ^http://a/b"
            })
    void name_isReadAsItWasMeant(String string, String path) {
        KeyId kid = KeyId.ofString(string);
        client.send("POST", "/keys?" + WITH_KEK, "{\"kid\":\"" + kid + "\"}");

        assertFinds(string, path);
        assertEquals(
                "text/plain",
                client.getRaw("/keys/" + path + "/value").header("Content-Type").orElseThrow());
    }

    @Test
    void targetInAbsoluteForm_isReadToo() {
        client.store("^absolute");
        RawAnswer answer = RawAnswer.get(service, "http://example.com" + client.target("/keys/^absolute"));
        assertEquals(200, answer.status());
    }

    /** How many keys a list has, and how a path may write it; 1, 2 and 3 stand for key ids in hexadecimal. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "2 1,2",
                "2 1%2C2",
                "3 1%2c2,3",
                "3 1,^l%2Cx,2",
                "2 ^l1,^l2",
                "2 %5El1,%5El2",
                "4 1%2C2,^l%2Cx,3",
                "3 1%2C^l1%2C2"
            })
    void list_isSplitAtItsCommas(int count, String path) {
        for (String name : ImmutableList.of("^l1", "^l2", "^l,x", kid(1), kid(2), kid(3))) {
            client.send("POST", "/keys?" + WITH_KEK, "{\"kid\":\"" + name + "\"}");
        }
        RawAnswer answer = client.getRaw("/keys/" + hexadecimal(path));
        assertEquals(200, answer.status(), answer.body());
        assertEquals(count, AnswerJson.of(answer.body()).size());
    }

    /** Puts key ids for single digits that stand between commas, encoded or not. */
    private static String hexadecimal(String path) {
        String text = path;
        for (int i = 1; i <= 3; i++) {
            text = text.replaceAll("(?i)(^|,|%2C)" + i + "(?=$|,|%2C)", "$1" + kid(i));
        }
        return text;
    }

    private static String kid(int number) {
        return "0".repeat(31) + number;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "^",
                "%5E",
                "^a%00",
                "^a%1F",
                "^a%7f",
                "^a%C3%A9",
                "^a\u00c3\u00a9",
                "^a\u0001",
                "^a\u007f",
                "^a,",
                ",^a",
                "^a,,^a",
                "^a,^",
                "00",
                "/00",
                "0000000000000000000000000000000g",
                "%30000000000000000000000000000000%2C",
                "^/value",
                "/value",
                "value",
                "^12345678901234567890123456789012345678901234567890123456789012345"
            })
    void nameThatNoKeyCanHave_is400(String path) {
        RawAnswer answer = client.getRaw("/keys/" + path);
        assertEquals(400, answer.status(), answer.body());
        assertEquals(2, AnswerJson.of(answer.body()).get("code").asInt());
    }

    @Test
    void aThousandKeys_areTheMost() {
        client.store("^t");
        String thousand = String.join(",", Collections.nCopies(1000, "^t"));

        assertEquals(200, client.getRaw("/keys/" + thousand + "/value").status());
        RawAnswer more = client.getRaw("/keys/" + thousand + "," + kid(1) + "/value");
        assertEquals(400, more.status());
        assertEquals("{\"code\":2,\"message\":\"at most 1000 keys can be asked for, not 1001\"}", more.body());
        assertEquals(400, client.getRaw("/keys/" + ",".repeat(50_000)).status());
    }
}
