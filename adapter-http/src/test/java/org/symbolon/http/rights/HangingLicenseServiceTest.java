package org.symbolon.http.rights;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ListMultimap;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.symbolon.core.drm.credential.NewCredential;
import org.symbolon.core.drm.simulation.Demo;
import org.symbolon.core.drm.simulation.DeviceSimulator;
import org.symbolon.core.settings.SettingKey;
import org.symbolon.core.store.account.Account;
import org.symbolon.core.store.account.Authenticator;
import org.symbolon.core.store.account.DrmOption;
import org.symbolon.core.store.credential.CredentialId;
import org.symbolon.core.value.AccountId;
import org.symbolon.core.value.AuthenticatorSecret;
import org.symbolon.core.value.DrmId;
import org.symbolon.core.value.Environment;
import org.symbolon.drm.widevine.WidevinePlugin;
import org.symbolon.http.Player;
import org.symbolon.http.TestService;
import org.symbolon.http.server.HttpSettings;

/** One customer's licence service never answers; the licences of other customers, and of other DRMs, are made. */
@Timeout(120)
final class HangingLicenseServiceTest {
    private static final DrmId WV = new DrmId("wv");
    private static final DrmId FP = new DrmId("fp");
    private static final AccountId OTHER = new AccountId(7);
    private static final int REDEMPTIONS = 40;
    private static final int SHARE = 6;

    /** Accepts connections, reads nothing and answers nothing. */
    private static final class Silence implements AutoCloseable {
        private final ServerSocket server;
        private final List<Socket> connections = new CopyOnWriteArrayList<>();
        final CountDownLatch reached = new CountDownLatch(SHARE);

        Silence() throws IOException {
            server = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
            Thread thread = new Thread(this::accept, "silence");
            thread.setDaemon(true);
            thread.start();
        }

        private void accept() {
            try {
                while (true) {
                    connections.add(server.accept());
                    reached.countDown();
                }
            } catch (IOException closed) {
                // The test is over.
            }
        }

        NewCredential credential() {
            return new WidevinePlugin()
                    .credentialKind()
                    .orElseThrow()
                    .read(ImmutableMap.of(
                            "url",
                            ("http://127.0.0.1:" + server.getLocalPort()).getBytes(US_ASCII),
                            "provider",
                            "silence".getBytes(US_ASCII),
                            "key",
                            "00".repeat(32).getBytes(US_ASCII),
                            "iv",
                            "00".repeat(16).getBytes(US_ASCII)));
        }

        @Override
        public void close() throws IOException {
            end();
        }

        void end() throws IOException {
            server.close();
            for (Socket connection : connections) {
                connection.close();
            }
        }
    }

    private static SettingKey<?> setting(String name) {
        return new WidevinePlugin()
                .settings().stream()
                        .filter(key -> key.name().equals(name))
                        .findFirst()
                        .orElseThrow();
    }

    private static void put(Player player, AccountId account, DrmId drm, NewCredential made) {
        player.service.symbolon.credentials().put(CredentialId.of(account, drm, made.name()), made.secret());
    }

    private static void addOther(Player player) {
        player.service
                .symbolon
                .accounts()
                .change(
                        OTHER,
                        none -> Account.builder()
                                .id(OTHER)
                                .putOptions(WV, DrmOption.ENABLED)
                                .putOptions(FP, DrmOption.ENABLED)
                                .addAuthenticators(Authenticator.of(
                                        OTHER,
                                        Environment.PRODUCTION,
                                        AuthenticatorSecret.parse(TestService.SECRET)
                                                .orElseThrow()))
                                .build());
    }

    private static String target(Player player, DrmId drm, AccountId account) {
        ListMultimap<String, String> request = TestService.valid(drm.value());
        request.replaceValues("customerAuthenticator", List.of(account + "," + TestService.SECRET));
        String token = Player.tokenIn(player.service.get(drm.value(), request));
        return "/hms/" + drm + "/rights/?ExpressPlayToken=" + token;
    }

    @Test
    void hangingServiceOfOneAccount_takesAShareOfTheWorkers_andAllOthersGoOn() throws Exception {
        try (Silence silence = new Silence();
                Player player = new Player(ImmutableMap.of(
                        HttpSettings.RIGHTS_WORKERS,
                        "16",
                        setting("drm.wv.calls.max"),
                        "12",
                        setting("drm.wv.read.timeout"),
                        "PT1M",
                        setting("drm.wv.total.timeout"),
                        "PT1M"));
                Demo demo = player.service.symbolon.startDemo(WV).orElseThrow()) {
            addOther(player);
            DeviceSimulator simulator = player.service.symbolon.simulator(FP).orElseThrow();
            NewCredential fairPlay = simulator.credential();
            put(player, TestService.ACCOUNT, WV, silence.credential());
            put(player, OTHER, WV, demo.credential());
            put(player, OTHER, FP, fairPlay);
            byte[] challenge = demo.challenge().orElseThrow();

            CountDownLatch refused = new CountDownLatch(REDEMPTIONS - SHARE);
            List<CompletableFuture<?>> redemptions = new ArrayList<>();
            for (int i = 0; i < REDEMPTIONS; i++) {
                String target = target(player, WV, TestService.ACCOUNT);
                redemptions.add(CompletableFuture.runAsync(
                        () -> {
                            HttpResponse<byte[]> answer = player.post(target, challenge);
                            if (answer.statusCode() == 502) {
                                assertEquals(-7008, Player.code(answer));
                                refused.countDown();
                            }
                        },
                        task -> new Thread(task).start()));
            }
            assertTrue(silence.reached.await(60, TimeUnit.SECONDS));
            assertTrue(refused.await(60, TimeUnit.SECONDS), "those beyond the share are refused at once");
            assertEquals(SHARE, silence.connections.size());

            assertEquals(200, player.post(target(player, WV, OTHER), challenge).statusCode());
            DeviceSimulator.Exchange exchange = simulator.begin(
                    player.service.symbolon.credentials().serving(OTHER, FP).get(0), "raw");
            HttpResponse<byte[]> licence =
                    player.post(target(player, FP, OTHER), exchange.challenge().bytes());
            assertEquals(200, licence.statusCode());
            assertEquals(1, exchange.open(licence.body()).keys().size());
            silence.end();
            // Their deadlines may have passed, as the machine may be slow; only the end of each is waited for.
            redemptions.forEach(
                    redemption -> redemption.handle((ended, failed) -> true).join());
        }
    }
}
