package org.symbolon.http.token;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.symbolon.http.AnswerJson;
import org.symbolon.http.TestService;

/** What is wrong with HTTP rather than with the request, in the shape that the caller asked for. */
final class HttpErrorsTest {
    private static TestService service;

    @BeforeAll
    static void start() {
        service = TestService.start();
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"PUT", "DELETE", "OPTIONS", "PATCH"})
    void otherMethod_is405AndNamesThoseAllowed(String method) {
        HttpResponse<String> response =
                service.send(HttpRequest.newBuilder(service.uri("/hms/wv/token?errorFormat=json"))
                        .method(method, HttpRequest.BodyPublishers.noBody()));

        assertEquals(405, response.statusCode());
        assertEquals("GET, POST", response.headers().firstValue("Allow").orElseThrow());
        assertEquals("{\"code\":405,\"message\":\"[405] Use GET or POST\"}", response.body());
        assertJson(response);
    }

    private static void assertJson(HttpResponse<String> response) {
        assertEquals(
                "application/json",
                response.headers().firstValue("Content-Type").orElseThrow());
    }

    @ParameterizedTest
    @CsvSource({
        "PUT, /hms/wv/token, application/x-www-form-urlencoded, 405",
        "DELETE, /hms/wv/token, '', 405",
        "POST, /hms/wv/token, text/plain, 415",
        "POST, /hms/pr/token, application/x-www-form-urlencoded, 404",
        "POST, /nothing, '', 404"
    })
    void errorFormatInAFormBody_shapesErrorsOfHttpToo(String method, String path, String type, int status) {
        HttpRequest.Builder request = HttpRequest.newBuilder(service.uri(path))
                .method(method, HttpRequest.BodyPublishers.ofString("a=1&errorFormat=json&errorFormat=json"));
        HttpResponse<String> response = service.send(type.isEmpty() ? request : request.header("Content-Type", type));

        assertEquals(status, response.statusCode());
        assertJson(response);
        assertEquals(status, AnswerJson.of(response).get("code").asInt());
        assertTrue(AnswerJson.of(response).get("message").asString().startsWith("[" + status + "] "));
    }

    @Test
    void errorFormatInTheQuery_isNotWaitedForInTheBody() {
        String answer = service.raw("PUT /hms/wv/token?errorFormat=json HTTP/1.1\r\nHost: a\r\n"
                + "Content-Length: 100\r\n\r\nerrorFormat=html");
        assertTrue(answer.startsWith("HTTP/1.1 405 ") && answer.contains("application/json"), answer);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Content-Type:\r\n", "Content-Type:  \r\n"})
    void bodyWithoutAType_isReadAsAForm(String type) {
        String body = TestService.encode(TestService.valid("wv"));
        String answer = service.raw("POST /hms/wv/token HTTP/1.1\r\nHost: a\r\nConnection: close\r\n" + type
                + "Content-Length: " + body.length() + "\r\n\r\n" + body);
        assertTrue(answer.startsWith("HTTP/1.1 200 "), answer);
    }

    @Test
    void drmThatIsNotThere_isAnsweredWithThoseThatAre() {
        String message = AnswerJson.of(service.get("/hms/pr/token?errorFormat=json"))
                .get("message")
                .asString();
        assertEquals(
                "[404] There is nothing at this URL. Licence tokens are issued for Clear Key at /hms/ck/token,"
                        + " for FairPlay at /hms/fp/token,"
                        + " for Widevine at /hms/wv/token, and for no other DRM",
                message);
    }

    @Test
    void callerWhoIsTurnedAway_isToldOfASchemeThatNoBrowserKnows() {
        for (String target : List.of(
                "/hms/wv/token",
                "/hms/fp/token?customerAuthenticator=1,2",
                "/hms/wv/rights/",
                "/keystore/keys",
                "/cmiapi/getrecord/")) {
            HttpResponse<String> response = service.get(target);
            assertEquals(401, response.statusCode(), target);
            assertEquals(
                    List.of("ExpressPlay realm=\"symbolon\""),
                    response.headers().allValues("WWW-Authenticate"),
                    target);
        }
        assertTrue(
                service.get("/healthz").headers().allValues("WWW-Authenticate").isEmpty());
    }

    @Test
    void head_is405() {
        String answer = service.raw("HEAD /hms/wv/token HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
        assertTrue(answer.startsWith("HTTP/1.1 405 "), answer);
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "text/plain", "multipart/form-data; boundary=x"})
    void bodyOfAnotherType_is415InTheAskedForFormat(String type) {
        HttpResponse<String> response =
                service.post("/hms/wv/token?errorFormat=json", "{\"kid\":1}", "Content-Type", type);

        assertEquals(415, response.statusCode());
        assertEquals(415, AnswerJson.of(response).get("code").asInt());
    }
}
