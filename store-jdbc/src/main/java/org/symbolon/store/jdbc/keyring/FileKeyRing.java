package org.symbolon.store.jdbc.keyring;

import com.google.common.collect.ImmutableSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFileAttributes;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.symbolon.core.error.StoreUnavailableException;
import org.symbolon.core.store.keyring.KeyRing;
import org.symbolon.core.store.keyring.KeyRingStore;
import org.symbolon.core.store.keyring.RingKeyId;
import org.symbolon.store.jdbc.file.LockFile;
import org.symbolon.store.jdbc.file.PrivateFiles;
import org.symbolon.store.jdbc.keyring.KeyRingJson.Content;

/**
 * The key ring in a file that only its owner can read. A change replaces the whole file, so that a reader sees either
 * the old ring or the new one, even after a power cut.
 */
public final class FileKeyRing implements KeyRingStore {
    /** The ring as it was last read. */
    private record Known(FileStamp stamp, Content content) {}

    /** Attributes that change when a file is replaced, so that the ring is read again only after a change. */
    private record FileStamp(FileTime modified, long size, Optional<Object> identity) {
        FileStamp(BasicFileAttributes attributes) {
            this(attributes.lastModifiedTime(), attributes.size(), Optional.ofNullable(attributes.fileKey()));
        }
    }

    private final Path file;
    private final Duration timeout;
    private volatile Optional<Known> known = Optional.empty();

    public FileKeyRing(Path file, Duration timeout) {
        this.file = file.toAbsolutePath();
        this.timeout = timeout;
    }

    /** The file. */
    public Path file() {
        return file;
    }

    @Override
    public Optional<KeyRing> read() {
        return content().map(Content::ring);
    }

    /** The ring with the store that it belongs to. */
    Optional<Content> content() {
        try {
            return Optional.of(current(stamp()));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new StoreUnavailableException("the key ring " + file + " cannot be read", e);
        }
    }

    /** The stamp of the file; throws if others than its owner, or those whom root chose, may use it. */
    private FileStamp stamp() throws IOException {
        if (!PrivateFiles.hasPermissions(file)) {
            return new FileStamp(Files.readAttributes(file, BasicFileAttributes.class));
        }
        PosixFileAttributes attributes = Files.readAttributes(file, PosixFileAttributes.class);
        if (!PrivateFiles.areOwnersOnly(attributes.permissions())
                && !FileOwnership.of(file).isPrivate(FileOwnership.ownGroup())) {
            throw new StoreUnavailableException("others than its owner can read or write the key ring " + file
                    + "; run chmod 600 on it, and replace its keys, which others may know");
        }
        return new FileStamp(attributes);
    }

    private Content current(FileStamp stamp) throws IOException {
        Optional<Known> unchanged = known.filter(k -> k.stamp.equals(stamp));
        if (unchanged.isPresent()) {
            return unchanged.get().content;
        }
        Content content = KeyRingJson.read(Files.readAllBytes(file), file);
        known = Optional.of(new Known(stamp, content));
        return content;
    }

    @Override
    public KeyRing change(Function<Optional<KeyRing>, KeyRing> change) {
        return changeContent(
                        before -> new Content(change.apply(before.map(Content::ring)), before.flatMap(Content::store)))
                .ring();
    }

    /** Changes the ring or the store that it belongs to; see {@link #change}. */
    Content changeContent(Function<Optional<Content>, Content> change) {
        try {
            PrivateFiles.createFolder(PrivateFiles.folderOf(file));
            return LockFile.hold(PrivateFiles.lockOf(file), timeout, () -> {
                Content changed = change.apply(content());
                replace(KeyRingJson.write(changed));
                return changed;
            });
        } catch (IOException e) {
            throw new StoreUnavailableException("the key ring " + file + " cannot be written", e);
        }
    }

    /** The store that the ring says it belongs to; empty if there is no ring, or an earlier release wrote it. */
    public Optional<UUID> store() {
        return content().flatMap(Content::store);
    }

    /** The ids of the keys of a ring. */
    public static ImmutableSet<RingKeyId> ids(KeyRing ring) {
        return StoreIdentity.ids(ring);
    }

    /** Writes the ring into a new file that only its owner can read. */
    public void copyTo(Path copy) throws IOException {
        Content content = content().orElseThrow(() -> new NoSuchFileException(file.toString()));
        new FileKeyRing(copy, timeout).replace(KeyRingJson.write(content));
    }

    /** Takes over another ring; the file that was there before, if any, gets another name. */
    public void replaceBy(FileKeyRing other, String suffixOfReplaced) throws IOException {
        PrivateFiles.createFolder(PrivateFiles.folderOf(file));
        if (Files.exists(file)) {
            Files.copy(
                    file,
                    file.resolveSibling(file.getFileName() + suffixOfReplaced),
                    StandardCopyOption.COPY_ATTRIBUTES);
        }
        other.copyTo(file);
    }

    private void replace(byte[] json) throws IOException {
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(fresh);
        try {
            PrivateFiles.create(fresh);
            // SYNC makes the content durable before the file gets its name.
            Files.write(fresh, json, StandardOpenOption.WRITE, StandardOpenOption.SYNC);
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(fresh);
        }
        PrivateFiles.force(PrivateFiles.folderOf(file));
    }
}
