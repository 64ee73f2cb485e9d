package org.symbolon.core.account;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunningServicesTest {
    private static final Duration SHORT = Duration.ofMillis(50);
    private static final Duration LONG = Duration.ofMinutes(1);

    @TempDir
    Path folder;

    private RunningServices services() {
        return new RunningServices(folder);
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("services"))) {
            return files.toList();
        }
    }

    @Test
    void await_whereNoServiceRuns_returnsAtOnce_andMakesNothing() throws IOException {
        assertTrue(services().await(7, Duration.ZERO));
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(List.of(), files.toList());
        }
    }

    @Test
    void await_lastsUntilEveryServiceHasReadTheRevision() {
        try (RunningServices.Presence quick = services().enter();
                RunningServices.Presence slow = services().enter()) {
            assertFalse(services().await(0, SHORT), "neither has read anything");
            quick.hasRead(Long.MAX_VALUE);
            slow.hasRead(6);
            assertTrue(services().await(6, Duration.ZERO));
            assertFalse(services().await(7, SHORT));
            CompletableFuture<Boolean> waiting =
                    CompletableFuture.supplyAsync(() -> services().await(7, LONG));
            slow.hasRead(7);
            assertTrue(waiting.join());
        }
    }

    @Test
    void serviceThatHasEnded_isNotWaitedFor() throws IOException {
        services().enter().close();

        assertTrue(services().await(7, Duration.ZERO));
        assertEquals(List.of(), files());
    }

    @Test
    void fileOfAServiceThatDied_isNotWaitedFor_andRemovedByTheNextService() throws IOException {
        Path left = Files.createDirectory(folder.resolve("services")).resolve("service-1.txt");
        Files.writeString(left, "                  3\n");

        assertTrue(services().await(7, Duration.ZERO));
        try (RunningServices.Presence next = services().enter()) {
            next.hasRead(3);
            assertFalse(Files.exists(left));
            assertEquals(1, files().size());
        }
    }

    @Test
    void folderThatCannotBeMade_doesNotStopTheService() throws IOException {
        Files.writeString(folder.resolve("services"), "a file");

        try (RunningServices.Presence presence = services().enter()) {
            presence.hasRead(1);
        }
        assertTrue(services().await(7, Duration.ZERO));
    }
}
