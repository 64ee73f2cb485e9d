package org.symbolon.store.jdbc;

import com.google.common.collect.ImmutableMap;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.symbolon.core.account.AccountId;

/**
 * How a lease journal is written: a header that names the node and the boot of its machine, then slots of two numbers, the account and how many
 * tokens the node issued of what it was granted. A slot whose account is zero is free. In big-endian longs, each of them at a multiple of eight.
 */
final class JournalFormat {
    static final int HEADER = 64;
    static final int SLOT = 16;
    static final int USED = 8;

    /** By how many slots a journal grows. */
    static final int SLOTS = 4_096;

    private static final String SUFFIX = ".lease";
    private static final long MAGIC = 0x53594d4c45415345L; // SYMLEASE
    private static final long VERSION = 1;
    private static final UUID NO_BOOT = new UUID(0, 0);
    private static final VarHandle LONGS = MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    /**
     * What a process that is gone left behind.
     *
     * @param boot of the machine at that time
     * @param used what it issued, by account
     */
    record Content(Optional<UUID> boot, ImmutableMap<AccountId, Long> used) {}

    private JournalFormat() {}

    static String fileName(UUID node) {
        return node + SUFFIX;
    }

    /** Under this name a journal is begun, so that nobody takes it for one of a process that is gone before it is locked. */
    static String unfinishedName(UUID node) {
        return fileName(node) + ".new";
    }

    /** The node of a journal, by the name of its file; empty for other files. */
    static Optional<UUID> node(Path file) {
        String name = file.getFileName().toString();
        try {
            UUID node = UUID.fromString(name.substring(0, Math.max(0, name.length() - SUFFIX.length())));
            return Optional.of(node).filter(n -> fileName(n).equals(name));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** The start of a journal that has room for no account. */
    static ByteBuffer header(UUID node, Optional<UUID> boot) {
        ByteBuffer header = ByteBuffer.allocate(HEADER);
        header.putLong(MAGIC).putLong(VERSION);
        put(header, node);
        put(header, boot.orElse(NO_BOOT));
        return header.rewind();
    }

    private static void put(ByteBuffer buffer, UUID id) {
        buffer.putLong(id.getMostSignificantBits()).putLong(id.getLeastSignificantBits());
    }

    /** Writes a number at once and whole, for whoever looks at the memory after this process. */
    static void put(ByteBuffer memory, int position, long number) {
        LONGS.setRelease(memory, position, number);
    }

    /** Reads a journal; empty if it is not one of the node or makes no sense. */
    static Optional<Content> read(ByteBuffer file, UUID node) {
        if (file.remaining() < HEADER
                || file.getLong() != MAGIC
                || file.getLong() != VERSION
                || !getId(file).equals(node)) {
            return Optional.empty();
        }
        Optional<UUID> boot = Optional.of(getId(file)).filter(id -> !id.equals(NO_BOOT));
        file.position(HEADER);
        return readSlots(file).map(used -> new Content(boot, used));
    }

    private static UUID getId(ByteBuffer file) {
        return new UUID(file.getLong(), file.getLong());
    }

    private static Optional<ImmutableMap<AccountId, Long>> readSlots(ByteBuffer slots) {
        Map<AccountId, Long> read = new LinkedHashMap<>();
        while (slots.remaining() >= SLOT) {
            long account = slots.getLong();
            long used = slots.getLong();
            boolean free = account == 0 && used == 0;
            if (!free && (account <= 0 || used < 0 || read.put(new AccountId(account), used) != null)) {
                return Optional.empty();
            }
        }
        return Optional.of(ImmutableMap.copyOf(read));
    }
}
