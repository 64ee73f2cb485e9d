package org.symbolon.store.jdbc.lease;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableList;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.symbolon.core.store.account.EndedLease;
import org.symbolon.core.value.AccountId;
import org.symbolon.store.jdbc.lease.TestDatabase.Mode;

/** Nodes without a lease folder, and what others do about their leases when they are gone. */
@Timeout(60)
final class LostNodesTest {
    private static final AccountId ID = new AccountId(7);
    private static final Duration LOOK = Duration.ofSeconds(5);

    @TempDir
    private Path data;

    private TestNode lost;
    private TestNode other;

    @BeforeEach
    void open() {
        lost = TestNode.withoutFolder(data, ID.value());
        other = TestNode.in(data);
        lost.balance().set(ID, 4_000);
        other.tick();
    }

    @AfterEach
    void close() {
        other.close();
    }

    @Test
    void nodeThatIsGone_isWrittenOffAtTheSecondLook_andNothingComesBack() {
        assertEquals(300, lost.take(ID, 300));
        lost.tick();
        lost.disconnect();

        other.tick(LOOK);
        assertEquals(1, other.rows().size(), "its connection may only have broken");
        other.tick(LOOK);

        assertEquals(ImmutableList.of(), other.rows());
        assertEquals(700, other.writtenOff(ID));
        assertEquals(3_000, other.remaining(ID));
        assertEquals(3_000, other.take(ID, Integer.MAX_VALUE));
        assertFalse(Files.exists(data.resolve("leases").resolve(LeaseJournal.fileName(UUID.fromString(lost.id())))));
    }

    @Test
    void nodeThatIsGone_losesNoMoreThanOneLease_howeverMuchItHasIssuedSinceItsLastReport() {
        lost.addAccounts(LongStream.of(8));
        AccountId busy = new AccountId(8);
        lost.balance().set(busy, 1_000_000);
        assertEquals(50_000, lost.take(busy, 50_000));
        lost.disconnect();

        other.tick(LOOK.multipliedBy(2));

        assertTrue(other.writtenOff(busy) <= TestNode.BLOCK, other.writtenOff(busy) + " are written off");
        assertTrue(other.remaining(busy) <= 950_000, "never more than there were");
    }

    @Test
    void nodeThatWasWrittenOff_issuesNoTokenThatAnotherOneGets() {
        int issued = lost.take(ID, 300);
        lost.disconnect();
        other.tick(LOOK.multipliedBy(2));
        issued += other.take(ID, Integer.MAX_VALUE);
        issued += lost.take(ID, 100);
        lost.tick();
        issued += lost.take(ID, Integer.MAX_VALUE);

        assertTrue(issued <= 4_000, issued + " were issued of 4000");
        lost.close();
    }

    @Test
    void nodeThatIsConnectedAgainAtTheNextLook_keepsItsLease() {
        lost.take(ID, 300);
        lost.disconnect();
        other.tick(LOOK);
        lost.tick();
        other.tick(LOOK);
        lost.disconnect();
        other.tick(LOOK);

        assertEquals(1, other.rows().size());
        assertEquals(0, other.writtenOff(ID));
        lost.close();
    }

    @Test
    void nodeThatEnds_returnsItsLease() {
        lost.take(ID, 300);
        lost.close();

        assertEquals(3_700, other.free(ID));
        assertEquals(0, other.writtenOff(ID));
    }

    @Test
    void storeAway_isTriedAgain() {
        lost.take(ID, 300);
        lost.disconnect();
        other.tick(LOOK);
        other.database().become(Mode.DEAF);
        other.tick(LOOK);
        other.database().become(Mode.WORKS);
        other.tick(LOOK.multipliedBy(2));

        assertEquals(ImmutableList.of(), other.rows());
        assertTrue(other.writtenOff(ID) <= 1_000, "once, not twice");
    }

    @Test
    void nodeWithAJournal_isLeftToThatJournal() {
        TestNode journaled = TestNode.in(data);
        assertEquals(100, journaled.take(ID, 100));
        journaled.disconnect();
        other.tick(LOOK.multipliedBy(3));
        assertEquals(1, other.rows().size());
        journaled.close();
    }

    @Test
    void operator_givesBackWhatWasNotReported_orWritesItOff() {
        lost.take(ID, 300);
        lost.tick();
        assertEquals(Optional.empty(), other.balance().endLeases(lost.id(), true), "it lives");
        lost.disconnect();

        assertEquals(
                Optional.of(ImmutableList.of(new EndedLease(ID, 700, 0))),
                other.balance().endLeases(lost.id(), true));
        assertEquals(Optional.of(ImmutableList.of()), other.balance().endLeases(lost.id(), true));
        assertEquals(3_700, other.free(ID));

        TestNode second = TestNode.in(data);
        second.take(ID, 1);
        second.tick();
        second.disconnect();
        assertEquals(
                Optional.of(ImmutableList.of(new EndedLease(ID, 0, 924))),
                other.balance().endLeases(second.id(), false));
        assertEquals(924, other.writtenOff(ID));
        assertEquals(2_775, other.free(ID));
        second.close();
        assertEquals(2_775, other.free(ID), "its journal has no row to settle");
    }
}
