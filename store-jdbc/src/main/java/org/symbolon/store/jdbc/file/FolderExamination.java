package org.symbolon.store.jdbc.file;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.symbolon.core.diagnosis.Finding;

/** Examines a folder in which a process writes: whether it can, whether there is room, and whose time files get. */
public final class FolderExamination {
    private static final String DISK = "disk";
    private static final String CLOCK = "clock";
    private static final long MEBIBYTE = 1 << 20;
    private static final long LITTLE = 1024 * MEBIBYTE;
    private static final long TOO_LITTLE = 64 * MEBIBYTE;

    /** A file system of another machine has that machine's clock. */
    private static final Duration LONGEST_DIFFERENCE = Duration.ofSeconds(5);

    private FolderExamination() {}

    /** What was found of a folder that exists. An empty file is made in it and removed again. */
    public static ImmutableList<Finding> of(Path folder, InstantSource clock) {
        try {
            Path probe = Files.createTempFile(folder, ".examined-", ".tmp");
            try {
                Instant written = Files.getLastModifiedTime(probe).toInstant();
                return ImmutableList.of(room(folder), time(folder, written, clock.instant()));
            } finally {
                Files.deleteIfExists(probe);
            }
        } catch (IOException e) {
            return ImmutableList.of(Finding.problem(
                    DISK,
                    "the folder " + folder + " cannot be written: "
                            + e.getClass().getSimpleName(),
                    "give it to the user of the service, make room, or mount it writable"));
        }
    }

    private static Finding room(Path folder) throws IOException {
        FileStore store = Files.getFileStore(folder);
        long free = store.getUsableSpace();
        String text = free / MEBIBYTE + " MiB are free where " + folder + " is";
        String remedy = "make room; records.keep says how long records stay";
        if (free < TOO_LITTLE) {
            return Finding.problem(DISK, text, remedy);
        }
        return free < LITTLE ? Finding.warning(DISK, text, remedy) : Finding.ok(DISK, text);
    }

    private static Finding time(Path folder, Instant written, Instant now) {
        Duration difference = Duration.between(written, now).abs();
        return difference.compareTo(LONGEST_DIFFERENCE) > 0
                ? Finding.warning(
                        CLOCK,
                        "a new file in " + folder + " is dated " + written + ", when it is " + now + " here",
                        "synchronize the clocks of this machine and of the file server")
                : Finding.ok(CLOCK, "files in " + folder + " get the time of this machine, " + now);
    }
}
