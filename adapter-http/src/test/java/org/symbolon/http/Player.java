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
import org.symbolon.core.SymbolonParts;
import org.symbolon.core.account.DrmOption;
import org.symbolon.core.settings.SettingKey;
import org.symbolon.drm.fairplay.FairPlayPlugin;
import org.symbolon.drm.widevine.WidevinePlugin;

/** A player that redeems tokens of {@link PlayedDrm}, at a service that has it beside the shipped DRMs. */
final class Player implements AutoCloseable {
    static final String RIGHTS = "/hms/pl/rights/";

    final PlayedDrm drm = new PlayedDrm();
    final TestService service;
    private final HttpClient client = HttpClient.newHttpClient();

    Player() {
        this(ImmutableMap.of(), parts -> parts);
    }

    Player(ImmutableMap<SettingKey<?>, String> settings) {
        this(settings, parts -> parts);
    }

    Player(ImmutableMap<SettingKey<?>, String> settings, UnaryOperator<SymbolonParts.Builder> parts) {
        this.service = TestService.start(
                settings,
                begun -> parts.apply(begun.plugins(ImmutableList.of(drm, new WidevinePlugin(), new FairPlayPlugin()))));
        service.change(account -> account.putOptions(PlayedDrm.ID, DrmOption.ENABLED));
    }

    static ListMultimap<String, String> request() {
        ListMultimap<String, String> parameters =
                MultimapBuilder.linkedHashKeys().arrayListValues().build();
        parameters.put("customerAuthenticator", TestService.AUTHENTICATOR);
        parameters.put("contentKey", TestService.KEY);
        parameters.put("errorFormat", "json");
        parameters.put("cookie", "session-42");
        return parameters;
    }

    /** A new token, whose refusals are in JSON. */
    String token() {
        return token(request());
    }

    String token(ListMultimap<String, String> parameters) {
        return tokenIn(service.get("pl", parameters));
    }

    static String tokenIn(HttpResponse<String> answer) {
        if (answer.statusCode() != 200) {
            throw new AssertionError(answer.body());
        }
        return answer.body().substring(answer.body().indexOf('=') + 1);
    }

    static String target(String token) {
        return RIGHTS + "?ExpressPlayToken=" + token;
    }

    HttpResponse<byte[]> redeem(String token, String challenge) {
        return post(target(token), challenge.getBytes(StandardCharsets.ISO_8859_1));
    }

    HttpResponse<byte[]> post(String target, byte[] challenge, String... headers) {
        return send("POST", target, challenge, headers);
    }

    HttpResponse<byte[]> send(String method, String target, byte[] body, String... headers) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(uri(target)).method(method, BodyPublishers.ofByteArray(body));
        return send(headers.length == 0 ? request : request.headers(headers));
    }

    HttpResponse<byte[]> send(HttpRequest.Builder request) {
        try {
            return client.send(request.timeout(Duration.ofSeconds(30)).build(), BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new AssertionError("the service did not answer", e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    URI uri(String target) {
        return service.uri(target);
    }

    static String text(HttpResponse<byte[]> answer) {
        return new String(answer.body(), StandardCharsets.UTF_8);
    }

    static int code(HttpResponse<byte[]> answer) {
        return Json.of(text(answer)).get("code").asInt();
    }

    @Override
    public void close() {
        drm.release();
        service.close();
    }
}
