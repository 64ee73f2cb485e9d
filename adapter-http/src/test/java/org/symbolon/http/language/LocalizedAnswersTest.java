package org.symbolon.http.language;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ListMultimap;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.symbolon.http.TestService;

/** What callers are told who say which language they read, and that nobody else is told anything new. */
final class LocalizedAnswersTest {
    private static TestService service;

    @BeforeAll
    static void start() {
        service = TestService.start();
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    private static HttpResponse<String> get(String target, String language) {
        return service.send(HttpRequest.newBuilder(service.uri(target))
                .header("Accept-Language", language)
                .header("Origin", "https://player.example.com")
                .GET());
    }

    private static String refused(String format) {
        ListMultimap<String, String> parameters = TestService.valid("wv");
        parameters.replaceValues("securityLevel", List.of("9"));
        parameters.replaceValues("errorFormat", List.of(format));
        return "/hms/wv/token?" + TestService.encode(parameters);
    }

    @Test
    void aJsonError_hasTheTranslationBesideTheEnglish() {
        HttpResponse<String> answer = get(refused("json"), "ko-KR,ko;q=0.9,en;q=0.8");
        assertEquals(
                "{\"code\":-7004,\"message\":\"[-7004] Invalid security level value\","
                        + "\"localized\":{\"language\":\"ko\",\"message\":\"[-7004] 보안 수준 값이 잘못되었습니다\"},"
                        + "\"errors\":[{\"code\":-7004,\"message\":\"[-7004] Invalid security level value\","
                        + "\"parameter\":\"securityLevel\",\"rule\":\"securityLevel must be 1, 2, 3, 4 or 5\","
                        + "\"localized\":{\"language\":\"ko\",\"message\":\"[-7004] 보안 수준 값이 잘못되었습니다\","
                        + "\"rule\":\"securityLevel 값은 1, 2, 3, 4 또는 5여야 합니다\","
                        + "\"mend\":\"1(SW_SECURE_CRYPTO), 2(SW_SECURE_DECODE), 3(HW_SECURE_CRYPTO),"
                        + " 4(HW_SECURE_DECODE) 또는 5(HW_SECURE_ALL)를 보내십시오.\"}}]}",
                answer.body());
        assertEquals("ko", answer.headers().firstValue("Content-Language").orElseThrow());
        assertEquals("accept-language", answer.headers().firstValue("Vary").orElseThrow());
    }

    @Test
    void aPage_hasTheTranslationAsAParagraph() {
        HttpResponse<String> answer = get(refused("html"), "ja");
        assertTrue(
                answer.body()
                        .contains("<li>[-7004] Invalid security level value<br>securityLevel must be 1, 2, 3, 4 or 5"
                                + "<p lang=\"ja\">[-7004] セキュリティレベルの値が正しくありません"
                                + "<br>securityLevel は 1、2、3、4、5 のいずれかでなければなりません<br>1(SW_SECURE_CRYPTO)"),
                answer.body());
        assertTrue(answer.body().contains("<h1>[-7004] Invalid security level value</h1>"), answer.body());
        assertEquals("ja", answer.headers().firstValue("Content-Language").orElseThrow());
    }

    /** Everything that is not about the time of the answer. */
    private static String withoutDate(HttpResponse<String> answer) {
        return answer.statusCode()
                + answer.headers().map().toString().replaceAll("date=\\[[^]]*]|[0-9a-f]{32}", "")
                + answer.body();
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "en-GB, ko;q=0.5", "de-AT", "zh-CN", "*", ";;"})
    void whoReadsEnglish_getsTheAnswerOfWhoSaysNothing(String language) {
        for (String target : new String[] {refused("json"), refused("html"), "/nothing", "/keystore/keys/x"}) {
            assertEquals(
                    withoutDate(service.send(HttpRequest.newBuilder(service.uri(target))
                            .header("Origin", "https://player.example.com")
                            .GET())),
                    withoutDate(get(target, language)));
        }
    }

    @Test
    void whatIsWrongWithHttp_isToldToo() {
        HttpResponse<String> json = get("/hms/wv/rights/?errorFormat=json&ExpressPlayToken=x", "zh-TW");
        assertTrue(json.body().contains("\"message\":\"[-4010] 權杖無效\""), json.body());
        HttpResponse<String> method = service.send(HttpRequest.newBuilder(service.uri("/hms/wv/token?errorFormat=json"))
                .header("Accept-Language", "zh-TW")
                .DELETE());
        assertEquals(
                "{\"code\":405,\"message\":\"[405] Use GET or POST\",\"localized\":{\"language\":\"zh-Hant\","
                        + "\"message\":\"[405] 請使用 GET 或 POST\"}}",
                method.body());
        assertTrue(get("/nothing", "sv").body().contains("<p lang=\"sv\">Det finns ingenting på den här URL:en"));
    }

    @Test
    void anAnswerThatPagesMayRead_variesByBoth() {
        HttpResponse<String> answer = get("/hms/wv/rights/?ExpressPlayToken=x", "sv");
        assertEquals(
                "origin, accept-language", answer.headers().firstValue("Vary").orElseThrow());
        assertTrue(answer.body().contains("<p lang=\"sv\">[-4010] Ogiltig token"), answer.body());
    }

    @Test
    void theKeyStorage_keepsItsNumbers() {
        HttpResponse<String> answer = get(
                "/keystore/keys?limit=0&customerAuthenticator=" + TestService.AUTHENTICATOR.replace(",", "%2C"), "ko");
        assertEquals(
                "{\"code\":2,\"message\":\"limit must be a whole number, 1 or more\","
                        + "\"localized\":{\"language\":\"ko\",\"message\":\"limit은 1 이상의 정수여야 합니다\"}}",
                answer.body());
    }

    @Test
    void whatTheCallerSent_isFilledIn_andEscaped() {
        ListMultimap<String, String> parameters = TestService.valid("wv");
        parameters.replaceValues("errorFormat", List.of("<b>{n}"));
        String page =
                get("/hms/wv/token?" + TestService.encode(parameters), "ko").body();
        assertTrue(page.contains("[-3004] 오류 형식이 잘못 지정되었습니다: &lt;b&gt;{n}<br>"), page);
        assertFalse(page.contains("<b>"), page);
        parameters.replaceValues("errorFormat", List.of("json"));
        parameters.replaceValues("contentKey", List.of("0f1e"));
        String json =
                get("/hms/wv/token?" + TestService.encode(parameters), "ko").body();
        assertTrue(json.contains("contentKey 값은 4자가 아니라 16진수 32자리여야 합니다"), json);
    }

    @Test
    void aLicenceUrl_isTheSameInEveryLanguage() {
        HttpResponse<String> answer = get("/hms/wv/token?" + TestService.encode(TestService.valid("wv")), "ko");
        assertEquals(200, answer.statusCode());
        assertEquals(Optional.empty(), answer.headers().firstValue("Content-Language"));
    }
}
