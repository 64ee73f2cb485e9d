package org.symbolon.store.jdbc;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The journals that somebody in this JVM has open. Nobody else in it may open them, even to look: POSIX drops the lock of a file as soon as its
 * process closes it, through whichever channel.
 */
final class HeldFiles {
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private HeldFiles() {}

    /** One name for a file in a folder that is there, by whatever way. */
    static Path realPath(Path file) throws IOException {
        return PrivateFiles.folderOf(file).toRealPath().resolve(file.getFileName());
    }

    /** True for the first who wants a file, by its real path, until that one lets it go. */
    static boolean hold(Path realPath) {
        return HELD.add(realPath);
    }

    static void release(Path realPath) {
        HELD.remove(realPath);
    }
}
