package org.symbolon.store.jdbc;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import org.symbolon.core.account.AccountId;
import org.symbolon.core.error.StoreUnavailableException;

/**
 * How many tokens this process issued of each account, in memory that belongs to a file: what was written there is not lost when the process is
 * killed, and writing costs no more than to any other memory. Made when the first account needs it.
 */
final class LeaseJournal {
    private final UUID node = UUID.randomUUID();
    private final Path folder;
    private final Optional<UUID> boot;

    private Optional<JournalFile> file = Optional.empty();
    private ByteBuffer memory = ByteBuffer.allocate(0);
    private int next;

    LeaseJournal(Path folder, Optional<UUID> boot) {
        this.folder = folder;
        this.boot = boot;
    }

    /** The place of one account. */
    record Slot(ByteBuffer memory, int position) {

        /** Notes how many tokens were used, before the last of them leaves. */
        void use(long used) {
            JournalFormat.put(memory, position + JournalFormat.USED, used);
        }
    }

    /** Names this process, in the name of the file and in the table of leases. */
    UUID node() {
        return node;
    }

    /** A place for an account that has none yet. The file says so before anything is leased: an account that it does not name has no lease. */
    synchronized Slot slot(AccountId account) {
        try {
            if (next == memory.capacity()) {
                memory = open().grow();
                next = 0;
            }
        } catch (IOException e) {
            throw new StoreUnavailableException("the lease journal in " + folder + " cannot be written", e);
        }
        Slot slot = new Slot(memory, next);
        JournalFormat.put(memory, next, account.value());
        next += JournalFormat.SLOT;
        return slot;
    }

    private JournalFile open() throws IOException {
        if (file.isEmpty()) {
            file = Optional.of(JournalFile.create(folder, node, boot));
        }
        return file.get();
    }

    /** Removes the file, as no lease is left; no slot may be used any more. */
    synchronized void delete() throws IOException {
        if (file.isPresent()) {
            file.get().delete();
        }
    }

    /** Leaves the file to the next process; no slot may be used any more. */
    synchronized void abandon() throws IOException {
        if (file.isPresent()) {
            file.get().close();
        }
    }
}
