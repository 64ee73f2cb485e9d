package org.symbolon.store.jdbc.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;

/**
 * Identifies the time since the machine was switched on. A file that is mapped into memory outlives a killed process,
 * but what had not been written to the disk is lost with the power.
 */
public final class MachineBoot {
    private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");

    private MachineBoot() {}

    /** The id; empty if the machine has none. */
    public static Optional<UUID> id() {
        try {
            return Optional.of(UUID.fromString(Files.readString(BOOT_ID).strip()));
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
