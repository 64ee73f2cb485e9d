package org.symbolon.http;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ListMultimap;
import com.google.common.collect.MultimapBuilder;
import com.google.common.net.UrlEscapers;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.symbolon.core.CoreSettings;
import org.symbolon.core.Symbolon;
import org.symbolon.core.SymbolonParts;
import org.symbolon.core.account.Account;
import org.symbolon.core.account.AccountId;
import org.symbolon.core.account.Authenticator;
import org.symbolon.core.account.AuthenticatorSecret;
import org.symbolon.core.account.DrmId;
import org.symbolon.core.account.DrmOption;
import org.symbolon.core.account.Environment;
import org.symbolon.core.drm.DrmPlugin;
import org.symbolon.core.drm.DrmRegistry;
import org.symbolon.core.settings.SettingKey;
import org.symbolon.core.settings.Settings;
import org.symbolon.core.store.Stores;

/** A real service on a free port, with stores in memory and one account, and a real client. */
final class TestService implements AutoCloseable {
    static final String SECRET = "1ad8eed133edf43cbcc185f0236828ae";
    static final String TEST_SECRET = "00c0ffee00c0ffee00c0ffee00c0ffee";
    static final AccountId ACCOUNT = new AccountId(201722);
    static final String AUTHENTICATOR = ACCOUNT + "," + SECRET;
    static final String KEY = "0f1e2d3c4b5a69788796a5b4c3d2e1f0";
    static final String KEK = "000102030405060708090a0b0c0d0e0f";
    static final String EK = "1fa68b0a8112b447aef34bd8fb5a7b829d3e862371d2cfe5";

    private static final ImmutableList<DrmPlugin> PLUGINS = DrmRegistry.find(TestService.class.getClassLoader());
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    final Symbolon symbolon;
    final int port;
    private final HttpService http;

    private TestService(Settings settings, UnaryOperator<SymbolonParts.Builder> parts) {
        Settings withPort = HttpService.withPort(settings.with(CoreSettings.HTTP_PORT, "0"));
        this.port = withPort.get(CoreSettings.HTTP_PORT);
        this.symbolon = parts.apply(Symbolon.builder().settings(withPort).plugins(PLUGINS))
                .build();
        change(account -> account);
        this.http = HttpService.start(symbolon, withPort);
    }

    static TestService start() {
        return start(ImmutableMap.of());
    }

    static TestService start(Stores stores) {
        return start(ImmutableMap.of(), parts -> parts.stores(stores));
    }

    static TestService start(DrmPlugin plugin) {
        return start(ImmutableMap.of(), parts -> parts.plugins(ImmutableList.of(plugin)));
    }

    static TestService start(ImmutableMap<SettingKey<?>, String> changed) {
        return start(changed, parts -> parts);
    }

    static TestService start(ImmutableMap<SettingKey<?>, String> changed, UnaryOperator<SymbolonParts.Builder> parts) {
        Settings settings = Settings.inFolder(Path.of("target"));
        for (var change : changed.entrySet()) {
            settings = settings.with(change.getKey(), change.getValue());
        }
        return new TestService(settings, parts);
    }

    /** Puts the account back to what tests expect, but for these changes. */
    void change(UnaryOperator<Account.Builder> changes) {
        Account.Builder account = Account.builder()
                .id(ACCOUNT)
                .putOptions(new DrmId("wv"), DrmOption.ENABLED)
                .putOptions(new DrmId("fp"), DrmOption.ENABLED)
                .addAuthenticators(authenticator(Environment.PRODUCTION, SECRET))
                .addAuthenticators(authenticator(Environment.TEST, TEST_SECRET));
        symbolon.accounts().change(ACCOUNT, before -> changes.apply(account).build());
    }

    private static Authenticator authenticator(Environment environment, String secret) {
        return Authenticator.of(
                ACCOUNT, environment, AuthenticatorSecret.parse(secret).orElseThrow());
    }

    /** A request that is valid for a DRM, as names and values. */
    static ListMultimap<String, String> valid(String drm) {
        ListMultimap<String, String> parameters =
                MultimapBuilder.linkedHashKeys().arrayListValues().build();
        parameters.put("customerAuthenticator", AUTHENTICATOR);
        parameters.put("errorFormat", "json");
        parameters.put("contentKey", KEY);
        if (drm.equals("wv")) {
            parameters.put("kid", "b366360da82e9c6e0b0984002a362cf2");
            parameters.put("securityLevel", "1");
            parameters.put("hdcpOutputControl", "0");
        } else {
            parameters.put("iv", "00112233445566778899aabbccddeeff");
        }
        return parameters;
    }

    static String encode(ListMultimap<String, String> parameters) {
        return parameters.entries().stream()
                .map(entry -> escape(entry.getKey()) + "=" + escape(entry.getValue()))
                .collect(Collectors.joining("&"));
    }

    private static String escape(String text) {
        return UrlEscapers.urlFormParameterEscaper().escape(text);
    }

    HttpResponse<String> get(String drm, ListMultimap<String, String> parameters) {
        return get("/hms/" + drm + "/token?" + encode(parameters));
    }

    HttpResponse<String> get(String target) {
        return send(HttpRequest.newBuilder(uri(target)).GET());
    }

    HttpResponse<String> post(String target, String body, String... headers) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(uri(target)).POST(HttpRequest.BodyPublishers.ofString(body));
        return send(headers.length == 0 ? request : request.headers(headers));
    }

    URI uri(String target) {
        return URI.create("http://127.0.0.1:" + port + target);
    }

    HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return CLIENT.send(request.timeout(Duration.ofSeconds(20)).build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new AssertionError("the service did not answer", e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    HttpResponse<String> send(String method, String target, String body) {
        return send(HttpRequest.newBuilder(uri(target)).method(method, HttpRequest.BodyPublishers.ofString(body)));
    }

    /** Sends bytes as they are and reads until the service closes the connection, or for five seconds. */
    String raw(String bytes) {
        try (Socket socket = open()) {
            socket.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new AssertionError("the service did not answer", e);
        }
    }

    Socket open() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(5000);
        return socket;
    }

    void stop() {
        http.close();
    }

    @Override
    public void close() {
        http.close();
        symbolon.close();
    }
}
