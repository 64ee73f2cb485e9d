package org.symbolon.store.jdbc.keyring;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.OptionalInt;
import java.util.Set;
import org.symbolon.store.jdbc.file.PrivateFiles;

/**
 * Who owns a secret file, and who may use it, by the numbers of the operating system.
 *
 * @param owner the number of the user who owns it; 0 is root
 * @param group the number of its group
 */
record FileOwnership(int owner, int group, Set<PosixFilePermission> permissions) {
    private static final int ROOT = 0;

    /** Readable for its owner and its group, and writable for the owner alone: 0640 and whatever allows less. */
    private static final Set<PosixFilePermission> READABLE_BY_GROUP = EnumSet.of(
            PosixFilePermission.OWNER_READ,
            PosixFilePermission.OWNER_WRITE,
            PosixFilePermission.OWNER_EXECUTE,
            PosixFilePermission.GROUP_READ);

    private static final Path THIS_PROCESS = Path.of("/proc/self");

    /** Reads them from the file system, which must have POSIX permissions. */
    static FileOwnership of(Path file) throws IOException {
        return new FileOwnership(
                (Integer) Files.getAttribute(file, "unix:uid"),
                (Integer) Files.getAttribute(file, "unix:gid"),
                Files.getPosixFilePermissions(file));
    }

    /** The group of this process; empty where the operating system does not tell. */
    static OptionalInt ownGroup() throws IOException {
        return Files.exists(THIS_PROCESS)
                ? OptionalInt.of((Integer) Files.getAttribute(THIS_PROCESS, "unix:gid"))
                : OptionalInt.empty();
    }

    /**
     * Whether nobody reads the file whom its owner did not choose: nobody but the owner, or, where root owns it, root's
     * group or the group of this process. The latter are secrets that Kubernetes and systemd mount.
     */
    boolean isPrivate(OptionalInt ownGroup) {
        if (PrivateFiles.areOwnersOnly(permissions)) {
            return true;
        }
        boolean chosen = group == ROOT || (ownGroup.isPresent() && ownGroup.getAsInt() == group);
        return owner == ROOT && chosen && READABLE_BY_GROUP.containsAll(permissions);
    }

    /** The permissions as {@code ls} writes them. */
    String mode() {
        return PosixFilePermissions.toString(permissions);
    }
}
