package org.symbolon.store.jdbc.lease;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.symbolon.core.error.StoreUnavailableException;
import org.symbolon.core.store.account.EndedLease;
import org.symbolon.core.value.AccountId;
import org.symbolon.store.jdbc.database.OpenDatabase;
import org.symbolon.store.jdbc.file.PrivateFiles;
import org.symbolon.store.jdbc.lease.LeaseJournal.Content;
import org.symbolon.store.jdbc.lease.LeaseTable.Row;

/**
 * Returns the leases of processes that ended without doing so, as far as their journals say what was not used. A journal
 * is left alone if its process lives, which a lock on the file and one in the database tell, and if it is a copy of a
 * journal: the process may have used tokens since the copy was made.
 */
final class LeaseRecovery {
    private static final Logger LOG = LoggerFactory.getLogger(LeaseRecovery.class);

    private static final int ATTEMPTS = 10;
    private static final Duration ATTEMPT_INTERVAL = Duration.ofMillis(100);

    private final OpenDatabase database;
    private final Optional<Path> folder;
    private final LeasedBalance.Machine machine;
    private final LivingNodes living;

    /** The journals that were left alone, each of which is logged once. */
    private final Set<Path> leftAlone = new HashSet<>();

    LeaseRecovery(OpenDatabase database, Optional<Path> folder, LeasedBalance.Machine machine, LivingNodes living) {
        this.database = database;
        this.folder = folder;
        this.machine = machine;
        this.living = living;
    }

    /**
     * Looks at all journals in the folder, if there is one. If this is cut short it can be run again, because a lease
     * that was returned has no row any more.
     *
     * @throws StoreUnavailableException if the leases of a journal could not be returned now
     */
    void run() {
        List<IOException> failures = new ArrayList<>();
        for (Path file : folder.map(LeaseRecovery::files).orElse(List.of())) {
            try {
                recover(file);
            } catch (IOException e) {
                failures.add(e);
            }
        }
        if (!failures.isEmpty()) {
            throw new StoreUnavailableException(
                    "a lease journal in " + folder.orElseThrow() + " cannot be read", failures.get(0));
        }
    }

    private static List<Path> files(Path folder) {
        List<Path> files = new ArrayList<>();
        if (Files.isDirectory(folder)) {
            try (DirectoryStream<Path> found = Files.newDirectoryStream(folder)) {
                found.forEach(files::add);
            } catch (IOException e) {
                throw new StoreUnavailableException("the folder " + folder + " cannot be read", e);
            }
        }
        return files;
    }

    private void recover(Path file) throws IOException {
        Optional<UUID> node = LeaseJournal.node(file);
        Path path = PrivateFiles.realPath(file);
        if (node.isPresent() && LeaseJournal.hold(path)) {
            try {
                recoverUnlessLocked(path, node.get());
            } catch (NoSuchFileException e) {
                // Another process has recovered it in the meantime.
            } finally {
                LeaseJournal.release(path);
            }
        }
    }

    private void recoverUnlessLocked(Path file, UUID node) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            if (channel.tryLock() == null) {
                return;
            }
            Optional<Content> journal = JournalReader.read(content(channel), node);
            if (journal.isPresent() && isCopy(file, journal.get())) {
                leaveAlone(file, "is a copy or was moved from another disk; only the original can return its tokens");
            } else if (settle(file, new EndedProcess(node, journal))) {
                Files.deleteIfExists(file);
            } else {
                leaveAlone(file, "belongs to a node that is connected to the database");
            }
        }
    }

    /** Waits a moment the first time: the database needs one to notice that the connection of a killed process is gone. */
    private boolean settle(Path file, EndedProcess process) {
        int attempts = leftAlone.contains(file) ? 1 : ATTEMPTS;
        for (int attempt = 1; attempt < attempts; attempt++) {
            if (process.settle()) {
                return true;
            }
            LockSupport.parkNanos(ATTEMPT_INTERVAL.toNanos());
        }
        return process.settle();
    }

    private static boolean isCopy(Path file, Content journal) throws IOException {
        return journal.identity().isPresent() && !journal.identity().equals(LeaseJournal.identity(file));
    }

    private void leaveAlone(Path file, String reason) {
        if (leftAlone.add(file)) {
            LOG.warn("the lease journal {} is left alone: it {}", file, reason);
        }
    }

    private static ByteBuffer content(FileChannel channel) throws IOException {
        ByteBuffer content = ByteBuffer.allocate(Math.toIntExact(channel.size()));
        while (content.hasRemaining() && channel.read(content) >= 0) {
            // Reads until the buffer is full.
        }
        return content.flip();
    }

    /** A process that has ended, with its journal unless that is damaged. */
    private final class EndedProcess {
        private final UUID node;
        private final Optional<Content> journal;

        /**
         * Whether the machine was not switched off since: otherwise the journal may lack what had not been written to
         * the disk.
         */
        private final boolean sameBoot;

        EndedProcess(UUID node, Optional<Content> journal) {
            this.node = node;
            this.journal = journal;
            this.sameBoot =
                    machine.boot().isPresent() && journal.map(Content::boot).equals(Optional.of(machine.boot()));
        }

        /**
         * Returns what was not used, or logs how much is lost. Locks every account of the journal, even one without a
         * row: the last grant of the process may still be about to be committed.
         *
         * @return false if the process lives
         */
        boolean settle() {
            ImmutableSet<AccountId> named =
                    journal.map(content -> content.used().keySet()).orElse(ImmutableSet.of());
            Optional<ImmutableList<EndedLease>> ended =
                    new EndedNode(database, living, node, machine).end(named, this::used);
            ended.ifPresent(leases -> leases.forEach(this::log));
            return ended.isPresent();
        }

        /**
         * What the journal says was used. A process names an account in its journal before it leases any of
         * its tokens; so if the name is missing, the journal has lost something. If the process reported more than the
         * journal says, the journal is an old one that somebody has put back, such as a snapshot of the disk.
         */
        private Optional<LeaseUse> used(AccountId account, Row lease) {
            return journal.filter(content -> sameBoot)
                    .flatMap(content -> Optional.ofNullable(content.used().get(account)))
                    .filter(use -> use.total() >= lease.used());
        }

        private void log(EndedLease lease) {
            if (lease.returned() > 0) {
                LOG.info(
                        "{} tokens of account {} that node {} had leased and not used are back in the balance",
                        lease.returned(),
                        lease.account(),
                        node);
            }
            if (lease.writtenOff() > 0) {
                LOG.warn(
                        "up to {} tokens of account {} that node {} had leased are lost, because its journal {}",
                        lease.writtenOff(),
                        lease.account(),
                        node,
                        fault(lease.account()));
            }
        }

        private String fault(AccountId account) {
            if (journal.isEmpty()) {
                return "is damaged";
            }
            if (!sameBoot) {
                return "may be incomplete: its machine was switched off since";
            }
            return journal.get().used().containsKey(account)
                    ? "is older than the database: it was restored from a copy"
                    : "does not name the account";
        }
    }
}
