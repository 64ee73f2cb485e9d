package org.symbolon.store.jdbc;

import com.google.common.base.Ticker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;

/**
 * What a node is told by the machine that it runs on.
 *
 * @param ticker for lengths of time
 * @param time for what is shown to people
 * @param boot names the time since the machine was last switched on; empty where the machine does not tell
 */
record Machine(Ticker ticker, InstantSource time, Optional<UUID> boot) {
    private static final Path BOOT = Path.of("/proc/sys/kernel/random/boot_id");

    static Machine real() {
        return new Machine(Ticker.systemTicker(), InstantSource.system(), readBoot());
    }

    private static Optional<UUID> readBoot() {
        try {
            return Optional.of(UUID.fromString(Files.readString(BOOT).strip()));
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
