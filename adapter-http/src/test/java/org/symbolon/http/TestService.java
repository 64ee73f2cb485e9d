package org.symbolon.http;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.ListMultimap;
import com.google.common.collect.MultimapBuilder;
import com.google.common.net.UrlEscapers;
import io.micrometer.core.instrument.MeterRegistry;
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
import java.util.OptionalInt;
import java.util.ServiceLoader;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.symbolon.core.Symbolon;
import org.symbolon.core.SymbolonBuilder;
import org.symbolon.core.drm.DrmPlugin;
import org.symbolon.core.settings.CoreSettings;
import org.symbolon.core.settings.SettingKey;
import org.symbolon.core.settings.Settings;
import org.symbolon.core.store.Stores;
import org.symbolon.core.store.account.Account;
import org.symbolon.core.store.account.Authenticator;
import org.symbolon.core.store.account.DrmOption;
import org.symbolon.core.value.AccountId;
import org.symbolon.core.value.AuthenticatorSecret;
import org.symbolon.core.value.DrmId;
import org.symbolon.core.value.Environment;
import org.symbolon.http.server.HttpSettings;

/** A real service on a free port, with stores in memory and one account, and a real client. */
public final class TestService implements AutoCloseable {
    public static final String SECRET = "1ad8eed133edf43cbcc185f0236828ae";
    public static final String TEST_SECRET = "00c0ffee00c0ffee00c0ffee00c0ffee";
    public static final AccountId ACCOUNT = new AccountId(201722);
    public static final String AUTHENTICATOR = ACCOUNT + "," + SECRET;
    public static final String KEY = "0f1e2d3c4b5a69788796a5b4c3d2e1f0";
    public static final String KEK = "000102030405060708090a0b0c0d0e0f";
    public static final String EK = "1fa68b0a8112b447aef34bd8fb5a7b829d3e862371d2cfe5";

    private static final ImmutableList<DrmPlugin> PLUGINS = ImmutableList.copyOf(ServiceLoader.load(DrmPlugin.class));
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final int ATTEMPTS = 3;

    public final Symbolon symbolon;
    public final int port;
    public final int partnerPort;
    private final HttpService http;
    private final String url;

    private TestService(Settings settings, UnaryOperator<SymbolonBuilder> parts) {
        Settings withPort = HttpService.withPort(settings.with(CoreSettings.HTTP_PORT, "0"));
        this.port = withPort.get(CoreSettings.HTTP_PORT);
        this.partnerPort = withPort.get(HttpSettings.PARTNER_PORT).orElse(port);
        this.url = CoreSettings.serviceUrl(withPort);
        this.symbolon = parts.apply(Symbolon.builder()
                        .settings(withPort)
                        .licenseBases(CoreSettings.licenseBases(withPort))
                        .longestLicenseUrl(CoreSettings.longestLicenseUrl(withPort))
                        .plugins(PLUGINS))
                .build();
        change(account -> account);
        this.http = HttpService.start(symbolon, withPort);
    }

    public static TestService start() {
        return start(ImmutableMap.of());
    }

    public static TestService start(Stores stores) {
        return start(ImmutableMap.of(), parts -> parts.stores(stores));
    }

    public static TestService start(DrmPlugin plugin) {
        return start(ImmutableMap.of(), parts -> parts.plugins(ImmutableList.of(plugin)));
    }

    public static TestService start(ImmutableMap<SettingKey<?>, String> changed) {
        return start(changed, parts -> parts);
    }

    public static TestService start(ImmutableMap<SettingKey<?>, String> changed, UnaryOperator<SymbolonBuilder> parts) {
        Settings settings = Settings.inFolder(Path.of("target"));
        for (var change : changed.entrySet()) {
            settings = settings.with(change.getKey(), change.getValue());
        }
        return start(settings, parts, ATTEMPTS);
    }

    /** A port that was free a moment ago may be another test's by now. */
    private static TestService start(Settings settings, UnaryOperator<SymbolonBuilder> parts, int attempts) {
        try {
            return new TestService(settings, parts);
        } catch (HttpService.CannotListenException e) {
            if (attempts == 1) {
                throw e;
            }
            return start(settings, parts, attempts - 1);
        }
    }

    /** Puts the account back to what tests expect, but for these changes. */
    public void change(UnaryOperator<Account.Builder> changes) {
        Account.Builder account = Account.builder()
                .id(ACCOUNT)
                .putOptions(new DrmId("wv"), DrmOption.ENABLED)
                .putOptions(new DrmId("fp"), DrmOption.ENABLED)
                .putOptions(new DrmId("ck"), DrmOption.ENABLED)
                .addAuthenticators(authenticator(Environment.PRODUCTION, SECRET))
                .addAuthenticators(authenticator(Environment.TEST, TEST_SECRET));
        symbolon.accounts().change(ACCOUNT, before -> changes.apply(account).build());
    }

    private static Authenticator authenticator(Environment environment, String secret) {
        return Authenticator.of(
                ACCOUNT, environment, AuthenticatorSecret.parse(secret).orElseThrow());
    }

    /** A request that is valid for a DRM, as names and values. */
    public static ListMultimap<String, String> valid(String drm) {
        ListMultimap<String, String> parameters =
                MultimapBuilder.linkedHashKeys().arrayListValues().build();
        parameters.put("customerAuthenticator", AUTHENTICATOR);
        parameters.put("errorFormat", "json");
        parameters.put("contentKey", KEY);
        if (drm.equals("wv")) {
            parameters.put("kid", "b366360da82e9c6e0b0984002a362cf2");
            parameters.put("securityLevel", "1");
            parameters.put("hdcpOutputControl", "0");
        } else if (drm.equals("ck")) {
            parameters.put("kid", "b366360da82e9c6e0b0984002a362cf2");
        } else {
            parameters.put("iv", "00112233445566778899aabbccddeeff");
        }
        return parameters;
    }

    public static String encode(ListMultimap<String, String> parameters) {
        return parameters.entries().stream()
                .map(entry -> escape(entry.getKey()) + "=" + escape(entry.getValue()))
                .collect(Collectors.joining("&"));
    }

    private static String escape(String text) {
        return UrlEscapers.urlFormParameterEscaper().escape(text);
    }

    public HttpResponse<String> get(String drm, ListMultimap<String, String> parameters) {
        return get("/hms/" + drm + "/token?" + encode(parameters));
    }

    public HttpResponse<String> get(String target) {
        return send(HttpRequest.newBuilder(uri(target)).GET());
    }

    public HttpResponse<String> post(String target, String body, String... headers) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(uri(target)).POST(HttpRequest.BodyPublishers.ofString(body));
        return send(headers.length == 0 ? request : request.headers(headers));
    }

    public URI uri(String target) {
        return URI.create(url + target);
    }

    public HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return CLIENT.send(request.timeout(Duration.ofSeconds(20)).build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new AssertionError("the service did not answer", e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    public HttpResponse<String> send(String method, String target, String body) {
        return send(HttpRequest.newBuilder(uri(target)).method(method, HttpRequest.BodyPublishers.ofString(body)));
    }

    /** Sends bytes as they are and reads until the service closes the connection, or for five seconds. */
    public String raw(String bytes) {
        try (Socket socket = open()) {
            socket.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new AssertionError("the service did not answer", e);
        }
    }

    public Socket open() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(5000);
        return socket;
    }

    /** What the service counts. */
    public MeterRegistry meters() {
        return http.meters();
    }

    /** What a monitor is answered. */
    public HttpResponse<String> manage(String target, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + managementPort().orElseThrow() + target));
        return send(headers.length == 0 ? request : request.headers(headers));
    }

    public OptionalInt managementPort() {
        return http.managementPort();
    }

    /** Is told to end, and serves on for as long as the settings say. */
    public void announceEnd() throws InterruptedException {
        http.announceEnd();
    }

    /** The paths that have an endpoint, and the first parts of those whose trees have one. */
    public ImmutableSet<String> paths() {
        return http.paths();
    }

    public void stop() {
        http.close();
    }

    @Override
    public void close() {
        http.close();
        symbolon.close();
    }
}
