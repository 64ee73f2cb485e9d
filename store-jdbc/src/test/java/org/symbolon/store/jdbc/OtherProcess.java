package org.symbolon.store.jdbc;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.symbolon.core.error.StoreUnavailableException;
import org.symbolon.core.settings.Settings;
import org.symbolon.core.store.StoreAccess;
import org.symbolon.core.store.Stores;
import org.symbolon.core.store.key.KeyScope;
import org.symbolon.core.store.key.StoredKey;
import org.symbolon.core.store.keyring.KeyRing;
import org.symbolon.core.store.keyring.RingKey;
import org.symbolon.core.store.usage.UsageQuery;
import org.symbolon.core.store.usage.UsageScope;
import org.symbolon.core.value.AccountId;
import org.symbolon.core.value.Environment;
import org.symbolon.core.value.KeyId;
import org.symbolon.core.value.WrappedKey;
import org.symbolon.testing.store.ContractThreads;
import org.symbolon.testing.store.TestScope;

/**
 * Another JVM that performs a task on the stores of a data folder when {@link #go} is called, and prints a line for
 * each thing that it has done.
 */
public final class OtherProcess implements AutoCloseable {
    public static final AccountId ACCOUNT = new AccountId(1);
    public static final int THREADS = 4;
    static final int RING_KEYS = 20;
    static final KeyScope KEYS = new KeyScope(ACCOUNT, Environment.TEST, Instant.EPOCH);

    private final Process process;
    private final BufferedReader output;

    private OtherProcess(Process process) {
        this.process = process;
        this.output = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    /**
     * Starts a JVM and waits until it is ready to perform a task: {@code open}, {@code take}, {@code ring} or
     * {@code keys}.
     */
    public static OtherProcess ready(String task, Path data) throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Process process = new ProcessBuilder(
                        java,
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        OtherProcess.class.getName(),
                        task,
                        data.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        OtherProcess other = new OtherProcess(process);
        other.readLines(1);
        return other;
    }

    public void go() throws IOException {
        process.getOutputStream().write('\n');
        process.getOutputStream().flush();
    }

    /** Reads this number of lines, or all that there are; returns how many. */
    public int readLines(int most) throws IOException {
        int lines = 0;
        while (lines < most && output.readLine() != null) {
            lines++;
        }
        return lines;
    }

    /** Reads this number of lines, or all that there are. */
    ImmutableList<String> read(int most) {
        return output.lines().limit(most).collect(ImmutableList.toImmutableList());
    }

    /** Kills the JVM; what it has printed can still be read. */
    public void kill() {
        process.toHandle().destroyForcibly();
    }

    public int exit() throws InterruptedException {
        return process.waitFor(1, TimeUnit.MINUTES) ? process.exitValue() : -1;
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    /** The program that runs in the other JVM. */
    public static void main(String[] args) throws IOException {
        say("ready");
        if (System.in.read() < 0) {
            return;
        }
        try (Stores stores = new JdbcStoreProvider().open(settings(Path.of(args[1])), StoreAccess.SERVICE)) {
            switch (args[0]) {
                case "open" ->
                    say("open at " + stores.accounts().changesAfter(0).revision());
                case "take" -> ContractThreads.run(THREADS, thread -> takeAll(stores));
                case "ring" -> addKeys(stores);
                case "keys" -> ContractThreads.run(THREADS, thread -> storeKeys(stores, thread));
                default -> throw new IllegalArgumentException(args[0]);
            }
        } catch (UncheckedIOException e) {
            System.exit(2);
        }
    }

    /** The settings in the folder's file, if there is one. */
    public static Settings settings(Path data) {
        return Settings.read(data, Optional.empty(), ImmutableMap.of());
    }

    private static void takeAll(Stores stores) {
        while (take(stores)) {
            say("taken");
        }
    }

    /** Takes a token; tries again if the store is late on a busy machine and says that nothing was changed. */
    private static boolean take(Stores stores) {
        while (true) {
            try {
                UsageScope scope = TestScope.of(ACCOUNT);
                return stores.balance().takeAtHand(scope) || stores.balance().take(scope);
            } catch (StoreUnavailableException e) {
                if (!e.getMessage().contains("nothing was changed")) {
                    throw e;
                }
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
            }
        }
    }

    /** How many tokens the usage has. */
    public static long issued(Stores stores) {
        UsageQuery query = UsageQuery.builder()
                .account(ACCOUNT)
                .firstDay(TestScope.DAY)
                .lastDay(TestScope.DAY)
                .build();
        return stores.usage().find(query).total().issued();
    }

    private static void addKeys(Stores stores) {
        for (int i = 0; i < RING_KEYS; i++) {
            RingKey key = RingKey.random(new SecureRandom(), Instant.now().plus(Duration.ofDays(i)));
            stores.keyRing().change(ring -> ring.map(r -> r.with(key)).orElseGet(() -> KeyRing.of(key)));
            say("added");
        }
    }

    private static synchronized void say(String line) {
        System.out.println(line);
        System.out.flush();
    }

    /**
     * Stores keys until the JVM is killed, one at a time on the first thread and several on the others; prints their
     * name.
     */
    private static void storeKeys(Stores stores, int thread) {
        for (int i = 0; true; i++) {
            String name = thread + " " + i;
            if (thread == 0) {
                stores.keys().add(KEYS, key(name));
            } else {
                stores.keys().putAll(KEYS, keys(name));
            }
            say(name);
        }
    }

    /** The keys that the task {@code keys} stores under a name that it prints. */
    static ImmutableList<StoredKey> keys(String name) {
        return name.startsWith("0 ")
                ? ImmutableList.of(key(name))
                : IntStream.range(0, 50).mapToObj(i -> key(name + " " + i)).collect(ImmutableList.toImmutableList());
    }

    private static StoredKey key(String name) {
        return StoredKey.builder()
                .kid(KeyId.ofString(name))
                .ek(WrappedKey.of(new byte[WrappedKey.BYTES]))
                .info(name)
                .lastUpdate(KEYS.now())
                .build();
    }
}
