package org.symbolon.http.keystore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableSet;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.symbolon.core.error.StoreUnavailableException;
import org.symbolon.core.store.account.Account;
import org.symbolon.core.store.account.Authenticator;
import org.symbolon.core.store.account.Network;
import org.symbolon.core.value.AccountId;
import org.symbolon.core.value.AuthenticatorSecret;
import org.symbolon.core.value.Environment;
import org.symbolon.http.AnswerJson;
import org.symbolon.http.FakeStores;
import org.symbolon.http.RawAnswer;
import org.symbolon.http.TestService;
import tools.jackson.databind.JsonNode;

/** Who may ask the key storage, whose keys it shows, and what it says when it cannot. */
final class KeyCallerTest {
    private static TestService service;
    private static KeyClient client;

    @BeforeAll
    static void start() {
        service = TestService.start();
        client = new KeyClient(service);
        client.store("^kid1");
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | -2017",
                "customerAuthenticator= | -2017",
                "customerAuthenticator=201722 | -2018",
                "customerAuthenticator=201722,00000000000000000000000000000000 | -2018",
                "customerAuthenticator=201722,00c0ffee00c0ffee00c0ffee00c0ffee | -2018"
            })
    void strangerIsToldNothingFurther(String query, int code) {
        HttpResponse<String> response = service.get("/keystore/keys/nonsense?kek=x&y=1&" + query);
        JsonNode body = AnswerJson.of(response);

        assertEquals(401, response.statusCode());
        assertEquals(List.of(code), AnswerJson.codes(response));
        assertEquals(code, body.get("code").asInt());
        assertTrue(body.get("message").asString().startsWith("[" + code + "] "), response.body());
        assertTrue(response.headers().firstValue("Ignored-Parameters").isEmpty());
    }

    @Test
    void accountThatMayNotAsk_is401() {
        try (TestService closed = TestService.start()) {
            KeyClient asking = new KeyClient(closed);
            closed.change(account -> account.active(false));
            assertEquals(List.of(-2031), AnswerJson.codes(asking.send("GET", "/keycount", "")));
            closed.change(account ->
                    account.addAllowedNetworks(Network.parse("10.20.0.0/16").orElseThrow()));
            assertEquals(List.of(-2003), AnswerJson.codes(asking.send("POST", "/keys", "{}")));
        }
    }

    @Test
    void keysOfAnotherAccountOrEnvironment_areNotThere() {
        Authenticator known = Authenticator.of(
                new AccountId(7),
                Environment.PRODUCTION,
                AuthenticatorSecret.parse(TestService.SECRET).orElseThrow());
        service.symbolon
                .accounts()
                .change(
                        known(),
                        before -> Account.builder()
                                .id(known())
                                .addAuthenticators(known)
                                .build());
        KeyClient other = new KeyClient(service, "7," + TestService.SECRET);
        String target = new KeyClient(service, TestService.ACCOUNT + "," + TestService.TEST_SECRET)
                .target("/keys/" + KeyClient.KID1);

        assertEquals(404, other.send("GET", "/keys/" + KeyClient.KID1, "").statusCode());
        assertEquals(404, other.send("PUT", "/keys/" + KeyClient.KID1, "{}").statusCode());
        assertEquals(404, other.send("DELETE", "/keys/" + KeyClient.KID1, "").statusCode());
        assertEquals("200 application/json []", other.get("/keys"));
        assertEquals(404, RawAnswer.get(service, target, "test.localhost").status());
        assertEquals(401, RawAnswer.get(service, target, "localhost").status());
        assertEquals(200, client.send("GET", "/keys/" + KeyClient.KID1, "").statusCode());
    }

    private static AccountId known() {
        return new AccountId(7);
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /keys",
        "GET, /keys/ID",
        "GET, /keys/ID/value",
        "PUT, /keys/ID",
        "DELETE, /keys/ID",
        "GET, /keycount",
        "POST, /keys"
    })
    void storageWithoutAnswer_is503WithAReference(String method, String resource) {
        HttpResponse<String> response = failing(new StoreUnavailableException("the secret cause"), method, resource);

        assertEquals(503, response.statusCode());
        assertEquals(
                "[-4019] Failed to get content key from key storage service",
                AnswerJson.of(response).get("message").asString());
        assertEquals(List.of(-4019), AnswerJson.codes(response));
        assertTrue(response.headers().firstValue("Error-Reference").isPresent());
    }

    @ParameterizedTest
    @CsvSource({"GET, /keys", "GET, /keys/ID", "PUT, /keys/ID", "POST, /keys"})
    void failureInside_is500WithAReference(String method, String resource) {
        for (Throwable failure : ImmutableSet.of(
                new IllegalStateException("the secret cause"), new NoClassDefFoundError("the secret cause"))) {
            HttpResponse<String> response = failing(failure, method, resource);
            String reference = response.headers().firstValue("Error-Reference").orElseThrow();

            assertEquals(500, response.statusCode());
            assertEquals("{\"code\":1,\"message\":\"Internal error, reference " + reference + "\"}", response.body());
        }
    }

    private static HttpResponse<String> failing(Throwable failure, String method, String resource) {
        try (TestService broken = TestService.start(FakeStores.before(() -> {
            throw failure;
        }))) {
            return new KeyClient(broken)
                    .send(method, resource.replace("ID", KeyClient.KID1) + "?" + KeyClient.WITH_KEK, "");
        }
    }
}
