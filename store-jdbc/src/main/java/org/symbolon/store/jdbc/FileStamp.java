package org.symbolon.store.jdbc;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFileAttributes;
import java.util.Optional;
import org.symbolon.core.error.StoreUnavailableException;

/** What tells a file from the one that was there before under its name, without reading it. */
record FileStamp(FileTime modified, long size, Optional<Object> identity) {

    /**
     * The stamp of a file that nobody but its owner may read.
     *
     * @throws StoreUnavailableException if others may
     */
    static FileStamp ofPrivate(Path file) throws IOException {
        if (!PrivateFiles.knowsOwners(file)) {
            return of(Files.readAttributes(file, BasicFileAttributes.class));
        }
        PosixFileAttributes attributes = Files.readAttributes(file, PosixFileAttributes.class);
        if (!PrivateFiles.isOwners(attributes.permissions())) {
            throw new StoreUnavailableException(file
                    + " can be read or written by others than its owner: chmod 600 it, and consider its keys known");
        }
        return of(attributes);
    }

    private static FileStamp of(BasicFileAttributes attributes) {
        return new FileStamp(
                attributes.lastModifiedTime(), attributes.size(), Optional.ofNullable(attributes.fileKey()));
    }
}
