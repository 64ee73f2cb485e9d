package org.symbolon.store.jdbc.lease;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.symbolon.core.error.StoreUnavailableException;
import org.symbolon.core.store.usage.Usage;
import org.symbolon.core.store.usage.UsageQuery;
import org.symbolon.core.store.usage.UsageQuery.Grouping;
import org.symbolon.core.store.usage.UsageScope;
import org.symbolon.core.value.AccountId;
import org.symbolon.core.value.DrmId;
import org.symbolon.core.value.Environment;
import org.symbolon.store.jdbc.lease.TestDatabase.Mode;
import org.symbolon.store.jdbc.usage.JdbcUsage;
import org.symbolon.testing.store.TestScope;

/** The tokens that the usage has are, at every moment, those that the balance in the database has lost. */
@Timeout(60)
final class LeaseUsageTest {
    private static final AccountId ID = new AccountId(7);
    private static final long BALANCE = 10_000;

    @TempDir
    private Path data;

    private TestNode one;
    private TestNode two;

    @BeforeEach
    void open() {
        one = TestNode.in(data, ID.value());
        two = TestNode.in(data);
        one.balance().set(ID, BALANCE);
    }

    @AfterEach
    void close() {
        one.close();
        two.close();
    }

    /** What the database says that the balance has lost: a node that has used nothing asks it. */
    private long lost() {
        try (TestNode asks = TestNode.in(data)) {
            return BALANCE - asks.remaining(ID);
        }
    }

    private void assertExact(long issued) {
        assertEquals(issued, one.issued(ID));
        assertEquals(issued, lost());
    }

    @Test
    void report_countsWithTheBalance() {
        one.take(ID, 300);
        assertExact(0);
        one.tick();
        assertExact(300);
        one.tick();
        assertExact(300);
        one.take(ID, 1);
        one.tick();
        assertExact(301);
    }

    @Test
    void moreTokensLeased_countsWhatWasUsedUntilThen() {
        one.take(ID, TestNode.BLOCK);
        assertTrue(one.issued(ID) <= TestNode.BLOCK);
        one.take(ID, 1);
        assertEquals(one.issued(ID), lost());
        assertTrue(one.issued(ID) > 0, "before any report");
    }

    @Test
    void leaseThatEndsAndBeginsAgain_isNotCountedTwice() {
        for (int round = 1; round <= 3; round++) {
            one.take(ID, 100);
            one.tick(TestNode.IDLE.plusSeconds(1));
            assertEquals(0, one.rows().size());
            assertExact(100 * round);
        }
    }

    @Test
    void severalNodes_addUp() {
        one.take(ID, 100);
        two.take(ID, 50);
        one.tick();
        two.tick();
        assertExact(150);
        one.close();
        two.close();
        try (TestNode later = TestNode.in(data)) {
            assertEquals(150, later.issued(ID));
            assertEquals(BALANCE - 150, later.free(ID));
        }
        open();
    }

    @ParameterizedTest
    @EnumSource(
            value = Mode.class,
            names = {"AWAY", "DEAF"})
    void answersThatAreLost_changeNothing(Mode mode) {
        one.take(ID, 100);
        one.tick();
        one.take(ID, 100);
        one.database().become(mode);
        one.tick();
        assertEquals(one.issued(ID), lost());
        int taken = 200 + one.take(ID, 50);
        one.tick();
        assertEquals(one.issued(ID), lost());
        one.tick(TestNode.IDLE.plusSeconds(1));
        while (one.balance().takeAtHand(TestScope.of(ID))) {
            taken++;
        }
        assertThrows(StoreUnavailableException.class, () -> one.take(ID, 1));
        assertEquals(one.issued(ID), lost());
        one.database().become(Mode.WORKS);
        one.tick();
        taken += one.take(ID, 10);
        one.tick();
        assertExact(taken);
    }

    @Test
    void nodeWithoutAJournal_isWrittenOff_whichIsNotCountedAsIssued() {
        TestNode lost = TestNode.withoutFolder(data);
        lost.take(ID, 200);
        lost.tick();
        lost.take(ID, 30);
        lost.disconnect();
        one.tick(Duration.ofSeconds(20));
        assertEquals(200, one.issued(ID));
        assertEquals(one.issued(ID) + one.writtenOff(ID), lost());
        lost.database().close();
    }

    @Test
    void accountThatHasBecomeUnlimited_isCounted() {
        one.execute("UPDATE account SET tokens = NULL");
        assertEquals(3, one.take(ID, 3));
        assertEquals(3, one.issued(ID));
    }

    @Test
    void daysDrmsAndEnvironments_areCountedApart() {
        LocalDate today = TestScope.DAY;
        UsageScope usual = TestScope.of(ID);
        one.balance().take(usual);
        one.balance().take(new UsageScope(ID, new DrmId("d2"), Environment.TEST, today));
        one.balance().take(new UsageScope(ID, usual.drm(), usual.environment(), today.plusDays(1)));
        one.tick();
        one.balance().take(new UsageScope(ID, usual.drm(), usual.environment(), today.plusDays(1)));
        one.balance().take(new UsageScope(ID, usual.drm(), usual.environment(), today.plusDays(2)));
        one.tick();
        assertExact(5);

        UsageQuery.Builder query =
                UsageQuery.builder().account(ID).firstDay(today).lastDay(today.plusDays(2));
        JdbcUsage usage = new JdbcUsage(one.database());
        assertEquals(
                "2,2,1", numbers(usage.find(query.by(Optional.of(Grouping.DAY)).build())));
        assertEquals(
                "4,1", numbers(usage.find(query.by(Optional.of(Grouping.DRM)).build())));
        assertEquals(
                1,
                usage.find(query.environment(Environment.TEST).build()).total().issued());
    }

    private static String numbers(Usage usage) {
        return String.join(
                ",",
                usage.lines().stream().map(line -> Long.toString(line.issued())).toList());
    }
}
