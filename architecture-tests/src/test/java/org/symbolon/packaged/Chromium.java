package org.symbolon.packaged;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A headless browser that shows one page, from a profile of its own. */
final class Chromium implements AutoCloseable {
    private final Process process;

    private Chromium(Process process) {
        this.process = process;
    }

    /** The browser's program: what {@code -Dsymbolon.chromium} names, or one on the path. */
    static Optional<Path> find() {
        Stream<Path> onThePath = Pattern.compile(File.pathSeparator)
                .splitAsStream(Optional.ofNullable(System.getenv("PATH")).orElse(""))
                .flatMap(folder -> Stream.of("chromium", "chromium-browser", "google-chrome")
                        .map(name -> Path.of(folder, name)));
        return Stream.concat(
                        Stream.ofNullable(System.getProperty("symbolon.chromium"))
                                .map(Path::of),
                        onThePath)
                .filter(Files::isExecutable)
                .findFirst();
    }

    static Chromium show(Path program, Path scratch, String page) {
        return start(program, scratch, page);
    }

    /** A browser that programs drive; the file {@code DevToolsActivePort} in {@link #profile} says where. */
    static Chromium driven(Path program, Path scratch) {
        return start(program, scratch, "--remote-debugging-port=0", "about:blank");
    }

    /** The folder of the browser's profile. */
    static Path profile(Path scratch) {
        return scratch.resolve("profile");
    }

    private static Chromium start(Path program, Path scratch, String... last) {
        List<String> command = new ArrayList<>(List.of(
                program.toString(),
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--autoplay-policy=no-user-gesture-required"));
        try {
            command.add("--user-data-dir=" + Files.createDirectory(profile(scratch)));
            command.addAll(List.of(last));
            return new Chromium(new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(scratch.resolve("chromium.txt").toFile())
                    .start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Ends it and all that it started, and waits a while for that: it writes to its profile until then. */
    @Override
    public void close() {
        List<ProcessHandle> parts = Stream.concat(Stream.of(process.toHandle()), process.descendants())
                .toList();
        parts.forEach(ProcessHandle::destroyForcibly);
        // Where nobody reaps the children of the dead, they seem to live on.
        CompletableFuture.allOf(parts.stream().map(ProcessHandle::onExit).toArray(CompletableFuture[]::new))
                .completeOnTimeout(null, 5, TimeUnit.SECONDS)
                .join();
    }
}
