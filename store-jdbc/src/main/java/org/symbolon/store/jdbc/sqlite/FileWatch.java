package org.symbolon.store.jdbc.sqlite;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import java.util.UUID;
import org.symbolon.core.error.StoreUnavailableException;

/**
 * Notices that the file of a database was deleted or replaced while it is open. Open connections go on with the deleted
 * file, so without this, changes would be acknowledged that are lost with the last connection.
 */
final class FileWatch {
    private final Path file;
    private final Optional<Object> opened;
    private volatile Optional<String> problem = Optional.empty();

    private FileWatch(Path file, Optional<Object> opened) {
        this.file = file;
        this.opened = opened;
    }

    /** Watches a file that exists. */
    static FileWatch of(Path file) {
        try {
            return new FileWatch(file, key(file));
        } catch (IOException e) {
            throw new StoreUnavailableException("the database " + file + " cannot be read", e);
        }
    }

    /** Device and inode; empty where the operating system has no such key. */
    private static Optional<Object> key(Path file) throws IOException {
        return Optional.ofNullable(
                Files.readAttributes(file, BasicFileAttributes.class).fileKey());
    }

    /** Tells this file from its copies; where files have no key, another one each time. */
    UUID identity() {
        return opened.map(key -> UUID.nameUUIDFromBytes(key.toString().getBytes(StandardCharsets.UTF_8)))
                .orElseGet(UUID::randomUUID);
    }

    /** Looks at the file, and says what is wrong with it. */
    Optional<String> look() {
        try {
            problem = key(file).equals(opened)
                    ? Optional.empty()
                    : Optional.of("the database " + file + " was replaced while it was open");
        } catch (IOException e) {
            problem = Optional.of("the database " + file + " has vanished");
        }
        return problem;
    }

    /** What a change fails with if something was wrong when the file was last looked at. */
    Optional<StoreUnavailableException> problem() {
        return problem.map(reason -> new StoreUnavailableException(reason + "; nothing was changed"));
    }

    /** Throws if something was wrong when the file was last looked at. */
    void requirePresent() {
        problem().ifPresent(unavailable -> {
            throw unavailable;
        });
    }
}
