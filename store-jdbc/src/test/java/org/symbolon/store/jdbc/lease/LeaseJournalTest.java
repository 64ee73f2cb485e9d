package org.symbolon.store.jdbc.lease;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.symbolon.core.error.StoreUnavailableException;
import org.symbolon.core.store.usage.UsageScope;
import org.symbolon.core.value.AccountId;
import org.symbolon.core.value.DrmId;
import org.symbolon.core.value.Environment;
import org.symbolon.store.jdbc.file.PrivateFiles;
import org.symbolon.store.jdbc.lease.LeaseJournal.Content;
import org.symbolon.store.jdbc.lease.LeaseUse.Tally;
import org.symbolon.testing.store.TestScope;

final class LeaseJournalTest {
    private static final UsageScope FIVE = TestScope.of(new AccountId(5));
    private static final Optional<UUID> BOOT = Optional.of(new UUID(1, 2));

    @TempDir
    private Path data;

    private Path leases() {
        return data.resolve("not/yet/there");
    }

    private Path file(LeaseJournal journal) {
        return leases().resolve(LeaseJournal.fileName(journal.node()));
    }

    /** To be called after the journal was closed, because reading the file releases its lock. */
    private Optional<Content> content(LeaseJournal journal) throws IOException {
        return JournalReader.read(ByteBuffer.wrap(Files.readAllBytes(file(journal))), journal.node());
    }

    @Test
    void journal_isMadeWithItsFirstSlot_forItsOwnerAlone() throws IOException {
        LeaseJournal journal = new LeaseJournal(Optional.of(leases()), BOOT);
        assertFalse(Files.exists(leases()));

        journal.slot(FIVE);

        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file(journal))));
        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(leases())));
        journal.close(true);
        assertFalse(Files.exists(file(journal)));
    }

    @Test
    void abandonedJournal_saysWhatWasUsed() throws IOException {
        LeaseJournal journal = new LeaseJournal(Optional.of(leases()), BOOT);
        LeaseJournal.Slot five = journal.slot(FIVE);
        journal.slot(TestScope.of(new AccountId(6)));
        five.use(TestScope.DAY);
        five.use(TestScope.DAY);
        journal.close(false);

        ImmutableMap<AccountId, LeaseUse> used = ImmutableMap.of(
                new AccountId(5), use(new Tally(FIVE, 2)),
                new AccountId(6), use(new Tally(TestScope.of(new AccountId(6)), 0)));
        Optional<UUID> identity = LeaseJournal.identity(file(journal));
        assertEquals(Optional.of(new Content(BOOT, identity, used)), content(journal));
    }

    private static LeaseUse use(Tally... tallies) {
        return new LeaseUse(Stream.of(tallies).mapToLong(Tally::used).sum(), ImmutableList.copyOf(tallies));
    }

    @Test
    void journal_tellsDrmsEnvironmentsAndTwoDaysApart_andNeedsNoPlaceForAThird() throws IOException {
        LeaseJournal journal = new LeaseJournal(Optional.of(leases()), BOOT);
        UsageScope test = new UsageScope(FIVE.account(), new DrmId("longestx"), Environment.TEST, TestScope.DAY);
        UsageScope tomorrow = new UsageScope(FIVE.account(), FIVE.drm(), FIVE.environment(), TestScope.DAY.plusDays(1));
        LeaseJournal.Slot today = journal.slot(FIVE);
        journal.slot(test).use(test.day());
        journal.slot(tomorrow).use(tomorrow.day());
        today.use(TestScope.DAY);
        assertTrue(today.isFor(FIVE));
        assertFalse(today.isFor(tomorrow));
        UsageScope later = new UsageScope(FIVE.account(), FIVE.drm(), FIVE.environment(), TestScope.DAY.plusDays(2));
        assertTrue(today.isFor(later));
        today.use(later.day());
        journal.close(false);

        assertEquals(
                use(new Tally(later, 2), new Tally(test, 1), new Tally(tomorrow, 1)),
                content(journal).orElseThrow().used().get(FIVE.account()));
    }

    @Test
    void journal_growsWithTheAccounts() throws IOException {
        LeaseJournal journal = new LeaseJournal(Optional.of(leases()), Optional.empty());
        int accounts = 2 * LeaseJournal.SLOTS + 1;
        for (int i = 1; i <= accounts; i++) {
            LeaseJournal.Slot slot = journal.slot(TestScope.of(new AccountId(i)));
            slot.use(TestScope.DAY);
            if (i == accounts) {
                slot.use(TestScope.DAY);
            }
        }
        journal.close(false);

        Content content = content(journal).orElseThrow();
        assertEquals(Optional.empty(), content.boot());
        assertEquals(accounts, content.used().size());
        content.used().forEach((account, use) -> assertEquals(account.value() == accounts ? 2 : 1, use.total()));
    }

    @Test
    void journalThatCannotBeWritten_isUnavailable_andMadeLater() throws IOException {
        Files.createDirectories(leases().getParent());
        Files.createFile(leases());
        LeaseJournal journal = new LeaseJournal(Optional.of(leases()), BOOT);
        assertThrows(StoreUnavailableException.class, () -> journal.slot(FIVE));

        Files.delete(leases());
        journal.slot(FIVE);
        journal.close(true);
    }

    @Test
    void fileNames_tellJournalsFromOtherFiles() {
        UUID node = UUID.randomUUID();
        assertEquals(Optional.of(node), LeaseJournal.node(data.resolve(LeaseJournal.fileName(node))));
        for (String other :
                new String[] {"x", node.toString(), LeaseJournal.unfinishedName(node), ".lease", "1.lease"}) {
            assertEquals(Optional.empty(), LeaseJournal.node(data.resolve(other)), other);
        }
    }

    @Test
    void journal_isHeldInItsJvm_untilItIsLeft() throws IOException {
        LeaseJournal journal = new LeaseJournal(Optional.of(leases()), BOOT);
        journal.slot(FIVE);
        Path real = PrivateFiles.realPath(file(journal));

        assertFalse(LeaseJournal.hold(real));
        journal.close(false);
        assertTrue(LeaseJournal.hold(real));
        LeaseJournal.release(real);
    }
}
