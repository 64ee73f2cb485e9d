package org.symbolon.store.jdbc;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.UUID;

/** The file of a {@link LeaseJournal}, locked from before it has its name until it is closed or the process ends, however that happens. */
final class JournalFile implements AutoCloseable {
    private final Path file;
    private final FileChannel channel;

    private JournalFile(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /** Makes the file, with a header and no slots. */
    static JournalFile create(Path folder, UUID node, Optional<UUID> boot) throws IOException {
        PrivateFiles.createFolder(folder);
        Path file = HeldFiles.realPath(folder.resolve(JournalFormat.fileName(node)));
        HeldFiles.hold(file);
        try {
            return begin(file, node, boot);
        } catch (IOException | RuntimeException | Error e) {
            HeldFiles.release(file);
            throw e;
        }
    }

    private static JournalFile begin(Path file, UUID node, Optional<UUID> boot) throws IOException {
        Path unfinished = file.resolveSibling(JournalFormat.unfinishedName(node));
        PrivateFiles.create(unfinished);
        FileChannel channel = FileChannel.open(unfinished, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            if (channel.tryLock() == null) {
                throw new IOException(unfinished + " is held by another process");
            }
            append(channel, JournalFormat.header(node, boot));
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
            PrivateFiles.force(PrivateFiles.folderOf(file));
            return new JournalFile(file, channel);
        } catch (IOException | RuntimeException | Error e) {
            channel.close();
            Files.deleteIfExists(unfinished);
            Files.deleteIfExists(file);
            throw e;
        }
    }

    /** Adds empty slots and maps them. They are written, not skipped: a page for which there turns out to be no room on the disk would end the process. */
    ByteBuffer grow() throws IOException {
        int bytes = JournalFormat.SLOTS * JournalFormat.SLOT;
        long end = channel.size();
        append(channel, ByteBuffer.allocate(bytes));
        return channel.map(FileChannel.MapMode.READ_WRITE, end, bytes);
    }

    /** Forced to the disk, so that after a power cut there is a file that says whose leases were lost. */
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

    /** Removes the file, whose leases have been settled. */
    void delete() throws IOException {
        try (this) {
            Files.deleteIfExists(file);
        }
    }

    /** Leaves the file to whoever recovers it. */
    @Override
    public void close() throws IOException {
        try {
            channel.close();
        } finally {
            HeldFiles.release(file);
        }
    }
}
