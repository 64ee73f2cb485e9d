package org.symbolon.store.jdbc;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.symbolon.core.error.StoreUnavailableException;

/** Looks for the journals of processes that ended without giving back what they had, and gives it back for them. */
final class LeaseRecovery {
    private final Writer writer;
    private final Path folder;
    private final Machine machine;

    LeaseRecovery(Writer writer, Path folder, Machine machine) {
        this.writer = writer;
        this.folder = folder;
        this.machine = machine;
    }

    /**
     * Recovers whatever can be. May be cut short and done again anywhere: of a lease that was settled there is no row.
     *
     * @throws StoreUnavailableException if something could not be recovered now
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
        Optional<UUID> node = JournalFormat.node(file);
        Path real = HeldFiles.realPath(file);
        if (node.isPresent() && HeldFiles.hold(real)) {
            try {
                recoverUnlessLocked(real, node.get());
            } catch (NoSuchFileException e) {
                // Another process was faster.
            } finally {
                HeldFiles.release(real);
            }
        }
    }

    private void recoverUnlessLocked(Path file, UUID node) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            if (channel.tryLock() != null) {
                DeadNode dead = new DeadNode(node, JournalFormat.read(content(channel), node), machine);
                dead.settle(writer);
                Files.deleteIfExists(file);
            }
        }
    }

    private static ByteBuffer content(FileChannel channel) throws IOException {
        ByteBuffer content = ByteBuffer.allocate(Math.toIntExact(channel.size()));
        while (content.hasRemaining() && channel.read(content) >= 0) {
            // Reads on.
        }
        return content.flip();
    }
}
