package org.symbolon.store.jdbc.lease;

import com.google.common.collect.ImmutableMap;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.LocalDate;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.symbolon.core.error.StoreUnavailableException;
import org.symbolon.core.store.usage.UsageScope;
import org.symbolon.core.value.AccountId;
import org.symbolon.store.jdbc.file.PrivateFiles;
import org.symbolon.store.jdbc.usage.ScopeNumbers;

/**
 * How many leased tokens this process has used of each account, in a memory-mapped file. What is written to that memory
 * survives a kill of the process, and writing costs no system call. The file is locked as long as the process lives,
 * and created when the first account needs it.
 *
 * <p>The file has a header with the id of the node, the id of the machine's boot and the identity of the file itself,
 * followed by slots of four numbers: an account, the letters of a DRM's id, a day with the environment as its lowest
 * bit, and how many tokens were used for that DRM and environment on this day and all earlier ones whose number is as
 * even or odd. An account of zero marks a free slot. All numbers are big-endian longs at multiples of eight bytes. A
 * copy of the file has another identity than its header says, so nobody takes it for the journal, which may have gone
 * on since.
 *
 * <p>Without a folder there is no file: what is written is lost with the process.
 */
final class LeaseJournal {
    static final int HEADER = 64;
    static final int SLOT = 32;
    static final int DRM = 8;
    static final int DAY = 16;
    static final int USED = 24;

    /** By how many slots a journal grows. */
    static final int SLOTS = 4_096;

    private static final Logger LOG = LoggerFactory.getLogger(LeaseJournal.class);
    private static final String SUFFIX = ".lease";
    static final long MAGIC = 0x53594d4c45415345L; // SYMLEASE
    static final long VERSION = 3;
    static final UUID NO_ID = new UUID(0, 0);
    private static final VarHandle LONGS = MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    /**
     * The journals that are open in this JVM. No other code in it may open one of them, even for reading: POSIX drops
     * the lock of a file as soon as its process closes any channel of it.
     */
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private final UUID node = UUID.randomUUID();
    private final Optional<Path> folder;
    private final Optional<UUID> boot;

    private Optional<Path> file = Optional.empty();
    private Optional<FileChannel> channel = Optional.empty();
    private ByteBuffer memory = ByteBuffer.allocate(0);
    private int next;

    /** A journal in a folder, if there is one; nothing is created before the first slot is. */
    LeaseJournal(Optional<Path> folder, Optional<UUID> boot) {
        this.folder = folder;
        this.boot = boot;
    }

    /** The place in the journal of what one account uses. The lease of the account guards it. */
    static final class Slot {
        private final ByteBuffer memory;
        private final int position;
        private UsageScope scope;
        private long used;

        Slot(ByteBuffer memory, int position, UsageScope scope) {
            this.memory = memory;
            this.position = position;
            this.scope = scope;
        }

        /** Whether tokens of this use are noted here. */
        boolean isFor(UsageScope other) {
            return scope.drm().equals(other.drm())
                    && scope.environment() == other.environment()
                    && LeaseUse.parity(scope) == LeaseUse.parity(other);
        }

        /** Notes one more token. To be called before it is given out. */
        void use(LocalDate day) {
            if (!scope.day().equals(day)) {
                scope = new UsageScope(scope.account(), scope.drm(), scope.environment(), day);
                LONGS.setRelease(memory, position + DAY, ScopeNumbers.dayAndEnvironment(scope));
            }
            used++;
            LONGS.setRelease(memory, position + USED, used);
        }

        LeaseUse.Tally tally() {
            return new LeaseUse.Tally(scope, used);
        }
    }

    /**
     * What a journal says.
     *
     * @param boot the id of the machine's boot when the journal was created
     * @param identity the identity of the file in which it was written; empty where files have none
     * @param used what tokens were used of each account
     */
    record Content(Optional<UUID> boot, Optional<UUID> identity, ImmutableMap<AccountId, LeaseUse> used) {}

    /** Identifies this process, in the name of the file and in the table of leases. */
    UUID node() {
        return node;
    }

    /**
     * Creates the slot of a use. To be called before the account's first lease: recovery relies on the journal to name
     * every account of which tokens were leased.
     */
    synchronized Slot slot(UsageScope scope) {
        try {
            if (next == memory.capacity()) {
                memory = folder.isPresent() ? grow(open(folder.get())) : ByteBuffer.allocateDirect(SLOTS * SLOT);
                next = 0;
            }
        } catch (IOException e) {
            throw new StoreUnavailableException(
                    "the lease journal in " + folder.orElseThrow() + " cannot be written", e);
        }
        Slot slot = new Slot(memory, next, scope);
        ScopeNumbers numbers = ScopeNumbers.of(scope);
        LONGS.setRelease(memory, next + DRM, numbers.drm());
        LONGS.setRelease(memory, next + DAY, numbers.dayAndEnvironment());
        // The last, so that a slot without an account is free, whatever a process that was killed had written.
        LONGS.setRelease(memory, next, numbers.account());
        next += SLOT;
        return slot;
    }

    private FileChannel open(Path parent) throws IOException {
        if (channel.isEmpty()) {
            PrivateFiles.createFolder(parent);
            Path path = PrivateFiles.realPath(parent.resolve(fileName(node)));
            hold(path);
            try {
                channel = Optional.of(create(path));
            } catch (IOException | RuntimeException | Error e) {
                release(path);
                throw e;
            }
            file = Optional.of(path);
        }
        return channel.get();
    }

    /**
     * Creates the file under another name and locks it before it gets its own, so that nobody takes it for the journal
     * of a killed process.
     */
    private FileChannel create(Path path) throws IOException {
        Path unfinished = path.resolveSibling(unfinishedName(node));
        PrivateFiles.create(unfinished);
        FileChannel created = FileChannel.open(unfinished, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            if (created.tryLock() == null) {
                throw new IOException("another process has locked " + unfinished);
            }
            append(created, header(node, boot, identity(unfinished)));
            Files.move(unfinished, path, StandardCopyOption.ATOMIC_MOVE);
            PrivateFiles.force(PrivateFiles.folderOf(path));
            return created;
        } catch (IOException | RuntimeException | Error e) {
            created.close();
            Files.deleteIfExists(unfinished);
            Files.deleteIfExists(path);
            throw e;
        }
    }

    /**
     * Appends free slots and maps them. They are written first: touching mapped memory for which the disk has no room
     * would crash the process.
     */
    private static ByteBuffer grow(FileChannel channel) throws IOException {
        long end = channel.size();
        append(channel, ByteBuffer.allocate(SLOTS * SLOT));
        return channel.map(FileChannel.MapMode.READ_WRITE, end, (long) SLOTS * SLOT);
    }

    /** Forces the bytes to the disk, so that even after a power cut the file says which accounts had leases. */
    private static void append(FileChannel channel, ByteBuffer bytes) throws IOException {
        long end = channel.size();
        try {
            while (bytes.hasRemaining()) {
                channel.write(bytes, end + bytes.position());
            }
            channel.force(true);
        } catch (IOException e) {
            channel.truncate(end);
            throw e;
        }
    }

    /**
     * Closes the file; no slot may be used any more.
     *
     * @param settled whether all leases were returned; then the file is deleted, otherwise recovery needs it
     */
    synchronized void close(boolean settled) {
        if (channel.isEmpty()) {
            return;
        }
        try {
            if (settled) {
                Files.deleteIfExists(file.orElseThrow());
            }
            channel.get().close();
        } catch (IOException e) {
            LOG.warn("the lease journal of node {} cannot be removed; the next start removes it", node, e);
        } finally {
            file.ifPresent(LeaseJournal::release);
        }
    }

    /** Reserves a journal, given by its real path, for one user within this JVM; false if another one has it. */
    static boolean hold(Path path) {
        return HELD.add(path);
    }

    static void release(Path path) {
        HELD.remove(path);
    }

    static String fileName(UUID node) {
        return node + SUFFIX;
    }

    static String unfinishedName(UUID node) {
        return fileName(node) + ".new";
    }

    /** The node whose journal a file is, by the name of the file; empty if it is not a journal. */
    static Optional<UUID> node(Path file) {
        String name = file.getFileName().toString();
        try {
            UUID node = UUID.fromString(name.substring(0, Math.max(0, name.length() - SUFFIX.length())));
            return Optional.of(node).filter(n -> fileName(n).equals(name));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** What tells a file from its copies, made of device and inode; empty where the operating system has no such key. */
    static Optional<UUID> identity(Path file) throws IOException {
        return Optional.ofNullable(
                        Files.readAttributes(file, BasicFileAttributes.class).fileKey())
                .map(key -> UUID.nameUUIDFromBytes(key.toString().getBytes(StandardCharsets.UTF_8)));
    }

    static ByteBuffer header(UUID node, Optional<UUID> boot, Optional<UUID> identity) {
        ByteBuffer header = ByteBuffer.allocate(HEADER);
        header.putLong(MAGIC).putLong(VERSION);
        for (UUID id : new UUID[] {node, boot.orElse(NO_ID), identity.orElse(NO_ID)}) {
            header.putLong(id.getMostSignificantBits()).putLong(id.getLeastSignificantBits());
        }
        return header.rewind();
    }
}
