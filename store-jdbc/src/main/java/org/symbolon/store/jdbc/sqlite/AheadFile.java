package org.symbolon.store.jdbc.sqlite;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.BitSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.symbolon.core.store.usage.UsageScope;
import org.symbolon.store.jdbc.file.PrivateFiles;
import org.symbolon.store.jdbc.sqlite.TokensAhead.Tokens;
import org.symbolon.store.jdbc.usage.ScopeNumbers;

/**
 * How many tokens are ahead of their callers, in a file beside the database that is mapped into memory. What is written
 * to that memory survives a kill of the process, and writing costs no system call. One process has the file at a time,
 * by a lock; others take no tokens ahead.
 *
 * <p>The file has a header with the id of the machine's boot and the identity of the database, followed by places of
 * five numbers: three for a scope, how often its balance had been replaced, and how many tokens are unused. All numbers
 * are big-endian longs. After a power cut the numbers may be old, and in a copy of the data folder they are somebody
 * else's: then boot or database are not those of the header, and nobody gets the tokens back.
 */
final class AheadFile implements AutoCloseable {
    /** How many scopes can have tokens ahead. */
    static final int PLACES = 512;

    private static final int HEADER = 64;
    /** A line of the processor's cache, so that two places do not wait for each other. */
    private static final int PLACE = 64;

    private static final int REPLACED = 24;
    private static final int UNUSED = 32;
    private static final int SIZE = HEADER + PLACES * PLACE;
    private static final long MAGIC = 0x53594d4148454144L; // SYMAHEAD
    private static final VarHandle LONGS = MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    /** The files that are open in this JVM: POSIX drops the lock of a file when its process closes any channel of it. */
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private final Path file;
    private final FileChannel channel;
    private final ByteBuffer memory;
    private final BitSet taken = new BitSet(PLACES);
    private final ImmutableList<Left> left;

    /**
     * What a process left that did not end cleanly.
     *
     * @param scope for what the tokens count as issued
     * @param unused the tokens
     */
    record Left(UsageScope scope, Tokens unused) {}

    private AheadFile(Path file, FileChannel channel, Optional<UUID> boot, UUID database) throws IOException {
        this.file = file;
        this.channel = channel;
        if (channel.size() < SIZE) {
            fill(channel);
        }
        this.memory = channel.map(FileChannel.MapMode.READ_WRITE, 0, SIZE);
        byte[] header = header(boot, database);
        boolean trusted = boot.isPresent() && memory.slice(0, HEADER).equals(ByteBuffer.wrap(header));
        this.left = trusted ? read() : ImmutableList.of();
        memory.put(0, new byte[SIZE]).put(0, header);
    }

    /**
     * Opens the file and forgets what is in it.
     *
     * @param boot the id of the machine's boot; without one, tokens of a killed process are not given back
     * @param database the identity of the database
     * @return the file; empty if somebody has it
     */
    static Optional<AheadFile> open(Path file, Optional<UUID> boot, UUID database) throws IOException {
        Path path = PrivateFiles.realPath(file);
        if (!HELD.add(path)) {
            return Optional.empty();
        }
        Optional<AheadFile> opened = Optional.empty();
        try {
            PrivateFiles.createIfAbsent(path);
            FileChannel channel = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
            try {
                if (channel.tryLock() != null) {
                    opened = Optional.of(new AheadFile(path, channel, boot, database));
                }
            } finally {
                if (opened.isEmpty()) {
                    channel.close();
                }
            }
        } finally {
            if (opened.isEmpty()) {
                HELD.remove(path);
            }
        }
        return opened;
    }

    /** Touching mapped memory for which the disk has no room would crash the process. */
    private static void fill(FileChannel channel) throws IOException {
        ByteBuffer zeros = ByteBuffer.allocate(SIZE);
        while (zeros.hasRemaining()) {
            channel.write(zeros, zeros.position());
        }
    }

    private static byte[] header(Optional<UUID> boot, UUID database) {
        ByteBuffer header = ByteBuffer.allocate(HEADER).putLong(MAGIC);
        for (UUID id : new UUID[] {boot.orElse(new UUID(0, 0)), database}) {
            header.putLong(id.getMostSignificantBits()).putLong(id.getLeastSignificantBits());
        }
        return header.array();
    }

    private ImmutableList<Left> read() {
        ImmutableList.Builder<Left> read = ImmutableList.builder();
        for (int place = HEADER; place < SIZE; place += PLACE) {
            ByteBuffer numbers = memory.slice(place, PLACE);
            ScopeNumbers scope = new ScopeNumbers(numbers.getLong(), numbers.getLong(), numbers.getLong());
            Tokens unused = new Tokens(numbers.getLong(UNUSED), numbers.getLong(REPLACED));
            if (unused.count() > 0 && unused.count() <= TokensAhead.MOST_AHEAD) {
                scope.scope().ifPresent(known -> read.add(new Left(known, unused)));
            }
        }
        return read.build();
    }

    /** What the last process left; nothing if it ended cleanly, or if the numbers may be old. */
    ImmutableList<Left> left() {
        return left;
    }

    /** The place of one scope. Whoever has it guards it. */
    final class Place implements AutoCloseable {
        private final int index;
        private final int position;

        private Place(int index, UsageScope scope) {
            this.index = index;
            this.position = HEADER + index * PLACE;
            ScopeNumbers numbers = ScopeNumbers.of(scope);
            memory.putLong(position + Long.BYTES, numbers.drm())
                    .putLong(position + 2 * Long.BYTES, numbers.dayAndEnvironment())
                    .putLong(position, numbers.account());
        }

        /** Notes where unused tokens are from. To be called while there are none. */
        void replaced(long times) {
            LONGS.setRelease(memory, position + REPLACED, times);
        }

        /** Notes how many tokens are unused. To be called before one that is used leaves this process. */
        void unused(long tokens) {
            LONGS.setRelease(memory, position + UNUSED, tokens);
        }

        /** Gives the place to others. */
        @Override
        public void close() {
            unused(0);
            synchronized (taken) {
                taken.clear(index);
            }
        }
    }

    /** A place for a scope; empty if all are taken. */
    Optional<Place> place(UsageScope scope) {
        synchronized (taken) {
            int free = taken.nextClearBit(0);
            if (free == PLACES) {
                return Optional.empty();
            }
            taken.set(free);
            return Optional.of(new Place(free, scope));
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
        HELD.remove(file);
    }
}
