package org.symbolon.store.jdbc.lease;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableList;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.symbolon.core.error.StoreUnavailableException;
import org.symbolon.core.value.AccountId;
import org.symbolon.store.jdbc.lease.TestDatabase.Mode;
import org.symbolon.testing.store.ContractThreads;
import org.symbolon.testing.store.TestScope;

/** Leases while the store does not answer, and after that. At the end, every token was taken or is in the balance. */
@Timeout(60)
final class LeaseOutageTest {
    private static final AccountId ID = new AccountId(7);
    private static final int TOKENS = 10_000;
    private static final Duration SECOND = Duration.ofSeconds(1);

    @TempDir
    private Path data;

    private TestNode node;
    private TestNode other;
    private int taken;

    @BeforeEach
    void open() {
        node = TestNode.in(data, ID.value());
        other = TestNode.in(data);
        node.balance().set(ID, TOKENS);
    }

    @AfterEach
    void close() {
        node.close();
        other.close();
    }

    private void take(int tokens) {
        assertEquals(tokens, node.take(ID, tokens));
        taken += tokens;
    }

    private void assertNothingIsLost() {
        assertEquals(TOKENS - taken, other.free(ID));
        assertEquals(ImmutableList.of(), other.rows());
    }

    private void assertUnavailable() {
        assertThrows(StoreUnavailableException.class, () -> node.balance().take(TestScope.of(ID)));
    }

    @Test
    void storeAway_tokensGoOnAsLongAsTheLeaseLasts_andAgainWhenItIsBack() {
        take(1);
        node.database().become(Mode.AWAY);
        take(TestNode.BLOCK - 1);
        node.pass(SECOND);
        assertUnavailable();

        node.database().become(Mode.WORKS);
        node.pass(SECOND);
        take(1);

        node.balance().close();
        assertNothingIsLost();
    }

    @Test
    void storeAway_isAskedOnceASecondForAnAccount() {
        node.database().become(Mode.AWAY);
        int before = node.database().writes();
        for (int i = 0; i < 10; i++) {
            assertUnavailable();
        }
        assertEquals(before + 1, node.database().writes());
    }

    @Test
    void storeAway_manyCallers_areAnsweredByOneQuestion() {
        node.database().become(Mode.AWAY);
        int before = node.database().writes();
        ContractThreads.run(16, thread -> assertUnavailable());
        assertEquals(before + 1, node.database().writes());
    }

    @Test
    void storeAway_idleLeaseIsKept() {
        take(1);
        node.tick();
        assertEquals(TestNode.BLOCK - 1, node.balance().unused());
        assertEquals(Optional.empty(), node.balance().problem());
        node.database().become(Mode.AWAY);
        node.tick(Duration.ofSeconds(10));
        take(100);
        assertTrue(node.balance().problem().isPresent());

        node.database().become(Mode.WORKS);
        node.tick(Duration.ofSeconds(10));
        assertEquals(Optional.empty(), node.balance().problem());
        assertEquals(0, node.balance().unused());
        assertNothingIsLost();
    }

    @Test
    void grantWhoseAnswerWasLost_isFoundByTheNext() {
        node.database().become(Mode.DEAF);
        assertUnavailable();
        assertEquals(TOKENS - TestNode.BLOCK, other.free(ID), "but granted");

        node.database().become(Mode.WORKS);
        node.pass(SECOND);
        take(10);

        assertEquals(TOKENS - TestNode.BLOCK, other.free(ID), "no more was granted");
        node.balance().close();
        assertNothingIsLost();
    }

    @Test
    void grantWhoseAnswerWasLost_isGivenBackIfNobodyAsks() {
        node.database().become(Mode.DEAF);
        assertUnavailable();
        node.database().become(Mode.WORKS);
        node.tick(Duration.ofSeconds(6));
        assertNothingIsLost();
    }

    @Test
    void lastTokensGrantedByALostAnswer_areFoundByTheNext() {
        node.balance().set(ID, 1);
        node.database().become(Mode.DEAF);
        assertUnavailable();
        node.database().become(Mode.WORKS);
        node.pass(SECOND);

        assertTrue(node.balance().take(TestScope.of(ID)));
        assertFalse(node.balance().take(TestScope.of(ID)));
    }

    @Test
    void giveBackWhoseAnswerWasLost_isNotTakenFromAgain() {
        take(10);
        node.tick();
        node.database().become(Mode.DEAF);
        node.tick(TestNode.IDLE);
        assertEquals(TOKENS - 10, other.free(ID), "but given back");
        assertFalse(node.balance().takeAtHand(TestScope.of(ID)));

        node.database().become(Mode.WORKS);
        take(5);
        node.balance().close();
        assertNothingIsLost();
    }

    @Test
    void setAndCreditWhoseAnswerIsLost_areFoundOutByAsking() {
        take(10);
        node.database().become(Mode.DEAF);
        assertThrows(StoreUnavailableException.class, () -> node.balance().set(ID, TOKENS - 10));
        assertThrows(StoreUnavailableException.class, () -> node.balance().credit(ID, 10));
        node.database().become(Mode.WORKS);

        assertEquals(TOKENS, node.remaining(ID));
        take(5);
        assertEquals(TOKENS - 5, node.remaining(ID));
    }

    @Test
    void setThatWasNotMade_leavesTheLease() {
        take(10);
        node.database().become(Mode.AWAY);
        assertThrows(StoreUnavailableException.class, () -> node.balance().set(ID, 3));
        assertTrue(node.balance().takeAtHand(TestScope.of(ID)));
    }

    @Test
    void closeWhileTheStoreIsAway_leavesTheJournalToTheNext() throws Exception {
        take(10);
        node.database().become(Mode.AWAY);
        node.balance().close();
        assertUnavailable();
        assertEquals(TOKENS - TestNode.BLOCK, other.free(ID));

        other.tick(Duration.ofSeconds(5));

        assertNothingIsLost();
        try (var files = Files.list(data.resolve("leases"))) {
            assertEquals(0, files.count());
        }
    }

    @Test
    void storeThatComesAndGoesUnderLoad_losesAndSellsNothing() {
        AtomicInteger all = new AtomicInteger();
        ContractThreads.run(5, thread -> {
            if (thread == 0) {
                comeAndGo();
            } else {
                all.addAndGet(takeOn());
            }
        });
        node.database().become(Mode.WORKS);
        node.pass(SECOND);
        taken = all.get() + node.take(ID, TOKENS);

        assertEquals(TOKENS, taken);
        node.balance().close();
        assertNothingIsLost();
    }

    private void comeAndGo() {
        for (int i = 0; i < 20; i++) {
            for (Mode mode : new Mode[] {Mode.WORKS, Mode.AWAY, Mode.DEAF}) {
                node.database().become(mode);
                node.tick();
            }
        }
    }

    private int takeOn() {
        int ofThread = 0;
        for (int i = 0; i < TOKENS / 5; i++) {
            ofThread += takeIfAvailable();
        }
        return ofThread;
    }

    private int takeIfAvailable() {
        try {
            return node.take(ID, 1);
        } catch (StoreUnavailableException e) {
            return 0;
        }
    }
}
