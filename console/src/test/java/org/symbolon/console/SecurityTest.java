package org.symbolon.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableMap;
import java.net.http.HttpResponse;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.symbolon.console.page.Frame;
import org.symbolon.core.administration.Actor;
import org.symbolon.core.store.administration.Expected;
import org.symbolon.core.store.administration.Role;

/** Who gets in, what a session is worth, and what pages of other sites can do: nothing. */
final class SecurityTest {
    private static final String ACCOUNT_PAGE = "/console/accounts/" + TestConsole.ACCOUNT;
    private static final Pattern INLINE = Pattern.compile(
            "<script(?! src=\"/console/)|<style|\\sstyle=|\\son[a-z]+=|javascript:", Pattern.CASE_INSENSITIVE);

    private static TestConsole console;

    @BeforeAll
    static void start() {
        console = TestConsole.start();
    }

    @AfterAll
    static void close() {
        console.close();
    }

    private static List<String> pages() {
        return Frame.ROOMS.stream()
                .map(room -> "/console/" + (room.equals("search") ? "" : room))
                .toList();
    }

    @Test
    void publicPort_hasNothingOfTheConsole() {
        pages().forEach(page -> assertEquals(404, console.publicly(page).statusCode(), page));
        assertEquals(404, console.publicly("/console/login").statusCode());
        assertEquals(404, console.publicly("/console/style.css").statusCode());
    }

    @Test
    void withoutALogin_thereIsTheLoginPageAndNothingElse() {
        for (String page : pages()) {
            HttpResponse<String> answer = console.stranger().get(page);
            assertEquals(303, answer.statusCode(), page);
            assertTrue(answer.headers().firstValue("location").orElseThrow().startsWith("/console/login"), page);
            assertEquals("", answer.body(), page);
        }
        for (String form :
                List.of("/console/search", ACCOUNT_PAGE + "/balance", "/console/playground", "/console/logout")) {
            HttpResponse<String> answer = console.stranger().post(form, ImmutableMap.of("q", "x", "tokens", "5"));
            assertEquals(303, answer.statusCode(), form);
            assertEquals("", answer.body(), form);
        }
        assertEquals(200, console.stranger().get("/console/login").statusCode());
        assertEquals(
                303,
                console.withCookie("symbolon-console=" + "A".repeat(43))
                        .get("/console/")
                        .statusCode());
    }

    @Test
    void everyPage_forbidsWhatIsNotItsOwn_andHasNothingInline() {
        TestConsole.Browser owner = console.login("headers", Role.OWNER);
        for (String page : pages()) {
            HttpResponse<String> answer = owner.get(page);
            assertEquals(200, answer.statusCode(), page + answer.body());
            String policy =
                    answer.headers().firstValue("content-security-policy").orElseThrow();
            assertTrue(policy.startsWith("default-src 'none'; script-src 'self'; style-src 'self';"), policy);
            assertFalse(policy.contains("unsafe"), policy);
            assertEquals(
                    "nosniff",
                    answer.headers().firstValue("x-content-type-options").orElseThrow());
            assertEquals(
                    "no-store", answer.headers().firstValue("cache-control").orElseThrow());
            assertFalse(INLINE.matcher(answer.body()).find(), page);
            assertFalse(answer.body().contains("http://") || answer.body().contains("https://"), page);
        }
    }

    @Test
    void cookieOfTheSession_isForThisSiteAndNoScript() {
        String token = console.administrator("cookie", Role.VIEWER);
        HttpResponse<String> answer = console.stranger().login(ImmutableMap.of("token", token));
        String cookie = answer.headers().allValues("set-cookie").stream()
                .filter(each -> each.startsWith("symbolon-console="))
                .findFirst()
                .orElseThrow();
        assertTrue(cookie.endsWith("; Path=/console; HttpOnly; SameSite=Strict"), cookie);
    }

    @Test
    void sessionThatSomebodyPlanted_isNotTakenOver() {
        String planted = "symbolon-console=" + "A".repeat(43);
        TestConsole.Browser victim = console.withCookie(planted);
        String token = console.administrator("fixation", Role.OWNER);

        assertEquals(303, victim.login(ImmutableMap.of("token", token)).statusCode());
        assertNotEquals(planted, victim.cookie());
        assertEquals(303, console.withCookie(planted).get("/console/").statusCode());
        assertEquals(200, victim.get("/console/").statusCode());

        String first = victim.cookie();
        victim.login(ImmutableMap.of("token", token));
        assertNotEquals(first, victim.cookie());
    }

    @Test
    void logout_endsTheSession() {
        TestConsole.Browser browser = console.login("leaver", Role.OWNER);
        TestConsole.Browser copy = console.withCookie(browser.cookie());
        browser.submit("/console/logout", ImmutableMap.of());
        assertEquals(303, copy.get("/console/").statusCode());
    }

    @Test
    void administratorWhoIsEnded_isOutAtOnce_andANewRoleIsInForceAtOnce() {
        TestConsole.Browser browser = console.login("fired", Role.OWNER);
        var administrators =
                console.symbolon.administration().as(Actor.process()).administrators();
        assertEquals(200, browser.get("/console/audit").statusCode());
        administrators.changeRole("fired", Role.VIEWER, Expected.ANY);
        assertEquals(403, browser.get("/console/audit").statusCode());
        administrators.end("fired", Expected.ANY);
        assertEquals(303, browser.get("/console/").statusCode());
    }

    @Test
    void formWithoutTheSecretOfTheSession_changesNothing() {
        console.putAccount(account -> account.metered(true));
        console.symbolon.balance().set(TestConsole.ACCOUNT, 100);
        TestConsole.Browser browser = console.login("victim", Role.OWNER);
        String other = console.login("attacker", Role.OWNER).csrf();
        ImmutableMap<String, String> credit = ImmutableMap.of("how", "set", "tokens", "7", "revision", "0");

        for (String csrf : List.of("", "x", other)) {
            ImmutableMap<String, String> form = ImmutableMap.<String, String>builder()
                    .putAll(credit)
                    .put("csrf", csrf)
                    .buildOrThrow();
            assertEquals(403, browser.post(ACCOUNT_PAGE + "/balance", form).statusCode(), csrf);
        }
        assertEquals(403, browser.post(ACCOUNT_PAGE + "/balance", credit).statusCode());
        ImmutableMap<String, String> right = ImmutableMap.<String, String>builder()
                .putAll(credit)
                .put("csrf", browser.csrf())
                .buildOrThrow();
        assertEquals(
                403,
                browser.post(ACCOUNT_PAGE + "/balance", right, "Sec-Fetch-Site", "cross-site")
                        .statusCode());
        assertEquals(OptionalLong.of(100), console.symbolon.balance().remaining(TestConsole.ACCOUNT));
        for (String form : List.of("/console/search", "/console/playground", "/console/logout")) {
            assertEquals(403, browser.post(form, ImmutableMap.of()).statusCode(), form);
        }
        assertEquals(200, browser.get("/console/").statusCode());
    }

    @Test
    void loginForm_needsTheSecretOfItsPage() {
        String token = console.administrator("csrf", Role.OWNER);
        assertEquals(
                403,
                console.stranger()
                        .post("/console/login", ImmutableMap.of("token", token, "csrf", "x"))
                        .statusCode());
        assertEquals(
                403,
                console.withCookie("symbolon-login=a")
                        .post("/console/login", ImmutableMap.of("token", token, "csrf", "b"))
                        .statusCode());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example/",
                "//evil.example/",
                "/\\evil.example",
                "/console//evil.example",
                "/console/../../evil",
                "/console/..//evil.example",
                "/console/\r\nSet-Cookie: a=b",
                "javascript:alert(1)",
                "/admin/v1/accounts",
                "console/"
            })
    void login_leadsToNoOtherSite(String next) {
        String token = console.administrator("next" + Integer.toHexString(next.hashCode()), Role.VIEWER);
        HttpResponse<String> answer = console.stranger().login(ImmutableMap.of("token", token, "next", next));
        assertEquals(303, answer.statusCode());
        assertEquals("/console/", answer.headers().firstValue("location").orElseThrow());
    }

    @Test
    void login_leadsToThePageThatWasAskedFor() {
        assertEquals(
                "/console/login?next=%2Fconsole%2Faccounts%3Fq%3Da%2526b",
                console.stranger()
                        .get("/console/accounts?q=a%26b")
                        .headers()
                        .firstValue("location")
                        .orElseThrow());
        String token = console.administrator("returns", Role.VIEWER);
        assertEquals(
                "/console/accounts?q=a%26b",
                console.stranger()
                        .login(ImmutableMap.of("token", token, "next", "/console/accounts?q=a%26b"))
                        .headers()
                        .firstValue("location")
                        .orElseThrow());
    }

    @Test
    void link_logsInOnce() {
        console.administrator("linked", Role.SUPPORT);
        String code = console.symbolon
                .administration()
                .createLogin(Actor.process(), "linked")
                .text();
        HttpResponse<String> page = console.stranger().get("/console/login?code=" + code);
        assertTrue(page.body().contains(code), page.body());

        TestConsole.Browser first = console.stranger();
        assertEquals(303, first.login(ImmutableMap.of("code", code)).statusCode());
        assertTrue(first.get("/console/").body().contains("linked"));
        assertEquals(
                401, console.stranger().login(ImmutableMap.of("code", code)).statusCode());
    }

    /** On a service of its own, because the address of all tests is the same. */
    @Test
    void guesses_areSlowedDown_andTheRightTokenStillGetsIn() {
        try (TestConsole guessed = TestConsole.start()) {
            String token = guessed.administrator("right", Role.OWNER);
            Set<Integer> statuses = new HashSet<>();
            Optional<String> wait = Optional.empty();
            for (int i = 0; i < 200 && wait.isEmpty(); i++) {
                HttpResponse<String> answer =
                        guessed.stranger().login(ImmutableMap.of("token", "sym_" + "A".repeat(43)));
                statuses.add(answer.statusCode());
                wait = answer.headers().firstValue("retry-after");
            }
            assertEquals(Set.of(401, 429), statuses);
            assertTrue(Integer.parseInt(wait.orElseThrow()) > 0);
            assertEquals(
                    303,
                    guessed.stranger().login(ImmutableMap.of("token", token)).statusCode());
        }
    }

    @Test
    void otherMethodsAndPages_areRefused() {
        TestConsole.Browser browser = console.login("curious", Role.OWNER);
        assertEquals(404, browser.get("/console/none").statusCode());
        assertEquals(404, browser.get("/console/accounts/9").statusCode());
        assertEquals(404, browser.get("/console/accounts/x").statusCode());
        assertEquals(308, browser.get("/console").statusCode());
        assertEquals(
                404, browser.submit(ACCOUNT_PAGE + "/none", ImmutableMap.of()).statusCode());
    }
}
