package org.symbolon.console;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.net.UrlEscapers;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.symbolon.core.Symbolon;
import org.symbolon.core.administration.Actor;
import org.symbolon.core.drm.DrmPlugin;
import org.symbolon.core.settings.CoreSettings;
import org.symbolon.core.settings.Settings;
import org.symbolon.core.store.account.Account;
import org.symbolon.core.store.account.Authenticator;
import org.symbolon.core.store.account.DrmOption;
import org.symbolon.core.store.administration.Role;
import org.symbolon.core.store.memory.InMemoryStores;
import org.symbolon.core.value.AccountId;
import org.symbolon.core.value.AuthenticatorSecret;
import org.symbolon.core.value.DrmId;
import org.symbolon.core.value.Environment;
import org.symbolon.http.HttpService;

/** A real service with its management listener and the console on it, and stores in memory. */
final class TestConsole implements AutoCloseable {
    static final AccountId ACCOUNT = new AccountId(201722);
    static final String SECRET = "1ad8eed133edf43cbcc185f0236828ae";
    static final String KEY = "0f1e2d3c4b5a69788796a5b4c3d2e1f0";
    private static final Actor OWNER = Actor.process();
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final Pattern CSRF = Pattern.compile("name=\"csrf\" value=\"([^\"]+)\"");

    final Symbolon symbolon;
    private final HttpService http;
    private final String service;

    private TestConsole() {
        Settings settings =
                HttpService.withPort(Settings.inFolder(Path.of("target")).with(CoreSettings.HTTP_PORT, "0"));
        this.service = CoreSettings.serviceUrl(settings);
        this.symbolon = Symbolon.builder()
                .settings(settings)
                .licenseBases(CoreSettings.licenseBases(settings))
                .longestLicenseUrl(CoreSettings.longestLicenseUrl(settings))
                .plugins(ImmutableList.copyOf(ServiceLoader.load(DrmPlugin.class)))
                .stores(new InMemoryStores())
                .build();
        this.http = HttpService.start(symbolon, settings);
        putAccount(account -> account);
    }

    static TestConsole start() {
        return new TestConsole();
    }

    /** Puts the account back to what tests expect, but for these changes. */
    void putAccount(UnaryOperator<Account.Builder> changes) {
        Account.Builder account = Account.builder()
                .id(ACCOUNT)
                .name("Kino")
                .addAuthenticators(Authenticator.of(
                        ACCOUNT,
                        Environment.PRODUCTION,
                        AuthenticatorSecret.parse(SECRET).orElseThrow()));
        symbolon.drms().ids().forEach(drm -> account.putOptions(drm, DrmOption.ENABLED));
        symbolon.accounts().change(ACCOUNT, before -> changes.apply(account).build());
    }

    /** Adds an administrator, and returns the token. */
    String administrator(String name, Role role) {
        return symbolon.administration()
                .as(OWNER)
                .administrators()
                .add(name, role, Optional.empty())
                .text();
    }

    /** Somebody who is logged in. */
    Browser login(String name, Role role) {
        Browser browser = new Browser("");
        HttpResponse<String> answer = browser.login(ImmutableMap.of("token", administrator(name, role)));
        if (answer.statusCode() != 303) {
            throw new AssertionError(answer.body());
        }
        return browser;
    }

    /** A browser without a login. */
    Browser stranger() {
        return new Browser("");
    }

    /** A browser that has one cookie. */
    Browser withCookie(String cookie) {
        return new Browser(cookie);
    }

    /** A request for a Clear Key token; the licence URL or the error. */
    HttpResponse<String> token(String query) {
        return send(HttpRequest.newBuilder(URI.create(service + "/hms/ck/token?errorFormat=json&customerAuthenticator="
                + ACCOUNT + "," + SECRET + "&" + query)));
    }

    /** A licence URL for a key that comes with the request. */
    String licenseUrl(String cookie) {
        return token("kid=%5Emovie&contentKey=" + KEY + "&cookie=" + cookie).body();
    }

    HttpResponse<String> redeem(String licenseUrl, String body, String... headers) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(licenseUrl)).POST(HttpRequest.BodyPublishers.ofString(body));
        return send(headers.length == 0 ? request : request.headers(headers));
    }

    HttpResponse<String> publicly(String path) {
        return send(HttpRequest.newBuilder(URI.create(service + path)));
    }

    String management() {
        return "http://127.0.0.1:" + http.managementPort().orElseThrow();
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return CLIENT.send(request.timeout(Duration.ofSeconds(60)).build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new AssertionError("no answer", e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** A client that keeps the cookie of the session, and nothing else. */
    final class Browser {
        private String cookie;

        Browser(String cookie) {
            this.cookie = cookie;
        }

        String cookie() {
            return cookie;
        }

        HttpResponse<String> get(String path, String... headers) {
            HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(management() + path));
            return sendWithCookie(headers.length == 0 ? request : request.headers(headers));
        }

        /** Posts a form as it is. */
        HttpResponse<String> post(String path, Map<String, String> fields, String... headers) {
            String body = fields.entrySet().stream()
                    .map(each -> each.getKey() + "="
                            + UrlEscapers.urlFormParameterEscaper().escape(each.getValue()))
                    .collect(Collectors.joining("&"));
            HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(management() + path))
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .POST(HttpRequest.BodyPublishers.ofString(body));
            return sendWithCookie(headers.length == 0 ? request : request.headers(headers));
        }

        /** Posts a form with the secret of the session. */
        HttpResponse<String> submit(String path, Map<String, String> fields) {
            return post(
                    path,
                    ImmutableMap.<String, String>builder()
                            .putAll(fields)
                            .put("csrf", csrf())
                            .buildOrThrow());
        }

        String csrf() {
            return csrf(get("/console/"));
        }

        String csrf(HttpResponse<String> page) {
            Matcher found = CSRF.matcher(page.body());
            if (!found.find()) {
                throw new AssertionError(page.body());
            }
            return found.group(1);
        }

        /** Fills in the login page, and keeps the cookie of the session that begins. */
        HttpResponse<String> login(Map<String, String> fields) {
            String before = cookie;
            HttpResponse<String> page = get("/console/login");
            cookie = page.headers().firstValue("set-cookie").orElseThrow().replaceFirst(";.*", "")
                    + (before.isEmpty() ? "" : "; " + before);
            HttpResponse<String> answer = post(
                    "/console/login",
                    ImmutableMap.<String, String>builder()
                            .putAll(fields)
                            .put("csrf", csrf(page))
                            .buildOrThrow());
            cookie = answer.headers().allValues("set-cookie").stream()
                    .filter(each -> each.startsWith("symbolon-console="))
                    .map(each -> each.replaceFirst(";.*", ""))
                    .findFirst()
                    .orElse(before);
            return answer;
        }

        private HttpResponse<String> sendWithCookie(HttpRequest.Builder request) {
            return send(cookie.isEmpty() ? request : request.header("Cookie", cookie));
        }
    }

    /** A DRM that the tests use. */
    static DrmId clearKey() {
        return new DrmId("ck");
    }

    @Override
    public void close() {
        http.close();
        symbolon.close();
    }
}
