package org.symbolon.store.jdbc.lease;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableList;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.symbolon.core.value.AccountId;
import org.symbolon.testing.store.ContractThreads;
import org.symbolon.testing.store.TestScope;

/** Leases while the store works. */
@Timeout(60)
final class LeasedBalanceTest {
    private static final AccountId ID = new AccountId(7);
    private static final AccountId UNLIMITED = new AccountId(8);

    @TempDir
    private Path data;

    private TestNode one;
    private TestNode two;

    @BeforeEach
    void open() {
        one = TestNode.in(data, ID.value(), UNLIMITED.value());
        two = TestNode.in(data);
        one.execute("UPDATE account SET tokens = NULL WHERE id = " + UNLIMITED);
    }

    @AfterEach
    void close() {
        one.close();
        two.close();
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        while (!condition.getAsBoolean()) {
            Thread.sleep(2);
        }
    }

    @Test
    void takeAtHand_asLongAsTheLeaseLasts_asksNobody() {
        one.balance().set(ID, 100_000);
        assertFalse(one.balance().takeAtHand(TestScope.of(ID)), "nothing is leased before it is wanted");
        assertTrue(one.balance().take(TestScope.of(ID)));
        int before = one.database().writes();

        for (int i = 0; i < TestNode.BLOCK / 2 - 1; i++) {
            assertTrue(one.balance().takeAtHand(TestScope.of(ID)));
        }

        assertEquals(before, one.database().writes());
        assertEquals(100_000 - TestNode.BLOCK / 2, one.remaining(ID));
    }

    @Test
    void lessThanHalf_isToppedUpInTheBackgroundToOneBlock() throws InterruptedException {
        one.balance().set(ID, 100_000);
        one.take(ID, TestNode.BLOCK / 2);
        assertEquals(100_000 - TestNode.BLOCK, one.free(ID));

        one.take(ID, 1);

        await(() -> one.free(ID) < 100_000 - TestNode.BLOCK);
        assertEquals(100_000 - TestNode.BLOCK - TestNode.BLOCK / 2 - 1, one.free(ID), "no more than was used");
    }

    @Test
    void lease_isAQuarterOfWhatIsFree_roundedUp() {
        one.balance().set(ID, 10);
        one.take(ID, 1);
        assertEquals(7, one.free(ID));
        two.take(ID, 1);
        assertEquals(5, one.free(ID));
    }

    @Test
    void lastTokens_areAllTaken_whoeverAsks() {
        one.balance().set(ID, 1_003);
        int taken = one.take(ID, 1);
        taken += two.take(ID, 2_000);
        taken += one.take(ID, 2_000);

        assertEquals(1_003, taken);
        assertEquals(0, one.free(ID));
    }

    @Test
    void take_byThreadsOfTwoNodes_givesExactlyWhatThereIs() {
        one.balance().set(ID, 20_000);
        AtomicInteger taken = new AtomicInteger();
        List<TestNode> nodes = List.of(one, two);

        ContractThreads.run(16, thread -> {
            taken.addAndGet(nodes.get(thread % 2).take(ID, 20_000));
        });

        assertEquals(20_000, taken.get());
    }

    @Test
    void nothingFree_isNotAskedForAgainForASecond() {
        assertFalse(one.balance().take(TestScope.of(ID)));
        int before = one.database().writes();
        two.balance().credit(ID, 5);

        one.pass(Duration.ofMillis(999));
        assertFalse(one.balance().take(TestScope.of(ID)));
        assertEquals(before, one.database().writes());

        one.pass(Duration.ofMillis(1));
        assertTrue(one.balance().take(TestScope.of(ID)));
    }

    @Test
    void credit_throughTheSameNode_isSeenAtOnce() {
        assertFalse(one.balance().take(TestScope.of(ID)));
        one.balance().credit(ID, 1);
        assertTrue(one.balance().take(TestScope.of(ID)));
    }

    @Test
    void unlimitedAccount_isAskedAboutOnceASecond_andItsTokensAreCounted() {
        assertTrue(one.balance().take(TestScope.of(UNLIMITED)));
        int before = one.database().writes();
        assertEquals(100, one.take(UNLIMITED, 100));
        assertEquals(before + 100, one.database().writes());
        assertEquals(101, one.issued(UNLIMITED));
    }

    @Test
    void close_givesBackWhatIsLeft_andLeavesNoJournal() {
        one.balance().set(ID, 10_000);
        one.take(ID, 300);
        one.balance().close();

        assertEquals(9_700, two.free(ID));
        assertEquals(ImmutableList.of(), two.rows());
        assertEquals(0, journals());
    }

    private int journals() {
        String[] names = data.resolve("leases").toFile().list();
        return names == null ? 0 : names.length;
    }

    @Test
    void creditAndSet_leaveNoJournal() {
        one.balance().set(ID, 10);
        one.balance().credit(ID, 10);
        assertEquals(OptionalLong.of(20), one.balance().remaining(ID));
        one.tick(Duration.ofSeconds(10));
        assertFalse(Files.exists(data.resolve("leases")));
    }

    @Test
    void idleLease_isGivenBack_andLeasedAnewOnDemand() {
        one.balance().set(ID, 10_000);
        one.take(ID, 10);
        one.tick(TestNode.IDLE);
        assertEquals(9_000, one.free(ID), "the first tick saw a take");

        one.tick();
        assertEquals(9_990, one.free(ID));
        assertEquals(ImmutableList.of(), one.rows());

        assertEquals(10, one.take(ID, 10));
        assertEquals(9_980, one.remaining(ID));
        one.balance().close();
        assertEquals(9_980, two.free(ID));
    }

    @Test
    void leaseInUse_isKept() {
        one.balance().set(ID, 10_000);
        for (int i = 0; i < 12; i++) {
            one.take(ID, 1);
            one.tick();
        }
        assertEquals(9_000, one.free(ID));
    }

    @Test
    void tick_reportsWhatWasUsed() {
        one.balance().set(ID, 10_000);
        one.take(ID, 10);
        assertEquals(10_000, two.remaining(ID), "not reported so far");
        assertEquals(9_990, one.remaining(ID), "it knows its own");

        one.tick();

        assertEquals(9_990, two.remaining(ID));
        assertEquals(ImmutableList.of(new TestNode.Row(one.id(), ID, 1_000, 10, TestTime.START)), two.rows());
        int before = one.database().writes();
        one.tick();
        assertEquals(before, one.database().writes(), "nothing to report");
    }

    @Test
    void credit_whileOthersHoldLeases_returnsTheWholeBalance() {
        one.balance().set(ID, 10_000);
        one.take(ID, 10);
        one.tick();
        assertEquals(OptionalLong.of(9_995), two.balance().credit(ID, 5));
    }

    @Test
    void set_whileOthersHoldLeases_countsThem() {
        one.balance().set(ID, 10_000);
        one.take(ID, 10);
        one.tick();

        two.balance().set(ID, 100);

        assertEquals(100, two.remaining(ID));
        assertEquals(-890, two.free(ID), "one has 990");
        assertFalse(two.balance().take(TestScope.of(ID)));
        assertEquals(90, one.take(ID, 90));
        one.tick();
        assertEquals(10, two.remaining(ID));
        one.balance().close();
        assertEquals(10, two.free(ID));
    }

    @Test
    void accountThatBecameUnlimited_getsNothingBack() {
        one.balance().set(ID, 10_000);
        one.take(ID, 10);
        two.execute("UPDATE account SET tokens = NULL WHERE id = " + ID);
        one.balance().close();
        assertEquals(OptionalLong.empty(), two.balance().remaining(ID));
        assertEquals(ImmutableList.of(), two.rows());
    }

    @Test
    void rowThatIsGone_costsItsTokens_andNotTheBalance() {
        one.balance().set(ID, 100_000);
        one.take(ID, 1_600);
        two.execute("DELETE FROM token_lease");

        one.take(ID, 5_000);

        one.balance().close();
        long left = two.free(ID);
        assertTrue(left <= 93_400 && left >= 92_400, "of one lease, what was unused is lost: " + left);
    }

    @Test
    void rowThatIsGone_leavesMemoryWithTheNextTick() {
        one.balance().set(ID, 4_000);
        assertEquals(10, one.take(ID, 10));
        one.execute("DELETE FROM token_lease", "UPDATE account SET tokens = 0 WHERE id = " + ID);

        one.tick();

        assertFalse(one.balance().takeAtHand(TestScope.of(ID)));
        assertFalse(one.balance().take(TestScope.of(ID)));
    }

    @Test
    void nodeThatFindsFewTokens_getsThoseThatAnotherNodeHolds() {
        one.balance().set(ID, 400);
        assertEquals(1, one.take(ID, 1));
        int taken = two.take(ID, 1_000);
        assertEquals(300, taken, "what the first node did not lease");
        assertEquals(100, two.balance().heldByOthers(ID), "as the first node last reported");

        one.tick();
        two.tick();

        assertEquals(99, two.take(ID, 1_000));
        assertEquals(0, two.remaining(ID));
        assertFalse(one.balance().take(TestScope.of(ID)));
    }

    @Test
    void nodeThatFindsEnough_leavesOthersTheirTokens() {
        one.balance().set(ID, 100_000);
        one.take(ID, 1);
        two.take(ID, 1);

        one.tick();

        assertEquals(
                TestNode.BLOCK - 1,
                one.rows().stream()
                        .filter(row -> row.node().equals(one.id()))
                        .mapToLong(row -> row.granted() - row.used())
                        .sum());
    }

    @Test
    void manyAccounts_areCountedApart() {
        one.addAccounts(LongStream.rangeClosed(1_001, 3_000));
        one.execute("UPDATE account SET tokens = 100 WHERE id > 1000");
        ContractThreads.run(20, thread -> {
            for (int i = 0; i < 100; i++) {
                assertEquals(2, one.take(new AccountId(1_001 + 100 * thread + i), 2));
            }
        });
        one.tick();
        assertEquals(2_000, two.rows().size());
        assertEquals(98, two.remaining(new AccountId(1_001)));

        one.balance().close();

        assertEquals(ImmutableList.of(), two.rows());
        assertEquals(98, two.free(new AccountId(1_001)));
        assertEquals(98, two.free(new AccountId(3_000)));
    }
}
