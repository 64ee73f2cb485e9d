package org.symbolon.store.jdbc;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import org.symbolon.core.error.StoreUnavailableException;
import org.symbolon.core.token.KeyRing;
import org.symbolon.core.token.KeyRingStore;

/**
 * The key ring in a file that is its owner's alone. A change replaces the file as a whole, so that a reader sees the old ring or the new one,
 * whenever the power goes.
 */
final class FileKeyRing implements KeyRingStore {
    private record Known(FileStamp stamp, KeyRing ring) {}

    private final Path file;
    private final Duration timeout;
    private volatile Optional<Known> known = Optional.empty();

    FileKeyRing(Path file, Duration timeout) {
        this.file = file.toAbsolutePath();
        this.timeout = timeout;
    }

    @Override
    public Optional<KeyRing> read() {
        try {
            return Optional.of(current(FileStamp.ofPrivate(file)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new StoreUnavailableException("the key ring " + file + " cannot be read", e);
        }
    }

    private KeyRing current(FileStamp stamp) throws IOException {
        Optional<Known> unchanged = known.filter(k -> k.stamp.equals(stamp));
        if (unchanged.isPresent()) {
            return unchanged.get().ring;
        }
        KeyRing ring = KeyRingJson.read(Files.readAllBytes(file), file);
        known = Optional.of(new Known(stamp, ring));
        return ring;
    }

    @Override
    public KeyRing change(Function<Optional<KeyRing>, KeyRing> change) {
        try {
            PrivateFiles.createFolder(PrivateFiles.folderOf(file));
            return FileGuard.hold(PrivateFiles.lockOf(file), timeout, () -> {
                KeyRing changed = change.apply(read());
                replace(KeyRingJson.write(changed));
                return changed;
            });
        } catch (IOException e) {
            throw new StoreUnavailableException("the key ring " + file + " cannot be written", e);
        }
    }

    private void replace(byte[] json) throws IOException {
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(fresh);
        try {
            PrivateFiles.create(fresh);
            writeDurably(fresh, json);
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(fresh);
        }
        PrivateFiles.force(PrivateFiles.folderOf(file));
    }

    private static void writeDurably(Path file, byte[] bytes) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            ByteBuffer rest = ByteBuffer.wrap(bytes);
            while (rest.hasRemaining()) {
                channel.write(rest);
            }
            channel.force(true);
        }
    }
}
