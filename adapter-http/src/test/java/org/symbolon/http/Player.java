package org.symbolon.http;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ListMultimap;
import com.google.common.collect.MultimapBuilder;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.symbolon.core.SymbolonBuilder;
import org.symbolon.core.settings.SettingKey;
import org.symbolon.core.store.Stores;
import org.symbolon.core.store.account.DrmOption;
import org.symbolon.core.store.memory.InMemoryStores;
import org.symbolon.drm.fairplay.FairPlayPlugin;
import org.symbolon.drm.widevine.WidevinePlugin;

/** A player that redeems tokens of {@link PlayedDrm}, at a service that has it beside the shipped DRMs. */
public final class Player implements AutoCloseable {
    public static final String RIGHTS = "/hms/pl/rights/";

    public final PlayedDrm drm = new PlayedDrm();
    public final TestService service;
    private final HttpClient client = HttpClient.newHttpClient();

    /** The stores of the service, unless a test has given others. */
    public final Stores stores = new InMemoryStores();

    public Player() {
        this(ImmutableMap.of(), parts -> parts);
    }

    public Player(ImmutableMap<SettingKey<?>, String> settings) {
        this(settings, parts -> parts);
    }

    public Player(ImmutableMap<SettingKey<?>, String> settings, UnaryOperator<SymbolonBuilder> parts) {
        this.service = TestService.start(
                settings,
                begun -> parts.apply(begun.stores(stores)
                        .plugins(ImmutableList.of(drm, new WidevinePlugin(), new FairPlayPlugin()))));
        service.change(account -> account.putOptions(PlayedDrm.ID, DrmOption.ENABLED));
    }

    public static ListMultimap<String, String> request() {
        ListMultimap<String, String> parameters =
                MultimapBuilder.linkedHashKeys().arrayListValues().build();
        parameters.put("customerAuthenticator", TestService.AUTHENTICATOR);
        parameters.put("contentKey", TestService.KEY);
        parameters.put("errorFormat", "json");
        parameters.put("cookie", "session-42");
        return parameters;
    }

    /** A new token, whose refusals are in JSON. */
    public String token() {
        return token(request());
    }

    public String token(ListMultimap<String, String> parameters) {
        return tokenIn(service.get("pl", parameters));
    }

    public static String tokenIn(HttpResponse<String> answer) {
        if (answer.statusCode() != 200) {
            throw new AssertionError(answer.body());
        }
        return answer.body().substring(answer.body().indexOf('=') + 1);
    }

    public static String target(String token) {
        return RIGHTS + "?ExpressPlayToken=" + token;
    }

    public HttpResponse<byte[]> redeem(String token, String challenge) {
        return post(target(token), challenge.getBytes(StandardCharsets.ISO_8859_1));
    }

    public HttpResponse<byte[]> post(String target, byte[] challenge, String... headers) {
        return send("POST", target, challenge, headers);
    }

    public HttpResponse<byte[]> send(String method, String target, byte[] body, String... headers) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(uri(target)).method(method, BodyPublishers.ofByteArray(body));
        return send(headers.length == 0 ? request : request.headers(headers));
    }

    public HttpResponse<byte[]> send(HttpRequest.Builder request) {
        try {
            return client.send(request.timeout(Duration.ofSeconds(30)).build(), BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new AssertionError("the service did not answer", e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    public URI uri(String target) {
        return service.uri(target);
    }

    public static String text(HttpResponse<byte[]> answer) {
        return new String(answer.body(), StandardCharsets.UTF_8);
    }

    public static int code(HttpResponse<byte[]> answer) {
        return AnswerJson.of(text(answer)).get("code").asInt();
    }

    @Override
    public void close() {
        drm.release();
        service.close();
    }
}
