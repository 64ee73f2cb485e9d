package org.symbolon.http.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableMap;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.symbolon.core.store.account.Account;
import org.symbolon.core.store.account.Authenticator;
import org.symbolon.core.store.key.KeyScope;
import org.symbolon.core.store.key.KeyStorage;
import org.symbolon.core.store.memory.InMemoryStores;
import org.symbolon.core.value.AccountId;
import org.symbolon.core.value.AuthenticatorSecret;
import org.symbolon.core.value.Environment;
import org.symbolon.http.FakeStores;
import org.symbolon.http.PlayedDrm;
import org.symbolon.http.Player;
import org.symbolon.http.TestService;

/** The share that one account has of threads and queue, where its own calls hang and those of others do not. */
@Timeout(120)
final class AccountShareTest {
    private static final AccountId OTHER = new AccountId(7);
    private static final String COUNT = "/keystore/keycount?customerAuthenticator=";

    private final CountDownLatch end = new CountDownLatch(1);
    private final Semaphore begun = new Semaphore(0);
    private final ExecutorService callers = Executors.newCachedThreadPool();

    @AfterEach
    void stop() {
        end.countDown();
        callers.shutdownNow();
    }

    /** A key storage that hangs for the account that all tests have, until the end. */
    private KeyStorage hanging() {
        KeyStorage keys = new InMemoryStores().keys();
        return (KeyStorage) Proxy.newProxyInstance(
                KeyStorage.class.getClassLoader(), new Class<?>[] {KeyStorage.class}, (proxy, method, arguments) -> {
                    if (((KeyScope) arguments[0]).account().equals(TestService.ACCOUNT)) {
                        begun.release();
                        end.await();
                    }
                    try {
                        return method.invoke(keys, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private static void addOther(TestService service) {
        AuthenticatorSecret secret =
                AuthenticatorSecret.parse(TestService.SECRET).orElseThrow();
        service.symbolon
                .accounts()
                .change(
                        OTHER,
                        none -> Account.builder()
                                .id(OTHER)
                                .addAuthenticators(Authenticator.of(OTHER, Environment.PRODUCTION, secret))
                                .build());
    }

    private <T> List<CompletableFuture<T>> times(int number, Supplier<T> call) {
        return IntStream.range(0, number)
                .mapToObj(i -> CompletableFuture.supplyAsync(call, callers))
                .toList();
    }

    private static void await(String what, BooleanSupplier condition) throws InterruptedException {
        Instant last = Instant.now().plusSeconds(30);
        while (!condition.getAsBoolean()) {
            assertTrue(Instant.now().isBefore(last), what);
            Thread.sleep(10);
        }
    }

    private static long done(List<? extends CompletableFuture<?>> calls) {
        return calls.stream().filter(CompletableFuture::isDone).count();
    }

    private static List<Integer> statuses(List<? extends CompletableFuture<? extends HttpResponse<?>>> calls) {
        return calls.stream().map(call -> call.join().statusCode()).sorted().toList();
    }

    private static List<Integer> times(int first, int status, int second, int other) {
        return Stream.of(Collections.nCopies(first, status), Collections.nCopies(second, other))
                .flatMap(List::stream)
                .sorted()
                .toList();
    }

    /** Of four threads and six places it has half; those that wait are refused when it is disabled. */
    @Test
    void callsThatHang_takeTheShareOfTheirAccount_andNoMore() throws Exception {
        try (TestService service = TestService.start(
                ImmutableMap.of(HttpSettings.KEYSTORE_WORKERS, "4", HttpSettings.KEYSTORE_QUEUE, "6"),
                parts -> parts.stores(FakeStores.withKeys(hanging())))) {
            addOther(service);
            List<CompletableFuture<HttpResponse<String>>> calls =
                    times(20, () -> service.get(COUNT + TestService.AUTHENTICATOR));
            begun.acquire(2);
            await("all but five are refused", () -> done(calls) == 15);
            for (int i = 0; i < 10; i++) {
                assertEquals(
                        200,
                        service.get(COUNT + OTHER + "," + TestService.SECRET).statusCode());
            }
            assertEquals(0, begun.availablePermits(), "no more than two hang");

            HttpResponse<String> refused = calls.stream()
                    .filter(CompletableFuture::isDone)
                    .findFirst()
                    .orElseThrow()
                    .join();
            assertEquals(Optional.of("1"), refused.headers().firstValue("Retry-After"));
            service.change(account -> account.active(false));
            end.countDown();
            List<Integer> expected = Stream.of(times(15, 503, 2, 200), Collections.nCopies(3, 401))
                    .flatMap(List::stream)
                    .sorted()
                    .toList();
            assertEquals(expected, statuses(calls));
        }
    }

    @Test
    void redemptionsThatHang_takeTheShareOfTheAccountOfTheirTokens() throws Exception {
        try (Player player =
                new Player(ImmutableMap.of(HttpSettings.RIGHTS_WORKERS, "4", HttpSettings.RIGHTS_QUEUE, "6"))) {
            String token = player.token();
            player.service
                    .symbolon
                    .accounts()
                    .change(
                            OTHER,
                            none -> Account.builder()
                                    .from(player.service
                                            .symbolon
                                            .accounts()
                                            .find(TestService.ACCOUNT)
                                            .orElseThrow())
                                    .id(OTHER)
                                    .authenticators(List.of(Authenticator.of(
                                            OTHER,
                                            Environment.PRODUCTION,
                                            AuthenticatorSecret.parse(TestService.SECRET)
                                                    .orElseThrow())))
                                    .build());
            var request = Player.request();
            request.replaceValues("customerAuthenticator", List.of(OTHER + "," + TestService.SECRET));
            String others = player.token(request);

            List<CompletableFuture<HttpResponse<byte[]>>> calls = times(20, () -> player.redeem(token, PlayedDrm.WAIT));
            await("all but five are refused", () -> done(calls) == 15);
            for (int i = 0; i < 10; i++) {
                assertEquals(200, player.redeem(others, "abc").statusCode());
            }
            player.drm.release();
            assertEquals(times(15, 503, 5, 200), statuses(calls));
        }
    }
}
