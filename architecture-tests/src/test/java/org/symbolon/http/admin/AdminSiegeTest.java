package org.symbolon.http.admin;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.symbolon.http.admin.Administering.code;

import com.google.common.collect.ImmutableMap;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.symbolon.core.settings.Settings;
import org.symbolon.core.store.StoreAccess;
import org.symbolon.core.store.StoreProvider;
import org.symbolon.core.store.administration.Role;
import org.symbolon.http.TestService;

/** Floods, guesses, and an audit log that cannot be written. */
@Timeout(180)
final class AdminSiegeTest {
    private static final String ACCOUNT = "/accounts/" + TestService.ACCOUNT;

    @Test
    void guesses_areSlowedDown_andLockNobodyOut() {
        try (TestService service = TestService.start(ImmutableMap.of())) {
            Administering owner = Administering.as(service, Role.OWNER);
            Administering guesser = new Administering(service, "sym_" + "A".repeat(43));
            HttpResponse<String> answer = guesser.get("");
            int guesses = 1;
            while (answer.statusCode() == 401 && guesses < 1_000) {
                answer = guesser.get("");
                guesses++;
            }
            assertEquals(429, answer.statusCode(), "after " + guesses);
            assertEquals("too-many-attempts", code(answer));
            assertTrue(answer.headers().firstValueAsLong("Retry-After").orElseThrow() > 0);
            assertEquals(200, owner.get("").statusCode());
        }
    }

    @Test
    void connectionsOfAdministrators_keepNoMonitorOut_andGiveWayToNewOnes() throws IOException {
        try (TestService service = TestService.start(ImmutableMap.of())) {
            List<Socket> idle = new ArrayList<>();
            for (int i = 0; i < 150; i++) {
                Socket socket = new Socket(
                        InetAddress.getLoopbackAddress(),
                        service.managementPort().orElseThrow());
                idle.add(socket);
                socket.getOutputStream().write("GET /admin/v1 HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(US_ASCII));
                assertEquals('H', socket.getInputStream().read(), "connection " + i);
            }
            assertEquals(200, service.manage("/livez").statusCode());
            assertEquals(200, Administering.as(service, Role.VIEWER).get("").statusCode());
            for (Socket socket : idle) {
                socket.close();
            }
        }
    }

    @Test
    void bodiesThatDoNotEnd_keepNobodyOut_andLargeOnesAreRefused() throws IOException {
        try (TestService service = TestService.start(ImmutableMap.of())) {
            Administering owner = Administering.as(service, Role.OWNER);
            HttpResponse<String> large = owner.ask("POST", "/accounts", " ".repeat(300_000));
            assertEquals(413, large.statusCode());
            assertEquals("too-large", code(large));
            List<Socket> dribbling = new ArrayList<>();
            for (int i = 0; i < 60; i++) {
                Socket socket = new Socket(
                        InetAddress.getLoopbackAddress(),
                        service.managementPort().orElseThrow());
                dribbling.add(socket);
                socket.getOutputStream()
                        .write("POST /admin/v1/accounts HTTP/1.1\r\nHost: a\r\nContent-Length: 99\r\n\r\n{"
                                .getBytes(US_ASCII));
            }
            assertEquals(200, owner.get("").statusCode());
            assertEquals(200, service.manage("/livez").statusCode());
            for (Socket socket : dribbling) {
                socket.close();
            }
        }
    }

    private static void run(Path folder, String statement) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("symbolon.db"));
                Statement sql = connection.createStatement()) {
            sql.execute("PRAGMA busy_timeout = 30000");
            sql.execute(statement);
        }
    }

    @Test
    void logThatCannotBeWritten_stopsEveryChange_andNoToken(@TempDir Path folder) throws SQLException {
        StoreProvider provider =
                ServiceLoader.load(StoreProvider.class).iterator().next();
        Settings settings = Settings.inFolder(folder);
        try (TestService service = TestService.start(provider.open(settings, StoreAccess.SERVICE))) {
            Administering owner = Administering.as(service, Role.OWNER);
            HttpResponse<String> metered = owner.change("PATCH", ACCOUNT, "{\"tokens\": 100}", ACCOUNT);
            assertEquals(200, metered.statusCode(), metered.body());
            String before = owner.get(ACCOUNT).body();
            String keys = owner.get("/keyring").body();

            run(folder, "CREATE TRIGGER full BEFORE INSERT ON audit_entry BEGIN SELECT RAISE(ABORT, 'disk full'); END");
            assertRefused(owner.change("PATCH", ACCOUNT, "{\"name\": \"other\", \"tokens\": 7}", ACCOUNT));
            assertRefused(owner.change("PATCH", ACCOUNT, "{\"name\": \"other\"}", ACCOUNT));
            assertRefused(owner.change("POST", ACCOUNT + "/balance/credit", "{\"tokens\": 5}", ACCOUNT));
            assertRefused(owner.change("DELETE", ACCOUNT + "?force=true", "", ACCOUNT));
            assertRefused(owner.change("POST", ACCOUNT + "/authenticators", "", ACCOUNT));
            assertRefused(owner.change("POST", "/keyring/keys", "{}", "/keyring"));
            assertRefused(owner.ask("POST", "/administrators", "{\"name\": \"x\", \"role\": \"viewer\"}"));
            assertEquals(before, owner.get(ACCOUNT).body());
            assertEquals(keys, owner.get("/keyring").body());
            assertEquals(1, owner.json("/administrators").get("administrators").size());
            assertEquals(100, owner.json(ACCOUNT + "/balance").get("tokens").longValue());
            assertEquals(200, service.get("wv", TestService.valid("wv")).statusCode());
            assertEquals(99, owner.json(ACCOUNT + "/balance").get("tokens").longValue());

            run(folder, "DROP TRIGGER full");
            assertEquals(
                    200,
                    owner.change("PATCH", ACCOUNT, "{\"name\": \"other\"}", ACCOUNT)
                            .statusCode());
        }
    }

    private static void assertRefused(HttpResponse<String> answer) {
        assertEquals(503, answer.statusCode(), answer.body());
        assertEquals("unavailable", code(answer));
        assertFalse(answer.body().contains("disk full"));
    }
}
