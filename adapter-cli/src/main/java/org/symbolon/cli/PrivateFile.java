package org.symbolon.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;

/** A new file that is its owner's alone from the moment it is there, where the file system knows owners. */
final class PrivateFile {
    private PrivateFile() {}

    /** Makes the file, for text. */
    static PrintWriter create(String file) {
        return new PrintWriter(Channels.newWriter(open(file), UTF_8), false);
    }

    /** Makes the file, of these bytes. */
    static void write(String file, byte[] bytes) {
        try (OutputStream out = Channels.newOutputStream(open(file))) {
            out.write(bytes);
        } catch (IOException e) {
            throw CommandFailedException.refused("the file " + file + " cannot be written");
        }
    }

    /** Makes the file, which must not be there: one that is may be anybody's. */
    private static WritableByteChannel open(String file) {
        try {
            Path path = Path.of(file);
            return Files.newByteChannel(
                    path, EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), ownersAlone(path));
        } catch (FileAlreadyExistsException e) {
            throw CommandFailedException.refused("there is a file " + file + " already");
        } catch (NoSuchFileException e) {
            throw CommandFailedException.refused("there is no folder for the file " + file);
        } catch (IOException | InvalidPathException e) {
            throw CommandFailedException.refused("the file " + file + " cannot be made");
        }
    }

    private static FileAttribute<?>[] ownersAlone(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }

    /** Removes what is half done. */
    static void remove(String file) {
        try {
            Files.deleteIfExists(Path.of(file));
        } catch (IOException e) {
            throw CommandFailedException.refused("the file " + file + " is incomplete, and cannot be removed");
        }
    }
}
