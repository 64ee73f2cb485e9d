package org.symbolon.http.records;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ListMultimap;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.symbolon.core.error.StoreUnavailableException;
import org.symbolon.core.store.record.RecordId;
import org.symbolon.core.store.record.RecordKind;
import org.symbolon.core.store.record.TransactionRecord;
import org.symbolon.core.value.AccountId;
import org.symbolon.core.value.Environment;
import org.symbolon.http.AnswerJson;
import org.symbolon.http.FakeStores;
import org.symbolon.http.LogLines;
import org.symbolon.http.PlayedDrm;
import org.symbolon.http.Player;
import org.symbolon.http.RawAnswer;
import org.symbolon.http.TestService;
import tools.jackson.databind.JsonNode;

/** {@code GET /cmiapi/getrecord/}, and that log, answer and record call a refusal the same. */
final class RecordsEndpointTest {
    private static final String TARGET = "/cmiapi/getrecord/?customerAuthenticator=" + TestService.AUTHENTICATOR;
    private Player player;

    @BeforeEach
    void start() {
        player = new Player();
    }

    @AfterEach
    void stop() {
        player.close();
    }

    /** So many records; they are written behind the answers. */
    private List<JsonNode> records(String query, int count) {
        long end = System.nanoTime() + 5_000_000_000L;
        List<JsonNode> found = records(query);
        while (found.size() != count && System.nanoTime() < end) {
            found = records(query);
        }
        assertEquals(count, found.size(), found.toString());
        return found;
    }

    private List<JsonNode> records(String query) {
        HttpResponse<String> answer = player.service.get(TARGET + query);
        assertEquals(200, answer.statusCode(), answer.body());
        return AnswerJson.of(answer).get("records").valueStream().toList();
    }

    private void addIssues(int count, AccountId account, Environment environment) {
        Instant began = Instant.now().truncatedTo(ChronoUnit.MILLIS).minusSeconds(100);
        player.stores
                .records()
                .add(IntStream.range(0, count)
                        .mapToObj(i -> TransactionRecord.builder()
                                .kind(RecordKind.ISSUE)
                                .id(RecordId.first(began.plusSeconds(i)))
                                .environment(environment)
                                .drm(PlayedDrm.ID)
                                .account(account)
                                .cookie("c" + i)
                                .build())
                        .collect(ImmutableList.toImmutableList()));
    }

    @Test
    void refusedRedemption_isCalledTheSameInAnswerLogAndRecord() {
        try (LogLines log = new LogLines()) {
            HttpResponse<byte[]> refused = player.redeem(player.token(), PlayedDrm.REFUSE);
            String reference = refused.headers().firstValue("Error-Reference").orElseThrow();
            JsonNode line = log.requests(2).get(1);
            JsonNode found = records("", 2).get(0);

            assertEquals(reference, line.get("reference").asString());
            assertEquals(reference, found.get("reference").asString());
            assertEquals(line.get("token").asString(), found.get("id").asString());
            assertEquals("refused", found.get("outcome").asString());
            assertEquals(-9101, found.get("code").asInt());
            assertEquals("[-9101] Not played", found.get("message").asString());
            assertEquals("A device is trusted.", found.get("rule").asString());
            assertEquals("a trusted device", found.get("expected").asString());
            assertEquals("a device of tests", found.get("got").asString());
            assertEquals("A test.", found.get("usualCause").asString());
            assertEquals("test \"device\"", found.get("device").get("model").asString());
        }
    }

    @Test
    void refusedToken_isCalledTheSameInAnswerLogAndRecord() {
        ListMultimap<String, String> wrong = Player.request();
        wrong.replaceValues("contentKey", List.of("00"));
        try (LogLines log = new LogLines()) {
            String reference = player.service
                    .get("pl", wrong)
                    .headers()
                    .firstValue("Error-Reference")
                    .orElseThrow();
            assertEquals(reference, log.requests(1).get(0).get("reference").asString());

            JsonNode found = records("", 1).get(0);
            assertEquals(reference, found.get("reference").asString());
            assertEquals("issue", found.get("kind").asString());
            assertEquals(-2027, found.get("code").asInt());
        }
    }

    @Test
    void grantedRedemption_isRecordedWithoutAReason() {
        player.redeem(player.token(), "abc");
        JsonNode found = records("", 2).get(0);
        assertEquals("redeem", found.get("kind").asString());
        assertEquals("granted", found.get("outcome").asString());
        assertEquals("session-42", found.get("cookie").asString());
        assertEquals("pl", found.get("drm").asString());
        assertEquals("production", found.get("environment").asString());
        for (String absent : List.of("code", "message", "reference", "rule", "expected", "got", "usualCause")) {
            assertFalse(found.has(absent), absent);
        }
    }

    @Test
    void records_areThoseOfTheAccountAndEnvironmentThatAsk() {
        addIssues(3, TestService.ACCOUNT, Environment.PRODUCTION);
        addIssues(2, TestService.ACCOUNT, Environment.TEST);
        addIssues(4, new AccountId(7), Environment.PRODUCTION);
        assertEquals(3, records("", 3).size());
    }

    @Test
    void query_choosesByCookieIdStartAndLength() {
        addIssues(40, TestService.ACCOUNT, Environment.PRODUCTION);
        assertEquals("c39", records("", 32).get(0).get("cookie").asString());
        assertEquals("c5", records("&cookie=c5", 1).get(0).get("cookie").asString());
        assertEquals("c37", records("&start=2&length=3", 3).get(0).get("cookie").asString());
        assertEquals(40, records("&start=0&length=1000&junk=1", 40).size());
        assertEquals(List.of(), records("&start=40"));
        player.token();
        String id = records("&length=1&cookie=session-42", 1).get(0).get("id").asString();
        assertEquals(id, records("&id=" + id, 1).get(0).get("id").asString());
    }

    /** How long the pages are: of one part, of several, and of a number that the records are a multiple of. */
    @ParameterizedTest
    @ValueSource(ints = {7, 100, 115, 120, 250, 345, 1000})
    void next_leadsThroughAllRecords(int length) {
        addIssues(345, TestService.ACCOUNT, Environment.PRODUCTION);
        List<String> cookies = new ArrayList<>();
        Optional<String> place = Optional.of("");
        int pages = 0;
        while (place.isPresent()) {
            JsonNode answer = AnswerJson.of(player.service.get(TARGET + "&length=" + length + place.get()));
            answer.get("records")
                    .forEach(found -> cookies.add(found.get("cookie").asString()));
            place = Optional.ofNullable(answer.get("next")).map(next -> "&before=" + next.asString());
            pages++;
        }
        assertEquals(345 / length + 1, pages);
        assertEquals(IntStream.range(0, 345).mapToObj(i -> "c" + (344 - i)).toList(), cookies);
    }

    @Test
    void before_beginsWhereAFarStartWouldHave() {
        addIssues(345, TestService.ACCOUNT, Environment.PRODUCTION);
        JsonNode answer = AnswerJson.of(player.service.get(TARGET + "&start=300&length=10"));
        String place = answer.get("next").asString();
        assertEquals(
                "c34",
                records("&length=1&before=" + place, 1).get(0).get("cookie").asString());
        assertEquals(
                "c32",
                records("&start=2&length=1&before=" + place, 1)
                        .get(0)
                        .get("cookie")
                        .asString());
    }

    @ParameterizedTest
    @CsvSource({
        "&start=-1,'start must be a whole number, 0 to 10000; before, with the value of next, goes further back'",
        "&start=10001,'start must be a whole number, 0 to 10000; before, with the value of next, goes further back'",
        "&before=yesterday,before must be the value of next in an earlier answer",
        "&before=1-0,before must be the value of next in an earlier answer",
        "&before=,before is empty",
        "&length=0,'length must be a whole number, 1 to 1000'",
        "&length=1001,'length must be a whole number, 1 to 1000'",
        "&length=x,'length must be a whole number, 1 to 1000'",
        "&id=xyz,'id must be a token''s id, 32 hexadecimal digits'",
        "&cookie=,cookie is empty",
        "&cookie=a&cookie=b,cookie is given 2 times; it takes one value",
        "&x=%zz,Percent-encoding and UTF-8 must be well-formed"
    })
    void badValue_is400AndNamesParameterAndRule(String query, String message) {
        RawAnswer answer = RawAnswer.get(player.service, TARGET + query);
        assertEquals(400, answer.status());
        assertEquals(
                "[400] " + message, AnswerJson.of(answer.body()).get("message").asString());
    }

    @Test
    void strangers_areRefusedInJson() {
        assertEquals(List.of(-2017), AnswerJson.codes(player.service.get("/cmiapi/getrecord")));
        HttpResponse<String> wrong = player.service.get(TARGET.replace(TestService.SECRET, TestService.TEST_SECRET));
        assertEquals(401, wrong.statusCode());
        assertEquals(List.of(-2018), AnswerJson.codes(wrong));
    }

    @Test
    void post_is405() {
        HttpResponse<String> answer = player.service.post(TARGET, "");
        assertEquals(405, answer.statusCode());
        assertEquals(Optional.of("GET"), answer.headers().firstValue("Allow"));
    }

    @Test
    void storeWithoutAnswer_is2030WithStatus503() {
        try (TestService broken = TestService.start(FakeStores.before(() -> {
            throw new StoreUnavailableException("the test's store does not answer");
        }))) {
            HttpResponse<String> answer = broken.get(TARGET);
            assertEquals(503, answer.statusCode());
            assertEquals(List.of(-2030), AnswerJson.codes(answer));
            assertTrue(answer.headers().firstValue("Error-Reference").isPresent());
        }
    }
}
