package org.symbolon.store.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableMap;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.symbolon.core.account.AccountId;
import org.symbolon.core.error.StoreUnavailableException;
import org.symbolon.store.jdbc.JournalFormat.Content;

final class LeaseJournalTest {
    private static final Optional<UUID> BOOT = Optional.of(new UUID(1, 2));

    @TempDir
    private Path data;

    private Path leases() {
        return data.resolve("not/yet/there");
    }

    private Path file(LeaseJournal journal) {
        return leases().resolve(JournalFormat.fileName(journal.node()));
    }

    /** Only after the journal was left: closing the file drops its lock. */
    private Optional<Content> content(LeaseJournal journal) throws IOException {
        return JournalFormat.read(ByteBuffer.wrap(Files.readAllBytes(file(journal))), journal.node());
    }

    @Test
    void journal_isMadeWithItsFirstSlot_forItsOwnerAlone() throws IOException {
        LeaseJournal journal = new LeaseJournal(leases(), BOOT);
        assertFalse(Files.exists(leases()));

        journal.slot(new AccountId(5));

        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file(journal))));
        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(leases())));
        journal.delete();
        assertFalse(Files.exists(file(journal)));
    }

    @Test
    void abandonedJournal_saysWhatWasUsed() throws IOException {
        LeaseJournal journal = new LeaseJournal(leases(), BOOT);
        LeaseJournal.Slot five = journal.slot(new AccountId(5));
        journal.slot(new AccountId(6));
        five.use(1);
        five.use(3_000_000_000L);
        journal.abandon();

        ImmutableMap<AccountId, Long> used = ImmutableMap.of(new AccountId(5), 3_000_000_000L, new AccountId(6), 0L);
        assertEquals(Optional.of(new Content(BOOT, used)), content(journal));
    }

    @Test
    void journal_growsWithTheAccounts() throws IOException {
        LeaseJournal journal = new LeaseJournal(leases(), Optional.empty());
        int accounts = 2 * JournalFormat.SLOTS + 1;
        for (int i = 1; i <= accounts; i++) {
            journal.slot(new AccountId(i)).use(i);
        }
        journal.abandon();

        Content content = content(journal).orElseThrow();
        assertEquals(Optional.empty(), content.boot());
        assertEquals(accounts, content.used().size());
        content.used().forEach((account, used) -> assertEquals(account.value(), used));
    }

    @Test
    void journalThatCannotBeWritten_isUnavailable_andMadeLater() throws IOException {
        Files.createDirectories(leases().getParent());
        Files.createFile(leases());
        LeaseJournal journal = new LeaseJournal(leases(), BOOT);
        assertThrows(StoreUnavailableException.class, () -> journal.slot(new AccountId(5)));

        Files.delete(leases());
        journal.slot(new AccountId(5));
        journal.delete();
    }

    @Test
    void fileNames_tellJournalsFromOtherFiles() {
        UUID node = UUID.randomUUID();
        assertEquals(Optional.of(node), JournalFormat.node(data.resolve(JournalFormat.fileName(node))));
        for (String other :
                new String[] {"x", node.toString(), JournalFormat.unfinishedName(node), ".lease", "1.lease"}) {
            assertEquals(Optional.empty(), JournalFormat.node(data.resolve(other)), other);
        }
    }

    @Test
    void journal_isHeldInItsJvm_untilItIsLeft() throws IOException {
        LeaseJournal journal = new LeaseJournal(leases(), BOOT);
        journal.slot(new AccountId(5));
        Path real = HeldFiles.realPath(file(journal));

        assertFalse(HeldFiles.hold(real));
        journal.abandon();
        assertTrue(HeldFiles.hold(real));
        HeldFiles.release(real);
    }
}
