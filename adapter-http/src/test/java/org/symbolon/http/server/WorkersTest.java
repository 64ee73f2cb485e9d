package org.symbolon.http.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableMap;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.symbolon.core.settings.SettingKey;
import org.symbolon.core.store.account.Account;
import org.symbolon.core.store.account.Authenticator;
import org.symbolon.core.store.account.DrmOption;
import org.symbolon.core.value.AccountId;
import org.symbolon.core.value.AuthenticatorSecret;
import org.symbolon.core.value.DrmId;
import org.symbolon.core.value.Environment;
import org.symbolon.http.AnswerJson;
import org.symbolon.http.FakeStores;
import org.symbolon.http.LogLines;
import org.symbolon.http.RawAnswer;
import org.symbolon.http.TestService;
import tools.jackson.databind.JsonNode;

/** What becomes of callers whose requests need a store that is slow: it answers, but not soon. */
final class WorkersTest {
    private static final long BALANCE = 10_000;
    private static final String TOKEN = "/hms/wv/token?" + TestService.encode(TestService.valid("wv"));
    private static final String COUNT =
            "/keystore/keycount?customerAuthenticator=" + TestService.AUTHENTICATOR + "&errorFormat=json";

    /** Each permit lets the store answer one call. */
    private final Semaphore answers = new Semaphore(0);

    private final ExecutorService callers = Executors.newCachedThreadPool();
    private final List<Socket> sockets = new ArrayList<>();
    private TestService service;

    /** A service whose store waits, with one account whose tokens are counted. */
    private void start(ImmutableMap<SettingKey<?>, String> settings) {
        start(settings, false);
    }

    /**
     * A service whose store waits, with one account whose tokens are counted.
     *
     * @param later whether the service needs no thread to wait for a token
     */
    private void start(ImmutableMap<SettingKey<?>, String> settings, boolean later) {
        FakeStores waiting = FakeStores.before(answers::acquire);
        service =
                TestService.start(settings, parts -> parts.stores(later ? waiting.withBalanceLater(callers) : waiting));
        service.change(account -> account.metered(true));
        service.symbolon.balance().set(TestService.ACCOUNT, BALANCE);
    }

    @AfterEach
    void stop() throws IOException {
        answers.release(100_000);
        for (Socket socket : sockets) {
            socket.close();
        }
        service.close();
        callers.shutdownNow();
    }

    private long tokensTaken() {
        return BALANCE
                - service.symbolon.balance().remaining(TestService.ACCOUNT).orElseThrow();
    }

    /** Sends a request, and leaves the answer unread. */
    private Socket ask(String target) throws IOException {
        Socket socket = service.open();
        socket.setSoTimeout(20_000);
        sockets.add(socket);
        String request = "GET " + target + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    private List<Socket> askTimes(int times, String target) throws IOException {
        List<Socket> asked = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            asked.add(ask(target));
        }
        return asked;
    }

    /** How many of them have an answer by now. */
    private static long answered(List<Socket> asked) {
        return asked.stream().filter(WorkersTest::isAnswered).count();
    }

    private static boolean isAnswered(Socket socket) {
        try {
            return socket.getInputStream().available() > 0;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static RawAnswer answer(Socket socket) {
        try {
            return RawAnswer.of(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static void await(String what, BooleanSupplier condition) throws InterruptedException {
        Instant end = Instant.now().plusSeconds(10);
        while (!condition.getAsBoolean()) {
            assertTrue(Instant.now().isBefore(end), what);
            Thread.sleep(5);
        }
    }

    private static void assertBusy(RawAnswer refused) {
        assertEquals(503, refused.status(), refused.body());
        assertEquals(Optional.of("1"), refused.header("retry-after"));
        assertEquals(503, AnswerJson.of(refused.body()).get("code").asInt());
    }

    /** An account of other callers, which needs no store: nobody counts its tokens. */
    private void addOtherAccount() {
        AccountId other = new AccountId(7);
        service.symbolon
                .accounts()
                .change(
                        other,
                        before -> Account.builder()
                                .id(other)
                                .putOptions(new DrmId("wv"), DrmOption.ENABLED)
                                .addAuthenticators(Authenticator.of(
                                        other,
                                        Environment.PRODUCTION,
                                        AuthenticatorSecret.parse(TestService.SECRET)
                                                .orElseThrow()))
                                .build());
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void thousandCallersOfASlowStore_areRefusedByTheDeadlineWhileOthersAreServed(boolean later) throws Exception {
        start(
                ImmutableMap.of(
                        HttpSettings.WORKERS, "8", HttpSettings.QUEUE, "600", HttpSettings.REQUEST_DEADLINE, "PT2S"),
                later);
        addOtherAccount();
        try (LogLines log = new LogLines()) {
            List<Socket> asked = askTimes(1000, TOKEN);
            for (int i = 0; i < 30; i++) {
                assertEquals(200, service.get("/healthz").statusCode());
                assertEquals(200, service.get(TOKEN.replace("201722", "7")).statusCode());
            }
            asked.forEach(socket -> assertBusy(answer(socket)));

            List<JsonNode> lines = log.requests(1060);
            assertTrue(longestMicros(lines, 503) < 15_000_000, "a caller waited " + longestMicros(lines, 503));
            assertTrue(longestMicros(lines, 200) < 1_900_000, "others waited " + longestMicros(lines, 200));
            assertTrue(longest(lines, "queueMicros") > 1_000_000, "some waited for a worker until the deadline");
            assertTrue(longest(lines, "storeMicros") > 1_000_000, "others for the store");
        }
        assertEquals(0, tokensTaken());
    }

    private static long longest(List<JsonNode> lines, String time) {
        return lines.stream().mapToLong(line -> line.path(time).asLong(0)).max().orElseThrow();
    }

    private static long longestMicros(List<JsonNode> lines, int status) {
        return lines.stream()
                .filter(line -> line.get("status").asInt() == status)
                .mapToLong(line -> line.get("micros").asLong())
                .max()
                .orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void callerWhoLeft_costsNoToken(boolean later) throws Exception {
        start(ImmutableMap.of(HttpSettings.WORKERS, "1"), later);
        Socket first = ask(TOKEN);
        await("the worker waits for the store", () -> answers.hasQueuedThreads());
        for (int i = 0; i < 50; i++) {
            ask(TOKEN).close();
        }
        Socket last = ask(TOKEN);
        Thread.sleep(1000);
        answers.release(100);

        assertEquals(200, answer(first).status());
        assertEquals(200, answer(last).status());
        assertEquals(2, tokensTaken());
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void fullQueue_is503WithRetryAfterOfItsOwnKindAlone(boolean later) throws Exception {
        start(
                ImmutableMap.of(
                        HttpSettings.WORKERS, "1",
                        HttpSettings.QUEUE, "1",
                        HttpSettings.KEYSTORE_WORKERS, "1",
                        HttpSettings.KEYSTORE_QUEUE, "1"),
                later);
        List<Socket> tokens = askTimes(10, TOKEN);
        await("all but two are refused", () -> answered(tokens) == 8);
        List<Socket> keys = askTimes(10, COUNT);
        await("all but two are refused", () -> answered(keys) == 8);
        String metrics = service.manage("/metrics").body();
        for (String line : List.of(
                "symbolon_workers_refused_total{pool=\"tokens\",reason=\"full\"} 8.0",
                "symbolon_workers_running{pool=\"tokens\"} 1.0",
                "symbolon_workers_waiting{pool=\"tokens\"} 1.0")) {
            assertTrue(metrics.contains(line), metrics);
        }
        answers.release(4);

        List<RawAnswer> ofTokens = tokens.stream().map(WorkersTest::answer).toList();
        List<RawAnswer> ofKeys = keys.stream().map(WorkersTest::answer).toList();
        assertEquals(2, ofTokens.stream().filter(given -> given.status() == 200).count());
        assertEquals(2, ofKeys.stream().filter(given -> given.status() == 200).count());
        ofTokens.stream().filter(given -> given.status() != 200).forEach(WorkersTest::assertBusy);
        RawAnswer refused = ofKeys.stream()
                .filter(given -> given.status() != 200)
                .findFirst()
                .orElseThrow();
        assertEquals(503, refused.status());
        assertEquals(Optional.of("1"), refused.header("retry-after"));
        assertEquals(1, AnswerJson.of(refused.body()).get("code").asInt());
        assertEquals(2, tokensTaken());
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void queueOfCallersWhoLeft_hasRoomForOthers(boolean later) throws Exception {
        start(
                ImmutableMap.of(HttpSettings.WORKERS, "1", HttpSettings.QUEUE, "2", HttpSettings.ACCOUNT_SHARE, "100"),
                later);
        List<Socket> first = askTimes(4, TOKEN);
        await("one is refused, so that the queue is full", () -> answered(first) == 1);
        for (Socket socket : first) {
            socket.close();
        }
        Thread.sleep(1000);
        List<Socket> late = askTimes(2, TOKEN);
        Thread.sleep(1000);
        assertEquals(0, answered(late));
        answers.release(10);

        late.forEach(socket -> assertEquals(200, answer(socket).status()));
        assertEquals(3, tokensTaken());
    }

    @Test
    void deadline_countsFromTheHeadOfTheRequest() throws Exception {
        start(ImmutableMap.of(HttpSettings.REQUEST_DEADLINE, "PT3S"));
        String body = TestService.encode(TestService.valid("wv"));
        Socket socket = service.open();
        sockets.add(socket);
        Instant began = Instant.now();
        String head = "POST /hms/wv/token HTTP/1.1\r\nHost: a\r\nConnection: close\r\n"
                + "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: " + body.length() + "\r\n\r\n";
        socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
        Thread.sleep(2000);
        socket.getOutputStream().write(body.getBytes(StandardCharsets.US_ASCII));
        RawAnswer refused = answer(socket);
        long millis = Duration.between(began, Instant.now()).toMillis();

        assertBusy(refused);
        assertTrue(millis >= 2900 && millis < 4900, () -> "refused after " + millis + " ms");
        String metrics = service.manage("/metrics").body();
        assertTrue(metrics.contains("symbolon_workers_refused_total{pool=\"tokens\",reason=\"late\"} 1.0"), metrics);
    }

    @Test
    void answersThatCameInTime_areGivenThoughOthersWait() throws Exception {
        start(ImmutableMap.of(HttpSettings.WORKERS, "4"));
        List<CompletableFuture<HttpResponse<String>>> asked = IntStream.range(0, 40)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> service.get(TOKEN), callers))
                .toList();
        answers.release(40);

        assertEquals(
                40,
                asked.stream().filter(given -> given.join().statusCode() == 200).count());
        assertEquals(40, tokensTaken());
    }
}
