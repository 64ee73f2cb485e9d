package org.symbolon.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableMap;
import java.net.http.HttpResponse;
import java.util.Base64;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.symbolon.core.store.administration.Role;
import org.symbolon.core.value.KeyId;

/** What support people find with nothing but a viewer's cookie, or a token. */
final class StoryTest {
    private static final String ASKING = "{\"kids\":[\"%s\"],\"type\":\"temporary\"}";

    private static TestConsole console;
    private static TestConsole.Browser support;

    @BeforeAll
    static void start() {
        console = TestConsole.start();
        support = console.login("support", Role.SUPPORT);
    }

    @AfterAll
    static void close() {
        console.close();
    }

    @BeforeEach
    void usualAccount() {
        console.putAccount(account -> account);
    }

    private static String asking(String kid) {
        return ASKING.formatted(Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(KeyId.ofString(kid).bytes()));
    }

    /** Records are written behind the answers, so it looks until the story has what it should have. */
    private static String story(String term, String awaited) throws InterruptedException {
        String body = "";
        for (int i = 0; i < 1200 && !body.contains(awaited); i++) {
            Thread.sleep(i == 0 ? 0 : 50);
            body = support.get("/console/?q=" + term).body();
        }
        assertTrue(body.contains(awaited), body);
        return body;
    }

    @Test
    void expiredToken_isSaidWithItsCause() throws Exception {
        String url = console.token("kid=%5Emovie&contentKey=" + TestConsole.KEY + "&expirationTime=%2B1&cookie=expired")
                .body();
        while (console.redeem(url, asking("movie")).statusCode() == 200) {
            Thread.sleep(50);
        }
        String story = story("expired", "-4010");
        assertTrue(story.contains("The player kept the licence URL, or expirationTime leaves too little time"), story);
        assertTrue(story.contains("Have playback started again"), story);
        assertTrue(
                story.indexOf("Have playback started again") < story.indexOf("Token issued"), "cause and cure first");
        assertTrue(story.indexOf("Token issued") < story.indexOf("Licence refused"), "in the order of time");
    }

    @Test
    void missingKey_isSaidWithTheKey() throws Exception {
        console.redeem(console.licenseUrl("missing"), asking("other"));
        String story = story("missing", "-8007");
        assertTrue(story.contains(KeyId.ofString("other").toString()), story);
        console.token("kid=%5Enowhere&kek=" + TestConsole.KEY + "&cookie=unstored");
        assertTrue(story("unstored", "-4019").contains("no key is stored under kid"));
    }

    @Test
    void tokenOfAnotherDrm_isSaidWithBoth() throws Exception {
        console.redeem(console.licenseUrl("otherdrm").replace("/hms/ck/", "/hms/wv/"), "x");
        String story = story("otherdrm", "A token is redeemed for the DRM that it was issued for.");
        assertTrue(story.contains("a token for ck"), story);
    }

    @Test
    void wrongParameter_isSaidWithItsRule() throws Exception {
        console.token("kid=%5Emovie&contentKey=" + TestConsole.KEY + "&persist=maybe&cookie=wrong");
        assertTrue(story("wrong", "-8003").contains("persist must be true or false"));
    }

    /** Counters are written behind the answers. */
    @Test
    void usage_showsTheDaysOfTheMonth() throws InterruptedException {
        console.licenseUrl("counted");
        String body = "";
        for (int i = 0; i < 1200 && !body.contains("What all nodes did this month"); i++) {
            Thread.sleep(i == 0 ? 0 : 50);
            body = support.get("/console/usage").body();
        }
        assertTrue(body.contains("What all nodes did this month"), body);
        assertTrue(body.contains(" redeemed, "), body);
    }

    @Test
    void disabledAccountAndEmptyBalance_areSaid() throws Exception {
        String url = console.licenseUrl("disabled");
        console.putAccount(account -> account.active(false));
        console.redeem(url, asking("movie"));
        assertTrue(story("disabled", "The account was disabled after the token was issued")
                .contains("-2031"));
        console.token("kid=%5Emovie&contentKey=" + TestConsole.KEY + "&cookie=unrecorded");
        String nothing = support.get("/console/?q=unrecorded").body();
        assertTrue(nothing.contains("All requests of these accounts are refused now"), nothing);

        console.putAccount(account -> account.metered(true));
        console.token("kid=%5Emovie&contentKey=" + TestConsole.KEY + "&cookie=empty");
        assertTrue(story("empty", "balance is used up").contains("-2019"));
    }

    @Test
    void tokenThatIsPasted_isDecoded_andStaysOutOfTheUrl() {
        String url = console.licenseUrl("pasted");
        HttpResponse<String> page = support.submit("/console/search", ImmutableMap.of("q", url));
        assertEquals(200, page.statusCode());
        assertTrue(page.body().contains("What the token says"), page.body());
        assertTrue(page.body().contains(KeyId.ofString("movie").toString()), page.body());
        assertTrue(page.body().contains("<span class=\"badge good\">Good</span>"), page.body());
        assertFalse(page.body().contains(TestConsole.KEY), "the content key");

        String atWidevine = support.submit("/console/search", ImmutableMap.of("q", url.replace("/hms/ck/", "/hms/wv/")))
                .body();
        assertTrue(atWidevine.contains("Would be refused now"), atWidevine);
        String damaged = support.submit(
                        "/console/search", ImmutableMap.of("q", url.substring(0, url.length() - 4) + "AAAA"))
                .body();
        assertTrue(damaged.contains("A token opens with a key of the key ring."), damaged);
        assertEquals(
                "/console/?q=viewer+1",
                support.submit("/console/search", ImmutableMap.of("q", "viewer 1"))
                        .headers()
                        .firstValue("location")
                        .orElseThrow());
    }

    @Test
    void examinations_recordAndTakeNothing() {
        console.putAccount(account -> account.metered(true));
        console.symbolon.balance().set(TestConsole.ACCOUNT, 3);
        long before = console.symbolon.measures().recordsWritten()
                + console.symbolon.measures().recordsWaiting();
        support.submit("/console/playground/token", ImmutableMap.of("token", "A".repeat(120)));
        String built = support.submit(
                        "/console/playground",
                        ImmutableMap.of(
                                "drm",
                                "ck",
                                "account",
                                TestConsole.ACCOUNT.toString(),
                                "p.kid",
                                "^it's",
                                "p.cookie",
                                "try"))
                .body();
        assertTrue(built.contains("A token would be issued"), built);
        assertTrue(built.contains("contentKey=$CONTENT_KEY"), built);
        assertTrue(built.contains("kid=%5Eit%27s"), built);
        String refused = support.submit(
                        "/console/playground",
                        ImmutableMap.of("drm", "ck", "account", TestConsole.ACCOUNT.toString(), "p.persist", "maybe"))
                .body();
        assertTrue(refused.contains("-8003") && refused.contains("-4018"), refused);
        String stored = support.submit(
                        "/console/playground",
                        ImmutableMap.of(
                                "drm",
                                "ck",
                                "account",
                                TestConsole.ACCOUNT.toString(),
                                "key",
                                "stored",
                                "p.kid",
                                "^none"))
                .body();
        assertTrue(stored.contains("-4019"), stored);
        assertEquals(OptionalLong.of(3), console.symbolon.balance().remaining(TestConsole.ACCOUNT));
        assertEquals(
                before,
                console.symbolon.measures().recordsWritten()
                        + console.symbolon.measures().recordsWaiting());
    }

    @Test
    void viewer_seesAccountsAlone() {
        console.licenseUrl("hidden");
        TestConsole.Browser viewer = console.login("viewer", Role.VIEWER);
        String story = viewer.get("/console/?q=hidden").body();
        assertTrue(story.contains("Your role sees accounts only"), story);
        assertFalse(story.contains("Token issued"), story);
        assertEquals(403, viewer.get("/console/keys?account=201722").statusCode());
        assertEquals(403, viewer.get("/console/audit").statusCode());
        assertTrue(viewer.get("/console/?q=kino").body().contains("201722 Kino"));
        assertFalse(viewer.get("/console/accounts/201722").body().contains("<button>Change</button>"));
    }

    @Test
    void pages_areInTheLanguageOfTheReader() {
        HttpResponse<String> page = support.get("/console/?q=nothing", "Accept-Language", "fr, ja;q=0.8");
        assertTrue(page.body().contains("<html lang=\"ja\">"), page.body());
        assertTrue(page.body().contains("何も見つかりませんでした"), page.body());
    }
}
