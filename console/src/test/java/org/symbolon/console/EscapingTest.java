package org.symbolon.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableMap;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.symbolon.core.keystore.KeyCaller;
import org.symbolon.core.keystore.KeyField;
import org.symbolon.core.keystore.KeyFields;
import org.symbolon.core.store.administration.Role;
import org.symbolon.core.store.record.RecordQuery;
import org.symbolon.core.value.Environment;
import org.symbolon.core.value.KeyEncryptionKey;

/** What others wrote is text in pages, and never markup: names, cookies, what devices say, what keys carry. */
final class EscapingTest {
    private static final String PAYLOAD = "\"'><img src=x onerror=a>";
    private static final String RAW = "<img src=x";

    private static TestConsole console;
    private static TestConsole.Browser owner;

    @BeforeAll
    static void start() throws InterruptedException {
        console = TestConsole.start();
        owner = console.login("owner", Role.OWNER);
        console.putAccount(account ->
                account.name(PAYLOAD).putDefaults(TestConsole.clearKey(), ImmutableMap.of("cookie", "<img src=x")));
        KeyCaller caller = new KeyCaller(
                TestConsole.ACCOUNT,
                Environment.PRODUCTION,
                Optional.of(KeyEncryptionKey.of(new byte[16])),
                Optional.empty());
        console.symbolon
                .keys()
                .create(
                        caller,
                        KeyFields.of(ImmutableMap.of(
                                KeyField.KID, Optional.of("^movie"),
                                KeyField.INFO, Optional.of(PAYLOAD),
                                KeyField.CONTENT_ID, Optional.of(PAYLOAD),
                                KeyField.KEK_ID, Optional.of(PAYLOAD))));
        String url = console.licenseUrl("%22%27%3E%3Cimg%20src=x%20onerror=a%3E");
        console.redeem(url, "{\"kids\":[],\"type\":\"<img src=x onerror=a>\"}", "User-Agent", PAYLOAD);
        console.token(
                "kid=%5Emovie&contentKey=" + TestConsole.KEY + "&persist=%3Cimg%20src=x&cookie=" + "%3Cimg%20src=x");
        RecordQuery all = RecordQuery.builder().account(TestConsole.ACCOUNT).build();
        for (int i = 0; i < 1200 && recordsOf(all) < 3; i++) {
            Thread.sleep(50);
        }
        assertEquals(3, recordsOf(all));
    }

    private static long recordsOf(RecordQuery query) {
        return console.symbolon.records(query).records().size();
    }

    @AfterAll
    static void close() {
        console.close();
    }

    private static void assertText(String page, String body) {
        assertFalse(body.contains(RAW), page + "\n" + body);
    }

    @Test
    void pages_haveWhatOthersWroteAsText() {
        String encoded = "%22%27%3E%3Cimg+src%3Dx+onerror%3Da%3E";
        for (String page : List.of(
                "/console/?q=" + encoded,
                "/console/?q=201722",
                "/console/?q=%5Emovie",
                "/console/accounts",
                "/console/accounts?q=" + encoded,
                "/console/accounts/201722",
                "/console/keys?account=201722",
                "/console/keys?account=201722&kid=" + encoded,
                "/console/keys?account=" + encoded,
                "/console/playground?drm=" + encoded,
                "/console/audit",
                "/console/audit?actor=" + encoded + "&subject=" + encoded,
                "/console/usage",
                "/console/nodes",
                "/console/credentials",
                "/console/login?code=" + encoded + "&next=" + encoded)) {
            assertText(page, owner.get(page).body());
        }
    }

    @Test
    void payloads_areReallyShown() {
        assertTrue(owner.get("/console/accounts").body().contains("&lt;img src=x"));
        assertTrue(owner.get("/console/keys?account=201722").body().contains("&lt;img src=x"));
        assertTrue(owner.get("/console/?q=201722").body().contains("&lt;img src=x"));
        assertTrue(owner.get("/console/login?code=%22%3Ex").body().contains("value=\"&#34;>x\""));
    }

    @Test
    void formsAndTheirRefusals_haveWhatWasSentAsText() {
        String built = owner.submit(
                        "/console/playground",
                        ImmutableMap.of(
                                "drm",
                                "ck",
                                "account",
                                "201722",
                                "p.kid",
                                PAYLOAD,
                                "p.cookie",
                                PAYLOAD,
                                "p.persist",
                                PAYLOAD))
                .body();
        assertText("built", built);
        assertTrue(built.contains("&lt;img"), built);
        assertText(
                "token",
                owner.submit("/console/playground/token", ImmutableMap.of("token", PAYLOAD))
                        .body());
        assertText(
                "settings",
                owner.submit(
                                "/console/accounts/201722/settings",
                                ImmutableMap.of("revision", "0", "rate", PAYLOAD, "networks", PAYLOAD))
                        .body());
        assertText(
                "label",
                owner.submit(
                                "/console/accounts/201722/remove-authenticator",
                                ImmutableMap.of("revision", "0", "label", PAYLOAD))
                        .body());
        assertText(
                "search",
                owner.submit("/console/search", ImmutableMap.of("q", "ExpressPlayToken=" + PAYLOAD))
                        .body());
    }
}
