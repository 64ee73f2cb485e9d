package org.symbolon.store.jdbc.file;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * Creates files and folders that only their owner can use (modes 0600 and 0700). They have that mode from the moment
 * they exist. On a file system without POSIX permissions they are created without a mode.
 */
public final class PrivateFiles {
    private static final Set<PosixFilePermission> OWNER = EnumSet.of(
            PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_EXECUTE);

    private PrivateFiles() {}

    /** The folder that a file is in. */
    public static Path folderOf(Path file) {
        return Optional.ofNullable(file.toAbsolutePath().getParent())
                .orElseThrow(() -> new IllegalArgumentException(file + " does not name a file"));
    }

    /** Creates a folder and its missing parents, unless it exists. */
    public static void createFolder(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(folder, mode(folder, "rwx------"));
        }
    }

    /** Creates an empty file. */
    public static void create(Path file) throws IOException {
        Files.createFile(file, mode(file, "rw-------"));
    }

    /** Creates an empty file, unless it exists. */
    public static void createIfAbsent(Path file) throws IOException {
        if (!Files.exists(file)) {
            try {
                create(file);
            } catch (FileAlreadyExistsException e) {
                // Another process has created it in the meantime.
            }
        }
    }

    private static FileAttribute<?>[] mode(Path path, String mode) {
        return hasPermissions(path)
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode))}
                : new FileAttribute<?>[0];
    }

    /** Whether the file system has POSIX permissions. */
    public static boolean hasPermissions(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }

    /** Whether these permissions give nothing to anybody but the owner. */
    public static boolean areOwnersOnly(Set<PosixFilePermission> permissions) {
        return OWNER.containsAll(permissions);
    }

    /**
     * The file that is locked while the given one is created or replaced. It is never deleted: otherwise two processes
     * could hold locks on two different files of that name.
     */
    public static Path lockOf(Path file) {
        return file.resolveSibling(file.getFileName() + ".lock");
    }

    /**
     * The path of a file by which it is known in {@link LockFile} and among lease journals: its folder must exist,
     * symbolic links in the path of the folder are resolved.
     */
    public static Path realPath(Path file) throws IOException {
        return folderOf(file).toRealPath().resolve(file.getFileName());
    }

    /** Makes new, renamed and deleted names in a folder durable, where the operating system can do that. */
    public static void force(Path folder) throws IOException {
        if (hasPermissions(folder)) {
            try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }
}
