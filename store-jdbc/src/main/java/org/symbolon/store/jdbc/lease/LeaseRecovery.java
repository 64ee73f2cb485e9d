package org.symbolon.store.jdbc.lease;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.ImmutableSortedSet;
import com.google.common.collect.Iterables;
import com.google.common.collect.Sets;
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
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.symbolon.core.error.StoreUnavailableException;
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
    private final Path folder;
    private final LeasedBalance.Machine machine;
    private final LivingNodes living;

    /** The journals that were left alone, each of which is logged once. */
    private final Set<Path> leftAlone = new HashSet<>();

    LeaseRecovery(OpenDatabase database, Path folder, LeasedBalance.Machine machine, LivingNodes living) {
        this.database = database;
        this.folder = folder;
        this.machine = machine;
        this.living = living;
    }

    /**
     * Looks at all journals in the folder. If this is cut short it can be run again, because a lease that was returned
     * has no row any more.
     *
     * @throws StoreUnavailableException if the leases of a journal could not be returned now
     */
    void run() {
        List<IOException> failures = new ArrayList<>();
        for (Path file : files()) {
            try {
                recover(file);
            } catch (IOException e) {
                failures.add(e);
            }
        }
        if (!failures.isEmpty()) {
            throw new StoreUnavailableException("a lease journal in " + folder + " cannot be read", failures.get(0));
        }
    }

    private List<Path> files() {
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
            Optional<Content> journal = LeaseJournal.read(content(channel), node);
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

    /** What became of a lease: how many tokens were returned to the balance, or how many are lost at most. */
    private record Settled(AccountId account, long returned, long lost) {}

    /**
     * A process that has ended, with what it left: rows in the table of leases, and a journal unless that is damaged.
     */
    private final class EndedProcess {
        private final UUID node;
        private final Optional<Content> journal;
        private final LeaseTable table;

        /**
         * Whether the machine was not switched off since: otherwise the journal may lack what had not been written to
         * the disk.
         */
        private final boolean sameBoot;

        EndedProcess(UUID node, Optional<Content> journal) {
            this.node = node;
            this.journal = journal;
            this.table = new LeaseTable(node.toString(), machine.clock());
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
            Optional<ImmutableSortedSet<AccountId>> leased = database.write(
                    handle -> living.hasEnded(handle, node) ? Optional.of(table.accounts(handle)) : Optional.empty());
            if (leased.isEmpty()) {
                return false;
            }
            ImmutableSet<AccountId> named =
                    journal.map(content -> content.used().keySet()).orElse(ImmutableSet.of());
            ImmutableSortedSet<AccountId> accounts =
                    ImmutableSortedSet.copyOf(LeaseTable.LOCKING_ORDER, Sets.union(leased.get(), named));
            for (List<AccountId> group : Iterables.partition(accounts, LeaseTransfers.GROUP)) {
                database.write(handle -> settle(handle, group)).forEach(this::log);
            }
            return true;
        }

        private ImmutableList<Settled> settle(Handle handle, List<AccountId> group) {
            return group.stream().map(account -> settle(handle, account)).collect(ImmutableList.toImmutableList());
        }

        /**
         * A process names an account in its journal before it leases any of its tokens; so if the name is missing, the
         * journal has lost something.
         */
        private Settled settle(Handle handle, AccountId account) {
            Optional<Long> used = journal.filter(content -> sameBoot)
                    .flatMap(content -> Optional.ofNullable(content.used().get(account)));
            if (used.isPresent()) {
                return new Settled(account, unused(table.end(handle, account, used.get()), used.get()), 0);
            }
            Optional<Row> row = table.delete(handle, account);
            return new Settled(account, 0, unused(row, row.map(Row::used).orElse(0L)));
        }

        private static long unused(Optional<Row> row, long used) {
            return Math.max(0, row.map(Row::granted).orElse(used) - used);
        }

        private void log(Settled settled) {
            if (settled.returned > 0) {
                LOG.info(
                        "{} tokens of account {} that node {} had leased and not used are back in the balance",
                        settled.returned,
                        settled.account,
                        node);
            }
            if (settled.lost > 0) {
                LOG.warn(
                        "up to {} tokens of account {} that node {} had leased are lost, because its journal {}",
                        settled.lost,
                        settled.account,
                        node,
                        fault());
            }
        }

        private String fault() {
            if (journal.isEmpty()) {
                return "is damaged";
            }
            return sameBoot ? "does not name the account" : "may be incomplete: its machine was switched off since";
        }
    }
}
