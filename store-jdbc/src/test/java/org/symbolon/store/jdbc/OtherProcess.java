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
import org.symbolon.core.account.AccountId;
import org.symbolon.core.account.ContractThreads;
import org.symbolon.core.account.Environment;
import org.symbolon.core.error.StoreUnavailableException;
import org.symbolon.core.key.KeyId;
import org.symbolon.core.key.KeyScope;
import org.symbolon.core.key.StoredKey;
import org.symbolon.core.key.WrappedKey;
import org.symbolon.core.settings.Settings;
import org.symbolon.core.store.Stores;
import org.symbolon.core.token.KeyRing;
import org.symbolon.core.token.RingKey;

/** A JVM of its own that does something to the stores of a folder as soon as it is told to go; a line for each thing that it has done. */
final class OtherProcess implements AutoCloseable {
    static final AccountId ACCOUNT = new AccountId(1);
    static final int THREADS = 4;
    static final int RING_KEYS = 20;
    static final KeyScope KEYS = new KeyScope(ACCOUNT, Environment.TEST, Instant.EPOCH);

    private final Process process;
    private final BufferedReader output;

    private OtherProcess(Process process) {
        this.process = process;
        this.output = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    /** Starts a JVM that does one of {@code open}, {@code take}, {@code lease}, {@code ring}, {@code keys}, and waits until it is ready to. */
    static OtherProcess ready(String task, Path data) throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Process process = new ProcessBuilder(
                        java,
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

    void go() throws IOException {
        process.getOutputStream().write('\n');
        process.getOutputStream().flush();
    }

    /** Reads so many lines, or all there are, and returns how many that was. */
    int readLines(int most) throws IOException {
        int lines = 0;
        while (lines < most && output.readLine() != null) {
            lines++;
        }
        return lines;
    }

    /** Reads so many lines, or all there are. */
    ImmutableList<String> read(int most) {
        return output.lines().limit(most).collect(ImmutableList.toImmutableList());
    }

    /** Leaves what it has printed to be read. */
    void kill() {
        process.toHandle().destroyForcibly();
    }

    int exit() throws InterruptedException {
        return process.waitFor(1, TimeUnit.MINUTES) ? process.exitValue() : -1;
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    /** What runs in the other JVM. */
    public static void main(String[] args) throws IOException {
        say("ready");
        if (System.in.read() < 0) {
            return;
        }
        try (Stores stores = open(args[0], Path.of(args[1]))) {
            switch (args[0]) {
                case "open" ->
                    say("open at " + stores.accounts().changesAfter(0).revision());
                case "take", "lease" -> ContractThreads.run(THREADS, thread -> takeAll(stores));
                case "ring" -> addKeys(stores);
                case "keys" -> ContractThreads.run(THREADS, thread -> storeKeys(stores, thread));
                default -> throw new IllegalArgumentException(args[0]);
            }
        } catch (UncheckedIOException e) {
            System.exit(2);
        }
    }

    private static Stores open(String task, Path data) {
        return task.equals("lease") ? LeasedStores.open(data) : new JdbcStoreProvider().open(settings(data));
    }

    /** Those of the file in the folder, if there is one. */
    static Settings settings(Path data) {
        return Settings.read(data, Optional.empty(), ImmutableMap.of());
    }

    private static void takeAll(Stores stores) {
        while (take(stores)) {
            say("taken");
        }
    }

    /** Asks again where nothing was changed: on a busy machine a store may be late, and says so. */
    private static boolean take(Stores stores) {
        while (true) {
            try {
                return stores.balance().take(ACCOUNT);
            } catch (StoreUnavailableException e) {
                if (!e.getMessage().contains("nothing was changed")) {
                    throw e;
                }
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
            }
        }
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

    /** Stores keys without end: one at a time on the first thread, several at a time on the others. Says which. */
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

    /** The keys that are stored under a name which {@code keys} has said. */
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
