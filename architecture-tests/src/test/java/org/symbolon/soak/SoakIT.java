package org.symbolon.soak;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.symbolon.packaged.Launcher;
import org.symbolon.store.jdbc.postgres.PostgresServer;

/**
 * Three nodes at 80 percent of what they can do, two on PostgreSQL with a standby and one on SQLite, and one fault after
 * another until the time is over. No answer is wrong, no balance is oversold, no key that was acknowledged is lost,
 * nothing fails without a fault, and a node that lives through all of it needs no more memory in the end.
 */
@Tag("soak")
final class SoakIT {
    private static final Duration LENGTH = Duration.ofSeconds(Integer.getInteger("symbolon.soak.seconds", 300));

    /** What a node may take to be as before after a fault has ended. */
    private static final Duration RECOVERY = Duration.ofSeconds(15);

    private static final Duration MEASURING = Duration.ofSeconds(10);

    /** The caches of a node are full by then. */
    private static final Duration WARM = Duration.ofMinutes(5);

    private static final double SHARE_OF_CAPACITY = 0.8;
    private static final long MEMORY_SLACK_KIB = 8 * 1024;

    @TempDir
    private Path folder;

    private PostgresServer primary;
    private PostgresServer standby;
    private Site shared;
    private Site alone;
    private Path steady;
    private Path victim;
    private Path sqlite;
    private int backups;

    /** Something that goes wrong, and is mended before it returns. */
    private interface Fault {
        void happen() throws IOException;
    }

    private Path node(String name, String settings) throws IOException {
        Path data = Files.createDirectory(folder.resolve(name));
        Files.writeString(data.resolve("symbolon.properties"), settings);
        return data;
    }

    private static void sleep(Duration length) {
        try {
            TimeUnit.NANOSECONDS.sleep(length.toNanos());
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void faultsUnderLoad_breakNothing() throws IOException {
        primary = PostgresServer.startPrivate();
        String database = primary.newDatabase().replaceFirst(".*/", "");
        standby = primary.standby();
        primary.awaitStandby();
        String settings = "store.url=jdbc:postgresql://" + primary.address() + "," + standby.address() + "/" + database
                + "\nkeyring.file=" + folder.resolve("keyring.json") + "\n";
        steady = node("steady", settings);
        victim = node("victim", settings);
        sqlite = node("sqlite", "");
        try (Site postgres = new Site("PostgreSQL", steady);
                Site embedded = new Site("SQLite", sqlite)) {
            shared = postgres;
            alone = embedded;
            soak();
        } finally {
            primary.close();
            standby.close();
        }
    }

    private void soak() throws IOException {
        long end = System.nanoTime() + LENGTH.toNanos();
        long warm = System.nanoTime() + Math.min(WARM.toNanos(), LENGTH.toNanos() * 2 / 5);
        shared.start(steady);
        shared.start(victim);
        alone.start(sqlite);
        measureAndPace();
        long memory = 0;
        int round = 0;
        while (System.nanoTime() < end || memory == 0 || round < faults().size()) {
            Map.Entry<String, Fault> fault = faults().entrySet().asList().get(round++ % faults().size());
            happen(fault.getKey(), fault.getValue());
            if (memory == 0 && System.nanoTime() >= warm) {
                memory = LiveMemory.of(shared.node(steady).process);
            }
        }
        sleep(RECOVERY);
        long memoryAtEnd = LiveMemory.of(shared.node(steady).process);
        System.out.println("objects of the steady node: " + memory + " KiB when warm, " + memoryAtEnd + " in the end");
        assertEquals(ImmutableList.of(), shared.settle(steady));
        assertEquals(ImmutableList.of(), alone.settle(sqlite));
        assertTrue(
                memoryAtEnd <= memory * 1.2 + MEMORY_SLACK_KIB,
                "objects took " + memory + " KiB when warm and take " + memoryAtEnd);
    }

    /** Clients without a pause show what the machine can do; then all of them together ask for 80 percent of that. */
    private void measureAndPace() {
        Clients ofShared = shared.startClients();
        Clients ofAlone = alone.startClients();
        sleep(MEASURING);
        long before = shared.ledger().wellAnswered();
        long beforeAlone = alone.ledger().wellAnswered();
        sleep(MEASURING);
        double rate = (shared.ledger().wellAnswered() - before) * SHARE_OF_CAPACITY / MEASURING.toSeconds();
        double rateAlone = (alone.ledger().wellAnswered() - beforeAlone) * SHARE_OF_CAPACITY / MEASURING.toSeconds();
        System.out.printf("at %.0f and %.0f requests a second%n", rate, rateAlone);
        ofShared.pace(rate);
        ofAlone.pace(rateAlone);
    }

    private void happen(String name, Fault fault) throws IOException {
        long began = System.nanoTime();
        shared.ledger().excuse(TimeUnit.MINUTES.toNanos(5));
        alone.ledger().excuse(TimeUnit.MINUTES.toNanos(5));
        fault.happen();
        shared.ledger().excuse(RECOVERY.toNanos());
        alone.ledger().excuse(RECOVERY.toNanos());
        System.out.println(
                name + ": " + Duration.ofNanos(System.nanoTime() - began).toMillis() + " ms");
        // What follows is without a fault, and is where failures count.
        sleep(RECOVERY.plusSeconds(5));
    }

    private ImmutableMap<String, Fault> faults() {
        return ImmutableMap.<String, Fault>builder()
                .put("a node is killed", this::killNode)
                .put("the database hangs", () -> {
                    primary.pause();
                    sleep(Duration.ofSeconds(5));
                    primary.resume();
                })
                .put("the SQLite node is killed", () -> {
                    alone.kill(sqlite);
                    alone.start(sqlite);
                })
                .put("the database is read-only", () -> {
                    primary.setReadOnly(true);
                    sleep(Duration.ofSeconds(5));
                    primary.setReadOnly(false);
                })
                .put("the database fails over", this::failOver)
                .put("a backup is made", this::backUp)
                .put("the key ring is rotated", this::rotate)
                .put("the database restarts", () -> {
                    primary.stop();
                    primary.start();
                })
                .buildOrThrow();
    }

    private void killNode() {
        shared.kill(victim);
        sleep(Duration.ofSeconds(1));
        shared.start(victim);
    }

    private void failOver() {
        primary.crash();
        standby.promote();
        PostgresServer old = primary;
        primary = standby;
        standby = old;
        standby.follow(primary);
        primary.awaitStandby();
    }

    private void backUp() {
        String copy = folder.resolve("backup-" + ++backups).toString();
        command(sqlite, "backup", "--with-keyring", "--to", copy);
    }

    private void rotate() {
        command(steady, "keyring", "rotate");
        command(sqlite, "keyring", "rotate");
    }

    private static void command(Path data, String... arguments) {
        Launcher.Result result = Launcher.run(data, arguments);
        assertEquals(0, result.code(), result.err());
    }
}
