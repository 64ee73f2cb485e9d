package org.symbolon.http.usage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.google.common.collect.ListMultimap;
import java.net.http.HttpResponse;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.symbolon.core.store.usage.UsageBatch;
import org.symbolon.core.store.usage.UsageKey;
import org.symbolon.core.store.usage.UsageScope;
import org.symbolon.core.value.AccountId;
import org.symbolon.core.value.Environment;
import org.symbolon.http.AnswerJson;
import org.symbolon.http.PlayedDrm;
import org.symbolon.http.Player;
import org.symbolon.http.TestService;
import tools.jackson.databind.JsonNode;

/** {@code GET /cmiapi/usage}. */
@Timeout(120)
final class UsageEndpointTest {
    private static final String TARGET = "/cmiapi/usage?customerAuthenticator=" + TestService.AUTHENTICATOR;
    private static final LocalDate DAY = LocalDate.of(2001, 12, 31);

    private static Player player;

    @BeforeAll
    static void start() {
        player = new Player();
        addUsage();
    }

    @AfterAll
    static void stop() {
        player.close();
    }

    private HttpResponse<String> get(String query) {
        return player.service.get(TARGET + query);
    }

    private JsonNode usage(String query) {
        HttpResponse<String> answer = get(query);
        assertEquals(200, answer.statusCode(), answer.body());
        return AnswerJson.of(answer);
    }

    /** The usage once it has this number of refusals; it is written behind the answers. */
    private JsonNode usageWithRefusals(int refused, String query) throws InterruptedException {
        JsonNode usage = usage(query);
        while (usage.get("total").get("refused").asInt() != refused) {
            TimeUnit.MILLISECONDS.sleep(20);
            usage = usage(query);
        }
        return usage;
    }

    private static UsageScope scope(Environment environment, LocalDate day) {
        return new UsageScope(new AccountId(201722), PlayedDrm.ID, environment, day);
    }

    private static void addUsage() {
        UsageScope first = scope(Environment.PRODUCTION, DAY);
        UsageScope second = scope(Environment.PRODUCTION, DAY.plusDays(1));
        player.stores
                .usage()
                .add(UsageBatch.builder()
                        .writer(new UUID(1, 2))
                        .number(1)
                        .made(DAY)
                        .putCounts(UsageKey.issued(first), 5)
                        .putCounts(UsageKey.issued(second), 7)
                        .putCounts(UsageKey.refused(second, -9101), 2)
                        .putCounts(UsageKey.refused(second, -1), 1)
                        .putCounts(UsageKey.issued(scope(Environment.TEST, DAY)), 100)
                        .build());
    }

    @Test
    void whatAnAccountDid_isCounted() throws InterruptedException {
        player.redeem(player.token(), "abc");
        player.redeem(player.token(), PlayedDrm.REFUSE);
        ListMultimap<String, String> wrong = Player.request();
        wrong.replaceValues("contentKey", List.of("00"));
        player.service.get("pl", wrong);

        JsonNode usage = usageWithRefusals(2, "&by=drm");
        JsonNode total = usage.get("total");
        assertEquals(2, total.get("issued").asInt());
        assertEquals(1, total.get("redeemed").asInt());
        assertEquals(1, total.get("cookies").asInt());
        assertEquals(
                "{\"code\":-9101,\"message\":\"[-9101] Not played\",\"count\":1}",
                total.get("refusals").get(0).toString());
        assertEquals(-2027, total.get("refusals").get(1).get("code").asInt());
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        assertEquals(today.plusDays(1).toString(), usage.get("to").asString());
        assertEquals("production", usage.get("environment").asString());
        assertEquals(1, usage.get("drms").size());
        assertEquals("pl", usage.get("drms").get(0).get("drm").asString());
        assertFalse(usage.get("drms").get(0).has("cookies"), "nobody knows which DRM a cookie was for");
    }

    @Test
    void days_areThoseOfThePeriod_andItsEnvironment() {
        JsonNode usage = usage("&from=2001-12-30&to=2002-01-02&by=day");
        assertEquals(12, usage.get("total").get("issued").asInt());
        assertEquals(3, usage.get("total").get("refused").asInt());
        assertEquals(
                List.of("2001-12-31", "2002-01-01"),
                usage.get("days")
                        .valueStream()
                        .map(day -> day.get("day").asString())
                        .toList());
        assertEquals(7, usage.get("days").get(1).get("issued").asInt());
        assertEquals(
                7,
                usage("&from=2002-01-01&to=2002-01-02")
                        .get("total")
                        .get("issued")
                        .asInt());
        assertEquals(5, usage("&to=2002-01-01").get("total").get("issued").asInt(), "the month of the last day");
    }

    @Test
    void outcomes_haveALineEach() {
        assertEquals(
                "[{\"outcome\":\"issued\",\"count\":7},{\"outcome\":\"redeemed\",\"count\":0},"
                        + "{\"outcome\":\"refused\",\"code\":-9101,\"message\":\"[-9101] Not played\",\"count\":2},"
                        + "{\"outcome\":\"refused\",\"code\":-1,\"count\":1}]",
                usage("&from=2002-01-01&to=2002-01-02&by=outcome")
                        .get("outcomes")
                        .toString());
    }

    @ParameterizedTest
    @CsvSource({
        "&from=yesterday, from must be a day such as 2026-11-21",
        "&from=2026-02-30&to=, from must be a day such as 2026-11-21; to must be a day such as 2026-11-21",
        "&from=2026-01-01&from=2026-01-02, from is given 2 times; it takes one value",
        "&by=week, 'by must be day, drm or outcome'",
        "&from=2026-01-02&to=2026-01-02, to must be 1 to 366 days after from",
        "&from=2026-01-02&to=2026-01-01, to must be 1 to 366 days after from",
        "&from=2026-01-01&to=2027-01-03, to must be 1 to 366 days after from"
    })
    void parameterThatBreaksARule_isNamedWithTheRule(String query, String message) {
        HttpResponse<String> answer = get(query);
        assertEquals(400, answer.statusCode());
        assertEquals("[400] " + message, AnswerJson.of(answer).get("message").asString());
    }

    @Test
    void longestPeriod_isAnswered() {
        assertEquals(
                366, ChronoUnit.DAYS.between(LocalDate.of(2001, 7, 1), LocalDate.of(2002, 7, 2)), "as many as may be");
        assertEquals(
                12,
                usage("&from=2001-07-01&to=2002-07-02")
                        .get("total")
                        .get("issued")
                        .asInt());
    }

    @Test
    void stranger_isToldNothing() {
        HttpResponse<String> answer =
                player.service.get("/cmiapi/usage?customerAuthenticator=201722," + "00000000000000000000000000000000");
        assertEquals(401, answer.statusCode());
        assertEquals(-2018, AnswerJson.of(answer).get("code").asInt());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/cmiapi/usage", "/cmiapi/usage/"})
    void otherMethods_areRefused(String path) {
        HttpResponse<String> answer = player.service.post(path, "");
        assertEquals(405, answer.statusCode());
        assertEquals("GET", answer.headers().firstValue("Allow").orElseThrow());
    }
}
