package org.symbolon.store.jdbc.lease;

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
import org.symbolon.core.error.StoreUnavailableException;
import org.symbolon.core.value.AccountId;
import org.symbolon.store.jdbc.file.PrivateFiles;
import org.symbolon.store.jdbc.lease.LeaseJournal.Content;

final class LeaseJournalTest {
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
        return LeaseJournal.read(ByteBuffer.wrap(Files.readAllBytes(file(journal))), journal.node());
    }

    @Test
    void journal_isMadeWithItsFirstSlot_forItsOwnerAlone() throws IOException {
        LeaseJournal journal = new LeaseJournal(Optional.of(leases()), BOOT);
        assertFalse(Files.exists(leases()));

        journal.slot(new AccountId(5));

        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file(journal))));
        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(leases())));
        journal.close(true);
        assertFalse(Files.exists(file(journal)));
    }

    @Test
    void abandonedJournal_saysWhatWasUsed() throws IOException {
        LeaseJournal journal = new LeaseJournal(Optional.of(leases()), BOOT);
        LeaseJournal.Slot five = journal.slot(new AccountId(5));
        journal.slot(new AccountId(6));
        five.use(1);
        five.use(3_000_000_000L);
        journal.close(false);

        ImmutableMap<AccountId, Long> used = ImmutableMap.of(new AccountId(5), 3_000_000_000L, new AccountId(6), 0L);
        Optional<UUID> identity = LeaseJournal.identity(file(journal));
        assertEquals(Optional.of(new Content(BOOT, identity, used)), content(journal));
    }

    @Test
    void journal_growsWithTheAccounts() throws IOException {
        LeaseJournal journal = new LeaseJournal(Optional.of(leases()), Optional.empty());
        int accounts = 2 * LeaseJournal.SLOTS + 1;
        for (int i = 1; i <= accounts; i++) {
            journal.slot(new AccountId(i)).use(i);
        }
        journal.close(false);

        Content content = content(journal).orElseThrow();
        assertEquals(Optional.empty(), content.boot());
        assertEquals(accounts, content.used().size());
        content.used().forEach((account, used) -> assertEquals(account.value(), used));
    }

    @Test
    void journalThatCannotBeWritten_isUnavailable_andMadeLater() throws IOException {
        Files.createDirectories(leases().getParent());
        Files.createFile(leases());
        LeaseJournal journal = new LeaseJournal(Optional.of(leases()), BOOT);
        assertThrows(StoreUnavailableException.class, () -> journal.slot(new AccountId(5)));

        Files.delete(leases());
        journal.slot(new AccountId(5));
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
        journal.slot(new AccountId(5));
        Path real = PrivateFiles.realPath(file(journal));

        assertFalse(LeaseJournal.hold(real));
        journal.close(false);
        assertTrue(LeaseJournal.hold(real));
        LeaseJournal.release(real);
    }
}
