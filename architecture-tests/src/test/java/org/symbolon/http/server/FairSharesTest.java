package org.symbolon.http.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.symbolon.core.settings.Settings;
import org.symbolon.core.store.StoreAccess;
import org.symbolon.core.store.Stores;
import org.symbolon.core.store.account.Account;
import org.symbolon.core.store.account.Authenticator;
import org.symbolon.core.store.account.DrmOption;
import org.symbolon.core.store.key.KeyScope;
import org.symbolon.core.store.key.StoredKey;
import org.symbolon.core.store.record.RecordId;
import org.symbolon.core.store.record.RecordKind;
import org.symbolon.core.store.record.TransactionRecord;
import org.symbolon.core.value.AccountId;
import org.symbolon.core.value.AuthenticatorSecret;
import org.symbolon.core.value.DrmId;
import org.symbolon.core.value.Environment;
import org.symbolon.core.value.KeyId;
import org.symbolon.core.value.WrappedKey;
import org.symbolon.http.AnswerJson;
import org.symbolon.http.RawAnswer;
import org.symbolon.http.TestService;
import org.symbolon.store.jdbc.JdbcStoreProvider;

/** One account makes all the load it can, on a real store; another one and the operator go on as if it were not there. */
@Timeout(180)
final class FairSharesTest {
    private static final AccountId OTHER = new AccountId(7);
    private static final String FLOOD = "customerAuthenticator=" + TestService.AUTHENTICATOR;
    private static final String CALM = "customerAuthenticator=" + OTHER + "," + TestService.SECRET;
    private static final String KID = new KeyId(0, 1).toString();
    private static final int LISTS = 8;

    @TempDir
    private Path data;

    private final ExecutorService callers = Executors.newCachedThreadPool();
    private final List<Socket> sockets = new ArrayList<>();
    private final AtomicBoolean flooding = new AtomicBoolean(true);
    private final AtomicInteger refused = new AtomicInteger();
    private TestService service;

    @BeforeEach
    void start() {
        Stores stores = open();
        service = TestService.start(
                ImmutableMap.of(
                        HttpSettings.KEYSTORE_WORKERS, "4",
                        HttpSettings.KEYSTORE_QUEUE, "8",
                        HttpSettings.RECORDS_WORKERS, "4",
                        HttpSettings.RECORDS_QUEUE, "8",
                        HttpSettings.ACCOUNT_LISTS, Integer.toString(LISTS)),
                parts -> parts.stores(stores).refreshInterval(Duration.ofSeconds(1)));
        service.symbolon.accounts().change(OTHER, none -> other());
        fill(stores);
    }

    private Stores open() {
        return new JdbcStoreProvider().open(Settings.inFolder(data), StoreAccess.SERVICE);
    }

    private static Account other() {
        AuthenticatorSecret secret =
                AuthenticatorSecret.parse(TestService.SECRET).orElseThrow();
        return Account.builder()
                .id(OTHER)
                .putOptions(new DrmId("wv"), DrmOption.ENABLED)
                .addAuthenticators(Authenticator.of(OTHER, Environment.PRODUCTION, secret))
                .build();
    }

    /** Four thousand large keys and ten thousand records of the account that floods, one key of the other. */
    private static void fill(Stores stores) {
        StoredKey.Builder key = StoredKey.builder()
                .ek(WrappedKey.parse(TestService.EK).value())
                .info("i".repeat(4_096))
                .lastUpdate(Instant.EPOCH);
        ImmutableList<StoredKey> many = IntStream.range(0, 4_000)
                .<StoredKey>mapToObj(i -> key.kid(new KeyId(0, i)).build())
                .collect(ImmutableList.toImmutableList());
        stores.keys().putAll(scope(TestService.ACCOUNT), many);
        stores.keys().putAll(scope(OTHER), many.subList(1, 2));
        TransactionRecord.Builder record = TransactionRecord.builder()
                .kind(RecordKind.ISSUE)
                .environment(Environment.PRODUCTION)
                .drm(new DrmId("wv"))
                .account(TestService.ACCOUNT);
        Instant now = Instant.now();
        stores.records()
                .add(IntStream.range(0, 11_000)
                        .<TransactionRecord>mapToObj(i ->
                                record.id(RecordId.first(now.minusMillis(i))).build())
                        .collect(ImmutableList.toImmutableList()));
    }

    private static KeyScope scope(AccountId account) {
        return new KeyScope(account, Environment.PRODUCTION, Instant.EPOCH);
    }

    @AfterEach
    void stop() throws IOException {
        flooding.set(false);
        for (Socket socket : sockets) {
            socket.close();
        }
        callers.shutdownNow();
        service.close();
    }

    /** Asks for all keys, and reads nothing of the answer. */
    private Socket askForList() throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(1 << 14);
        socket.setSoTimeout(30_000);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), service.port));
        sockets.add(socket);
        String request = "GET /keystore/keys?" + FLOOD + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    /** Asks for a list, and keeps it if its answer has begun. */
    private boolean begins(List<Socket> unread) {
        try {
            Socket socket = askForList();
            String head = new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
            return head.equals("HTTP/1.1 200") && unread.add(socket);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String readAll(Socket socket) {
        try {
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        } catch (IOException reset) {
            return "[reset]";
        }
    }

    /** Sends requests without an end, from many connections. */
    private void flood() {
        List<String> targets = List.of(
                "/cmiapi/getrecord?start=9000&length=1000&",
                "/keystore/keys?limit=500&",
                "/keystore/keycount?",
                "/keystore/keys/" + KID + ("," + KID).repeat(999) + "?");
        for (int i = 0; i < 16; i++) {
            String target = targets.get(i % targets.size()) + FLOOD;
            CompletableFuture<Void> unused = CompletableFuture.runAsync(() -> askWithoutEnd(target), callers);
        }
    }

    private void askWithoutEnd(String target) {
        while (flooding.get()) {
            if (service.get(target).statusCode() == 503) {
                refused.incrementAndGet();
            }
        }
    }

    private static void await(String what, BooleanSupplier condition) throws InterruptedException {
        Instant end = Instant.now().plusSeconds(30);
        while (!condition.getAsBoolean()) {
            assertTrue(Instant.now().isBefore(end), what);
            Thread.sleep(20);
        }
    }

    private void assertServed(String target) {
        var answer = service.get(target);
        assertEquals(200, answer.statusCode(), () -> target + ": " + answer.body());
    }

    @Test
    void accountThatFloods_isRefusedItself_whileOthersAreServed_andStopsWhenItIsDisabled() throws Exception {
        List<Socket> unread = new ArrayList<>();
        for (int i = 0; i < LISTS; i++) {
            unread.add(askForList());
        }
        flood();
        await("the account that floods is refused", () -> refused.get() > 5);
        for (int i = 0; i < 20; i++) {
            assertServed("/keystore/keys/" + KID + "?" + CALM);
            assertServed("/keystore/keys?" + CALM);
            assertServed("/hms/wv/token?securityLevel=1&hdcpOutputControl=0&kek=" + TestService.KEK + "&kid=" + KID
                    + "&" + CALM);
            assertServed("/cmiapi/getrecord?" + CALM);
            assertServed("/healthz");
        }
        disableFromAnotherProcess();
        Instant disabled = Instant.now();
        await(
                "the account is refused",
                () -> service.get("/keystore/keycount?" + FLOOD).body().contains("-2031"));
        Duration until = Duration.between(disabled, Instant.now());
        assertTrue(until.toSeconds() < 10, "the account went on for " + until);
        for (Socket socket : unread) {
            assertFalse(readAll(socket).endsWith("0\r\n\r\n"), "a list that was begun has no end");
        }
        assertServed("/keystore/keys/" + KID + "?" + CALM);
    }

    private void disableFromAnotherProcess() {
        try (Stores other = open()) {
            other.accounts()
                    .change(
                            TestService.ACCOUNT,
                            before -> Account.builder()
                                    .from(before.orElseThrow())
                                    .active(false)
                                    .build());
        }
    }

    @Test
    void listsThatNobodyReads_areBoundedForEachAccount_andLeaveRoomWhenTheyEnd() throws Exception {
        List<Socket> unread = new ArrayList<>();
        for (int i = 0; i < LISTS; i++) {
            await("there is room, once the lists of another test have ended", () -> begins(unread));
        }
        RawAnswer more = RawAnswer.of(readAll(askForList()));
        assertEquals(503, more.status());
        assertEquals("1", more.header("retry-after").orElseThrow());
        assertEquals(
                "The account is being sent 8 lists; read one, and try again",
                AnswerJson.of(more.body()).get("message").asString());
        assertServed("/keystore/keys?" + CALM);
        assertServed("/keystore/keys/" + KID + "?" + FLOOD);

        unread.get(0).close();
        assertTrue(readAll(unread.get(1)).endsWith("]\r\n0\r\n\r\n"), "a list that is read has its end");
        await("there is room for two lists", () -> roomFor(2));
    }

    private boolean roomFor(int lists) {
        return IntStream.range(0, lists)
                        .mapToObj(i -> CompletableFuture.supplyAsync(
                                () -> service.get("/keystore/keys?limit=1&" + FLOOD)
                                        .statusCode(),
                                callers))
                        .toList()
                        .stream()
                        .filter(status -> status.join() == 200)
                        .count()
                == lists;
    }
}
