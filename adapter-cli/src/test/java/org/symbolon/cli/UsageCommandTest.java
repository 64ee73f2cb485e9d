package org.symbolon.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.symbolon.cli.Operator.Answer;
import org.symbolon.core.settings.CoreSettings;
import org.symbolon.core.settings.Settings;
import org.symbolon.core.store.StoreAccess;
import org.symbolon.core.store.Stores;
import org.symbolon.core.store.usage.UsageBatch;
import org.symbolon.core.store.usage.UsageBatch.CookieDay;
import org.symbolon.core.store.usage.UsageKey;
import org.symbolon.core.store.usage.UsageScope;
import org.symbolon.core.store.usage.UsageStore.CookieSet;
import org.symbolon.core.value.AccountId;
import org.symbolon.core.value.DrmId;
import org.symbolon.core.value.Environment;
import tools.jackson.databind.JsonNode;

final class UsageCommandTest {
    private static final Instant NOW = Instant.parse("2026-02-02T08:00:00Z");
    private static final AccountId ONE = new AccountId(1);
    private static final UsageScope JANUARY = scope(ONE, "2026-01-31T23:59:59.999Z");
    private static final UsageScope FEBRUARY = scope(ONE, "2026-02-01T00:00:00Z");

    @TempDir
    private Path folder;

    private Operator operator;

    private static UsageScope scope(AccountId account, String time) {
        return UsageScope.at(account, new DrmId("trial"), Environment.PRODUCTION, Instant.parse(time));
    }

    @BeforeEach
    void sitDown() {
        operator = Operator.inMemory(folder).at(NOW);
        Stores stores = new MemoryStoreProvider()
                .open(
                        Settings.inFolder(folder).with(CoreSettings.STORE_URL, MemoryStoreProvider.HERE),
                        StoreAccess.SETUP);
        CookieSet cookies = stores.usage().newCookieSet();
        cookies.add("a");
        cookies.add("b");
        UsageScope other = new UsageScope(new AccountId(2), new DrmId("d2"), Environment.TEST, FEBRUARY.day());
        stores.usage()
                .add(UsageBatch.builder()
                        .writer(new UUID(1, 2))
                        .number(1)
                        .made(FEBRUARY.day())
                        .putCounts(UsageKey.issued(JANUARY), 31)
                        .putCounts(UsageKey.issued(FEBRUARY), 28)
                        .putCounts(UsageKey.redeemed(FEBRUARY), 20)
                        .putCounts(UsageKey.refused(FEBRUARY, -2019), 3)
                        .putCounts(UsageKey.refused(FEBRUARY, -4010), 4)
                        .putCounts(UsageKey.issued(other), 5)
                        .putCookies(new CookieDay(ONE, Environment.PRODUCTION, FEBRUARY.day()), cookies)
                        .build());
    }

    @Test
    void usage_isThatOfThisMonth_ofAllAccounts_withoutCookies() {
        assertEquals("""
                issued    33
                redeemed  20
                refused   7
                cookies   -
                codes
                  -4010  4
                  -2019  3
                """, operator.run("usage").out());
    }

    @Test
    void usageOfAnAccount_hasItsCookies_andCanBeReadByAProgram() {
        JsonNode usage = operator.json("usage", "--account", "1");
        assertEquals("2026-02-01", usage.get("from").asString());
        assertEquals("2026-02-03", usage.get("to").asString());
        assertEquals(1, usage.get("account").asInt());
        assertEquals(28, usage.get("total").get("issued").asInt());
        assertEquals(2, usage.get("total").get("cookies").asInt());
        assertEquals(3, usage.get("total").get("codes").get("-2019").asInt());
    }

    @Test
    void groups_haveALineEach() {
        assertEquals(
                """
                day         issued  redeemed  refused  cookies  codes
                2026-01-31  31      0         0        0        -
                2026-02-01  28      20        7        2        -4010 4, -2019 3
                """,
                operator.run("usage", "--account", "1", "--from", "2026-01-01", "--by", "day")
                        .out());
        assertEquals("""
                drm    issued  redeemed  refused  cookies  codes
                d2     5       0         0        -        -
                trial  28      20        7        -        -4010 4, -2019 3
                """, operator.run("usage", "--by", "drm").out());
        assertEquals(
                """
                outcome   code  count
                issued    -     5
                redeemed  -     0
                """,
                operator.run("usage", "--by", "outcome", "--environment", "test")
                        .out());
        assertEquals(2, operator.json("usage", "--by", "drm").get("drms").size());
    }

    @Test
    void period_endsBeforeTheDayThatIsNamed() {
        Answer january = operator.run("usage", "--from", "2026-01-01", "--to", "2026-02-01");
        assertTrue(january.out().startsWith("issued    31\n"), january.out());
        Answer nothing = operator.run("usage", "--to", "2026-01-01", "--by", "day");
        assertEquals("nothing was used\n", nothing.out());
    }

    @ParameterizedTest
    @CsvSource({
        "--from=2026-03-01, --to must be 1 to 366 days after --from",
        "--from=2024-01-01, --to must be 1 to 366 days after --from",
        "--from=today, must be a day such as 2026-11-21",
        "--by=week, 'must be day, drm or outcome'"
    })
    void argumentThatBreaksARule_isNamed(String argument, String rule) {
        Answer answer = operator.run("usage", argument);
        assertEquals(2, answer.exitCode());
        assertTrue(answer.err().contains(rule), answer.err());
    }

    @Test
    void tokensThatACommandIssues_areCounted() {
        operator.withAccount();
        operator.run(
                "token",
                "issue",
                "trial",
                "customerAuthenticator=" + Operator.AUTHENTICATOR,
                "contentKey=" + Operator.KEY,
                "cookie=viewer");
        JsonNode total = operator.json("usage", "--account", Operator.ACCOUNT).get("total");
        assertEquals(1, total.get("issued").asInt());
        assertEquals(1, total.get("cookies").asInt());
    }
}
