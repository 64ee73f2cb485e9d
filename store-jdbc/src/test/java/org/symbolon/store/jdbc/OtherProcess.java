package org.symbolon.store.jdbc;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.symbolon.core.account.AccountId;
import org.symbolon.core.account.ContractThreads;
import org.symbolon.core.settings.Settings;
import org.symbolon.core.store.Stores;
import org.symbolon.core.token.KeyRing;
import org.symbolon.core.token.RingKey;

/** A JVM of its own that does something to the stores of a folder as soon as it is told to go; a line for each thing that it has done. */
final class OtherProcess implements AutoCloseable {
    static final AccountId ACCOUNT = new AccountId(1);
    static final int THREADS = 4;
    static final int RING_KEYS = 20;

    private final Process process;
    private final BufferedReader output;

    private OtherProcess(Process process) {
        this.process = process;
        this.output = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    /** Starts a JVM that does one of {@code open}, {@code take}, {@code ring}, and waits until it is ready to. */
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
        try (Stores stores = new JdbcStoreProvider().open(Settings.inFolder(Path.of(args[1])))) {
            switch (args[0]) {
                case "open" ->
                    say("open at " + stores.accounts().changesAfter(0).revision());
                case "take" -> ContractThreads.run(THREADS, thread -> takeAll(stores));
                case "ring" -> addKeys(stores);
                default -> throw new IllegalArgumentException(args[0]);
            }
        } catch (UncheckedIOException e) {
            System.exit(2);
        }
    }

    private static void takeAll(Stores stores) {
        while (stores.balance().take(ACCOUNT)) {
            say("taken");
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
}
