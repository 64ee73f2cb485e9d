package org.symbolon.store.jdbc.lease;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.symbolon.core.value.AccountId;
import org.symbolon.store.jdbc.usage.ScopeNumbers;
import org.symbolon.testing.store.TestScope;

/** A database that was restored from an old copy, and a journal that was: neither gives back what was issued. */
@Timeout(60)
final class LeaseOfOldCopyTest {
    private static final AccountId ID = new AccountId(7);
    private static final UUID NODE = UUID.fromString("00000000-0000-0000-0000-00000000beef");
    private static final Duration RECOVERY = Duration.ofSeconds(5);

    @TempDir
    private Path data;

    private TestNode node;

    @BeforeEach
    void open() throws IOException {
        node = TestNode.in(data, ID.value());
        node.balance().set(ID, 9_000);
        Files.createDirectories(data.resolve("leases"));
    }

    @AfterEach
    void close() {
        node.close();
    }

    /** The table and the journal say different things of one process, because one of them is old. */
    private void settle(long granted, long reported, long journal) throws IOException {
        node.execute("INSERT INTO token_lease (node, account, granted, used, reported) VALUES ('" + NODE + "', " + ID
                + ", " + granted + ", " + reported + ", 0)");
        ByteBuffer file = ByteBuffer.allocate(LeaseJournal.HEADER + LeaseJournal.SLOT);
        file.put(LeaseJournal.header(NODE, Optional.of(TestNode.BOOT), Optional.empty()));
        file.putLong(ID.value())
                .putLong(ScopeNumbers.of(TestScope.of(ID)).drm())
                .putLong(ScopeNumbers.dayAndEnvironment(TestScope.of(ID)))
                .putLong(journal);
        Files.write(data.resolve("leases").resolve(LeaseJournal.fileName(NODE)), file.array());
        node.tick(RECOVERY);
        assertEquals(0, node.rows().size());
    }

    @Test
    void journalNewerThanTheCopy_givesBackNoMoreThanItLeavesOfTheOldLease() throws IOException {
        settle(1_000, 100, 700);
        assertEquals(9_300, node.free(ID));
    }

    @Test
    void journalThatHasUsedMoreThanTheCopyHadGranted_givesBackNothing() throws IOException {
        settle(1_000, 100, 5_000);
        assertEquals(9_000, node.free(ID));
    }

    @Test
    void journalOlderThanTheDatabase_isNotBelieved() throws IOException {
        settle(6_000, 5_500, 700);
        assertEquals(9_000, node.free(ID));
        assertEquals(500, node.writtenOff(ID));
    }

    @Test
    void nodeThatRanOn_forgetsWhatTheOldCopyDoesNotKnowOf() {
        assertEquals(400, node.take(ID, 400), "too few for a top-up in the background");
        long remaining = node.remaining(ID);
        node.execute("UPDATE token_lease SET granted = 500, used = 10 WHERE node = '" + node.id() + "'");
        node.tick();

        assertEquals(100, node.take(ID, 100), "what the copy had granted");
        assertTrue(node.remaining(ID) <= remaining - 100, "the rest is taken from the balance anew");
    }

    @Test
    void nodeThatRanOn_andHadNoLeaseInTheOldCopy_beginsAnew() {
        assertEquals(400, node.take(ID, 400), "too few for a top-up in the background");
        long free = node.free(ID);
        node.execute("DELETE FROM token_lease");
        node.tick();

        assertEquals(free, node.take(ID, Integer.MAX_VALUE));
        assertEquals(0, node.remaining(ID));
    }
}
