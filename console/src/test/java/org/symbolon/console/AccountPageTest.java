package org.symbolon.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableMap;
import java.net.http.HttpResponse;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.symbolon.core.store.account.Account;
import org.symbolon.core.store.account.DrmOption;
import org.symbolon.core.store.administration.Role;

/** Changes of an account by its page, and who may make them. */
final class AccountPageTest {
    private static final String PAGE = "/console/accounts/" + TestConsole.ACCOUNT;
    private static final Pattern REVISION = Pattern.compile("name=\"revision\" value=\"(\\d+)\"");

    private static TestConsole console;

    @BeforeAll
    static void start() {
        console = TestConsole.start();
    }

    @AfterAll
    static void close() {
        console.close();
    }

    private static String revision(TestConsole.Browser browser) {
        Matcher found = REVISION.matcher(browser.get(PAGE).body());
        assertTrue(found.find());
        return found.group(1);
    }

    private static HttpResponse<String> setBalance(TestConsole.Browser browser, String tokens, String revision) {
        return browser.submit(PAGE + "/balance", ImmutableMap.of("how", "set", "tokens", tokens, "revision", revision));
    }

    private static OptionalLong balance() {
        return console.symbolon.balance().remaining(TestConsole.ACCOUNT);
    }

    @Test
    void changeThatIsBasedOnAnOlderState_isAConflict_andSavesNothing() {
        TestConsole.Browser anna = console.login("anna", Role.OPERATOR);
        TestConsole.Browser bert = console.login("bert", Role.OPERATOR);
        String both = revision(anna);

        assertEquals(303, setBalance(anna, "500", both).statusCode());
        assertTrue(anna.get(PAGE).body().contains("The account was changed."));
        assertFalse(anna.get(PAGE).body().contains("The account was changed."), "it is said once");
        HttpResponse<String> conflict = setBalance(bert, "9", both);
        assertEquals(409, conflict.statusCode());
        assertTrue(conflict.body().contains("Somebody else changed this account meanwhile"), conflict.body());
        assertTrue(conflict.body().contains(">500<"), conflict.body());
        assertEquals(OptionalLong.of(500), balance());
        assertEquals(303, setBalance(bert, "9", revision(bert)).statusCode());
        assertEquals(OptionalLong.of(9), balance());

        String audit = console.login("owner", Role.OWNER).get("/console/audit").body();
        assertTrue(audit.contains("anna") && audit.contains("bert"), audit);
    }

    @Test
    void settings_areChanged_andWrongOnesAreNamed() {
        TestConsole.Browser operator = console.login("operator", Role.OPERATOR);
        ImmutableMap<String, String> good = ImmutableMap.of(
                "name", "Kino 2", "option.ck", "disabled", "networks", "10.0.0.0/8", "rate", "5/s", "active", "on");
        HttpResponse<String> changed = operator.submit(
                PAGE + "/settings",
                ImmutableMap.<String, String>builder()
                        .putAll(good)
                        .put("revision", revision(operator))
                        .buildOrThrow());
        assertEquals(303, changed.statusCode(), changed.body());
        Account account = console.symbolon.accounts().find(TestConsole.ACCOUNT).orElseThrow();
        assertEquals("Kino 2", account.name());
        assertEquals(DrmOption.DISABLED, account.option(TestConsole.clearKey()));
        assertEquals("[10.0.0.0/8]", account.allowedNetworks().toString());
        assertEquals("5/s", account.rate().orElseThrow().toString());

        for (var wrong : ImmutableMap.of("networks", "here", "rate", "much", "option.ck", "perhaps", "revision", "x")
                .entrySet()) {
            ImmutableMap<String, String> form = ImmutableMap.<String, String>builder()
                    .put("revision", revision(operator))
                    .put(wrong.getKey(), wrong.getValue())
                    .buildKeepingLast();
            assertEquals(400, operator.submit(PAGE + "/settings", form).statusCode(), wrong.getKey());
        }
        assertEquals(400, setBalance(operator, "-5", revision(operator)).statusCode());
        assertEquals(
                account, console.symbolon.accounts().find(TestConsole.ACCOUNT).orElseThrow());
        console.putAccount(before -> before);
    }

    @Test
    void authenticator_isShownOnce_andCanBeRemoved() {
        TestConsole.Browser operator = console.login("keys", Role.OPERATOR);
        HttpResponse<String> added = operator.submit(
                PAGE + "/add-authenticator", ImmutableMap.of("environment", "test", "revision", revision(operator)));
        Matcher secret =
                Pattern.compile("class=\"secret\">(201722,[0-9a-f]{32})<").matcher(added.body());
        assertTrue(secret.find(), added.body());
        assertFalse(operator.get(PAGE).body().contains(secret.group(1)));
        Account account = console.symbolon.accounts().find(TestConsole.ACCOUNT).orElseThrow();
        assertEquals(2, account.authenticators().size());
        String label = account.authenticators().get(1).label();
        assertEquals(
                303,
                operator.submit(
                                PAGE + "/remove-authenticator",
                                ImmutableMap.of("label", label, "revision", revision(operator)))
                        .statusCode());
    }

    @Test
    void whoMayOnlyLook_changesNothing() {
        TestConsole.Browser support = console.login("looks", Role.SUPPORT);
        OptionalLong before = balance();
        assertEquals(403, setBalance(support, "77", "0").statusCode());
        assertEquals(
                403,
                support.submit(PAGE + "/settings", ImmutableMap.of("revision", "0"))
                        .statusCode());
        assertEquals(
                403,
                support.submit(PAGE + "/add-authenticator", ImmutableMap.of("revision", "0", "environment", "test"))
                        .statusCode());
        assertEquals(before, balance());
    }
}
