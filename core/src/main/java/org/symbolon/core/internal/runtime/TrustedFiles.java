package org.symbolon.core.internal.runtime;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.symbolon.core.settings.SettingsException;

/**
 * Refuses files and folders that somebody else can write. Whoever writes the settings or a plug-in decides what this
 * process does, and whoever writes the data folder can replace the key ring.
 */
public final class TrustedFiles {
    private static final Set<PosixFilePermission> OF_OTHERS =
            EnumSet.of(PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_WRITE);
    private static final int ROOT = 0;

    private TrustedFiles() {}

    /**
     * Checks a file or folder if it exists and the file system has POSIX permissions.
     *
     * @param what what it is, for the message
     * @throws SettingsException if others can write it, or somebody other than this process's user or root owns it
     */
    public static void require(String what, Path path) {
        if (!Files.exists(path)
                || !path.getFileSystem().supportedFileAttributeViews().contains("unix")) {
            return;
        }
        try {
            requireUnwritable(what, path, Files.getPosixFilePermissions(path));
            requireOwner(what, path, user(path));
        } catch (IOException e) {
            throw new SettingsException("the permissions of the " + what + " " + path + " cannot be read", e);
        }
    }

    private static void requireUnwritable(String what, Path path, Set<PosixFilePermission> permissions) {
        if (permissions.stream().anyMatch(OF_OTHERS::contains)) {
            throw new SettingsException("others than its owner can write the " + what + " " + path
                    + "; see that nobody has changed it, and run: chmod go-w " + path);
        }
    }

    private static void requireOwner(String what, Path path, int owner) throws IOException {
        Optional<Integer> own = ownUser();
        if (owner != ROOT && own.isPresent() && own.get() != owner) {
            throw new SettingsException("the user " + owner + " owns the " + what + " " + path
                    + ", but this process runs as user " + own.get()
                    + "; see that nobody has changed it, and run: chown "
                    + own.get() + " " + path);
        }
    }

    /** The user of this process; empty where the operating system does not tell. */
    private static Optional<Integer> ownUser() throws IOException {
        Path self = Path.of("/proc/self");
        return Files.exists(self) ? Optional.of(user(self)) : Optional.empty();
    }

    private static int user(Path path) throws IOException {
        return (Integer) Files.getAttribute(path, "unix:uid");
    }
}
