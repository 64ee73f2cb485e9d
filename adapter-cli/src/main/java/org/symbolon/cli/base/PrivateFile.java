package org.symbolon.cli.base;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
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

/** Creates files that only their owner can read and write, if the file system has owners. */
public final class PrivateFile {
    private PrivateFile() {}

    /** Creates a file for text. */
    public static PrintWriter create(String file) {
        return new PrintWriter(Channels.newWriter(open(file), UTF_8), false);
    }

    /** Creates a file with this content. */
    public static void write(String file, byte[] bytes) {
        try (OutputStream out = Channels.newOutputStream(open(file))) {
            out.write(bytes);
        } catch (IOException e) {
            throw CommandFailedException.refused("the file " + file + " cannot be written");
        }
    }

    /** Fails if the file exists, because other users may be able to read it. */
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
            throw CommandFailedException.refused("the file " + file + " cannot be created");
        }
    }

    private static FileAttribute<?>[] ownersAlone(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }

    /**
     * Gives a complete file its name, after its content is on the disk, so that a file of this name is never
     * incomplete.
     */
    public static void publish(String complete, String name) {
        try (FileChannel channel = FileChannel.open(Path.of(complete), StandardOpenOption.WRITE)) {
            channel.force(true);
            Files.move(Path.of(complete), Path.of(name));
        } catch (FileAlreadyExistsException e) {
            throw CommandFailedException.refused("there is a file " + name + " already");
        } catch (IOException e) {
            throw CommandFailedException.refused("the file " + complete + " cannot be renamed to " + name);
        }
    }

    /** Removes an incomplete file. */
    public static void remove(String file) {
        try {
            Files.deleteIfExists(Path.of(file));
        } catch (IOException e) {
            throw CommandFailedException.refused("the file " + file + " is incomplete and cannot be removed");
        }
    }
}
