package org.symbolon.http.limit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ListMultimap;
import com.google.common.primitives.Ints;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.symbolon.core.settings.SettingKey;
import org.symbolon.core.store.account.Account;
import org.symbolon.core.store.account.Authenticator;
import org.symbolon.core.store.account.DrmOption;
import org.symbolon.core.store.account.RateLimit;
import org.symbolon.core.store.record.RecordKind;
import org.symbolon.core.store.record.RecordQuery;
import org.symbolon.core.value.AccountId;
import org.symbolon.core.value.AuthenticatorSecret;
import org.symbolon.core.value.Environment;
import org.symbolon.http.AnswerJson;
import org.symbolon.http.PlayedDrm;
import org.symbolon.http.Player;
import org.symbolon.http.RawAnswer;
import org.symbolon.http.TestService;
import org.symbolon.http.server.HttpSettings;

/**
 * Limits of a running service. Buckets are filled once an hour, so that no test depends on how fast it runs. A proxy
 * that is trusted says from which address a call comes, so each test has addresses and accounts of its own.
 */
@Timeout(120)
final class RateLimitsTest {
    private static final String WRONG = "00000000000000000000000000000000";
    private static final String FORM = "Content-Type: application/x-www-form-urlencoded\r\n";
    private static Player player;
    private static TestService service;

    @BeforeAll
    static void start() {
        player = new Player(ImmutableMap.<SettingKey<?>, String>builder()
                .put(HttpSettings.PROXIES_TRUSTED, "127.0.0.0/8")
                .put(LimitSettings.ofAccount(LimitedRoute.TOKEN), "1/h burst 5")
                .put(LimitSettings.ofAddress(LimitedRoute.TOKEN), "1/h burst 12")
                .put(LimitSettings.ofAccount(LimitedRoute.KEYSTORE), "1/h burst 2")
                .put(LimitSettings.ofAccount(LimitedRoute.RECORDS), "1/h burst 2")
                .put(LimitSettings.ofAddress(LimitedRoute.RIGHTS), "1/h burst 6")
                .put(LimitSettings.FAILURES, "1/h burst 3")
                .buildOrThrow());
        service = player.service;
        service.change(
                account -> account.putOptions(PlayedDrm.ID, DrmOption.ENABLED).rate(RateLimit.OFF));
    }

    @AfterAll
    static void stop() {
        player.close();
    }

    /** An account that may do what the account of all tests may, with another rate. */
    private static String account(long id, Optional<RateLimit> rate) {
        AccountId account = new AccountId(id);
        AuthenticatorSecret secret =
                AuthenticatorSecret.parse(TestService.SECRET).orElseThrow();
        Account like = service.symbolon.accounts().find(TestService.ACCOUNT).orElseThrow();
        service.symbolon
                .accounts()
                .change(
                        account,
                        none -> Account.builder()
                                .from(like)
                                .id(account)
                                .rate(rate)
                                .authenticators(List.of(Authenticator.of(account, Environment.PRODUCTION, secret)))
                                .build());
        return id + "," + TestService.SECRET;
    }

    private static RawAnswer ask(String target, String from) {
        return send("GET", target, from, "", "");
    }

    private static RawAnswer send(String method, String target, String from, String headers, String body) {
        return RawAnswer.of(service.raw(method + " " + target + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n"
                + (from.isEmpty() ? "" : "X-Forwarded-For: " + from + "\r\n") + headers + "\r\n" + body));
    }

    private static String token(String authenticator) {
        ListMultimap<String, String> request = Player.request();
        request.replaceValues("customerAuthenticator", List.of(authenticator));
        return "/hms/pl/token?" + TestService.encode(request);
    }

    private static List<Integer> statuses(int times, String target, String from) {
        return IntStream.range(0, times)
                .mapToObj(i -> ask(target, from).status())
                .toList();
    }

    private static List<Integer> first(int number, int status, int rest, int other) {
        return IntStream.range(0, number + rest)
                .mapToObj(i -> i < number ? status : other)
                .toList();
    }

    private static void assertWaits(RawAnswer refused, int most) {
        Integer seconds = Ints.tryParse(refused.header("retry-after").orElseThrow());
        assertEquals(429, refused.status(), refused.head());
        assertTrue(seconds != null && seconds <= most && seconds > most - 120, refused.head());
    }

    @Test
    void account_isRefusedBeyondItsLimit_fromWhereverItAsks_andNoOtherAccountIs() {
        String flooding = account(11, Optional.empty());
        assertEquals(first(5, 200, 0, 0), statuses(5, token(flooding), "192.0.2.1"));
        RawAnswer refused = ask(token(flooding), "192.0.2.2");

        assertWaits(refused, 3600);
        assertEquals(429, AnswerJson.of(refused.text()).get("code").asInt());
        assertTrue(
                AnswerJson.of(refused.text())
                        .get("message")
                        .asString()
                        .startsWith("[429] The account asks more often than it may; try again in "),
                refused.text());
        assertEquals(200, ask(token(account(12, Optional.empty())), "192.0.2.1").status());
        assertTrue(ask(token(flooding).replace("errorFormat=json", "errorFormat=html"), "192.0.2.2")
                .text()
                .contains("<h1>The account asks more often"));
    }

    /** Requests with mistakes cost as much as others, and their refusals would be recorded. */
    @Test
    void requestsWithMistakes_countToo_andAreNotRecordedBeyondTheLimit() throws InterruptedException {
        String wrong = token(account(21, Optional.empty())) + "&kid=x&contentKey=y";
        assertEquals(first(5, 400, 5, 429), statuses(10, wrong, "192.0.2.20"));
        awaitRecords(22);
        assertEquals(
                5,
                player.stores
                        .records()
                        .find(RecordQuery.builder().account(new AccountId(21)).build())
                        .records()
                        .size());
    }

    @Test
    void wrongSecret_takesNothingFromTheLimitOfTheAccount() {
        String account = account(31, Optional.empty());
        for (int i = 0; i < 20; i++) {
            assertFalse(ask(token("31," + WRONG), "2001:db8:31:" + i + "::1").status() == 200);
        }
        assertEquals(first(5, 200, 1, 429), statuses(6, token(account), "192.0.2.30"));
    }

    /** The account is known from the query, so its body is not waited for. */
    @Test
    void body_isReadOnlyWithinTheLimit_andCountsOnce() {
        String target = token(account(41, Optional.empty()));
        for (int i = 0; i < 5; i++) {
            assertEquals(
                    200,
                    send("POST", target, "192.0.2.40", FORM + "Content-Length: 5\r\n", "a=b&c")
                            .status());
        }
        RawAnswer refused = send("POST", target, "192.0.2.41", FORM + "Content-Length: 50000\r\n", "");
        assertWaits(refused, 3600);
        assertEquals(Optional.of("close"), refused.header("connection"));
    }

    @Test
    void rateOfAnAccount_replacesThatOfTheSettings_asSoonAsItIsRead() {
        String account = account(51, Optional.of(new RateLimit(1, Duration.ofHours(1), 2)));
        assertEquals(first(2, 200, 1, 429), statuses(3, token(account), "192.0.2.50"));
        account(51, Optional.of(RateLimit.OFF));
        assertEquals(first(6, 200, 0, 0), statuses(6, token(account), "192.0.2.51"));
        account(51, Optional.empty());
        assertEquals(first(5, 200, 1, 429), statuses(6, token(account), "192.0.2.52"));
    }

    @Test
    void eachKindOfRequest_hasALimitAndAnErrorOfItsOwn() {
        String account = account(61, Optional.empty());
        String keys = "/keystore/keycount?customerAuthenticator=" + account;
        String records = "/cmiapi/getrecord/?errorFormat=json&customerAuthenticator=" + account;

        assertEquals(first(2, 200, 1, 429), statuses(3, keys, "192.0.2.60"));
        assertEquals(first(2, 200, 1, 429), statuses(3, records, "192.0.2.60"));
        assertEquals(200, ask(token(account), "192.0.2.60").status());
        RawAnswer ofKeys = ask(keys, "192.0.2.60");
        assertWaits(ofKeys, 3600);
        assertEquals(2, AnswerJson.of(ofKeys.text()).get("code").asInt(), ofKeys.text());
        assertEquals(
                429,
                AnswerJson.of(ask(records, "192.0.2.60").text()).get("code").asInt());
    }

    @Test
    void address_isRefusedBeyondItsLimit_whoeverAsks_andMonitorsAreNot() {
        String target = token(TestService.AUTHENTICATOR);
        assertEquals(first(12, 200, 1, 429), statuses(13, target, "192.0.2.70"));
        assertWaits(ask(token(account(71, Optional.empty())), "192.0.2.70"), 3600);
        assertEquals(200, ask(target, "192.0.2.71").status());
        assertEquals(first(20, 200, 0, 0), statuses(20, "/healthz", "192.0.2.70"));
    }

    /** Everybody has all addresses of a /64 network, and writes into a header what they like. */
    @Test
    void addressThatACallerMakesUp_doesNotHelp() {
        String target = token(TestService.AUTHENTICATOR);
        for (int i = 0; i < 12; i++) {
            assertEquals(
                    200, ask(target, "198.51.100." + i + ", 2001:db8:80::" + i).status());
        }
        assertWaits(ask(target, "203.0.113.9, 2001:db8:80::ffff:1"), 3600);
        assertWaits(ask(target, "2001:db8:80:0:aaaa::1"), 3600);
        assertEquals(200, ask(target, "2001:db8:80:1::1").status());
        assertEquals(first(20, 200, 0, 0), statuses(20, target, ""), "the proxy itself has no limit");
    }

    @Test
    void headerOfACallerWhoIsNoTrustedProxy_isNotBelieved() {
        try (TestService direct =
                TestService.start(ImmutableMap.of(LimitSettings.ofAddress(LimitedRoute.TOKEN), "1/h burst 3"))) {
            List<Integer> statuses = IntStream.range(0, 5)
                    .mapToObj(i -> direct.send(HttpRequest.newBuilder(
                                            direct.uri("/hms/wv/token?" + TestService.encode(TestService.valid("wv"))))
                                    .header("X-Forwarded-For", "192.0.2." + i))
                            .statusCode())
                    .toList();
            assertEquals(first(3, 200, 2, 429), statuses);
        }
    }

    @Test
    void failures_areAnsweredShortlyBeyondTheirLimit_andARightSecretIsServed() {
        String wrong = token("201722," + WRONG);
        assertEquals(first(3, 401, 3, 429), statuses(6, wrong, "192.0.2.90"));
        RawAnswer refused = ask(wrong, "192.0.2.90");
        assertWaits(refused, 3600);
        assertEquals(Optional.empty(), refused.header("www-authenticate"));
        assertEquals(
                429,
                ask("/keystore/keycount?customerAuthenticator=9," + WRONG, "192.0.2.90")
                        .status());
        assertEquals(429, ask(wrong + "&errorFormat=xml", "192.0.2.90").status(), "another mistake comes first");
        assertEquals(first(12 - 8, 200, 0, 0), statuses(12 - 8, token(TestService.AUTHENTICATOR), "192.0.2.90"));
        assertEquals(401, ask(wrong, "192.0.2.91").status());
    }

    /** Garbage in place of tokens would fill the records, and needs no account. */
    @Test
    void tokensThatDoNotOpen_areFailures_andNotRecordedBeyondTheLimit() throws InterruptedException {
        String origin = "Origin: https://player.example.com\r\n";
        String garbage = Player.target("A".repeat(150)) + "&errorFormat=json";
        String good = Player.target(player.token());
        awaitRecords(101);
        int before = refusedRedemptions();
        List<Integer> statuses = IntStream.range(0, 5)
                .mapToObj(i -> send("POST", garbage, "192.0.2.100", origin, "").status())
                .toList();

        assertEquals(first(3, 401, 2, 429), statuses);
        assertEquals(204, ask(good, "192.0.2.100").status());
        awaitRecords(102);
        assertEquals(3, refusedRedemptions() - before);

        RawAnswer refused = send("GET", good, "192.0.2.100", origin, "");
        assertWaits(refused, 3600);
        assertEquals(Optional.of("https://player.example.com"), refused.header("access-control-allow-origin"));
        assertTrue(refused.header("access-control-expose-headers").orElseThrow().contains("Retry-After"));
        assertEquals(204, send("OPTIONS", good, "192.0.2.100", origin, "").status(), "preflights are not counted");
    }

    /** Waits until what happened so far is in the records: they are written later, in the order in which they came. */
    private static void awaitRecords(long last) throws InterruptedException {
        assertEquals(
                400,
                ask(token(account(last, Optional.empty())) + "&kid=x", "192.0.2.101")
                        .status());
        RecordQuery query = RecordQuery.builder().account(new AccountId(last)).build();
        while (player.stores.records().find(query).records().isEmpty()) {
            Thread.sleep(20);
        }
    }

    private static int refusedRedemptions() {
        return (int) player.stores.records().find(RecordQuery.builder().build()).records().stream()
                .filter(found -> found.kind() == RecordKind.REDEEM && !found.granted())
                .count();
    }

    /** A viewer has tokens of the account, and must not keep its other viewers out. */
    @Test
    void oneAddress_usesUpAPartOfWhatTheViewersOfAnAccountMayAsk() {
        String account = account(111, Optional.of(new RateLimit(1, Duration.ofHours(1), 8)));
        ListMultimap<String, String> request = Player.request();
        request.replaceValues("customerAuthenticator", List.of(account));
        String target = Player.target(player.token(request));

        assertEquals(first(2, 204, 2, 429), statuses(4, target, "192.0.2.110"));
        assertEquals(first(2, 204, 0, 0), statuses(2, target, "192.0.2.111"));
        assertEquals(first(2, 204, 0, 0), statuses(2, target, "192.0.2.112"));
        assertEquals(first(2, 204, 0, 0), statuses(2, target, "192.0.2.113"));
        assertEquals(first(0, 0, 2, 429), statuses(2, target, "192.0.2.114"));
        assertEquals(204, ask(Player.target(player.token()), "192.0.2.110").status(), "another account's token");
    }

    @Test
    void whatIsRefused_isCountedByRouteAndKind() {
        double before = refused("records", "account");
        String records = "/cmiapi/getrecord/?customerAuthenticator=" + account(121, Optional.empty());
        statuses(5, records, "192.0.2.120");

        assertEquals(3, refused("records", "account") - before);
    }

    private static double refused(String route, String kind) {
        return service.meters()
                .get("symbolon.limit.refused")
                .tag("route", route)
                .tag("kind", kind)
                .counter()
                .count();
    }

    @Test
    void requests_areNotLimited_whereNothingIsSet() {
        try (TestService usual = TestService.start()) {
            String target = "/hms/wv/token?" + TestService.encode(TestService.valid("wv"));
            List<Integer> statuses = IntStream.range(0, 300)
                    .mapToObj(i -> usual.get(target))
                    .map(HttpResponse::statusCode)
                    .distinct()
                    .toList();
            assertEquals(List.of(200), statuses);
        }
    }
}
