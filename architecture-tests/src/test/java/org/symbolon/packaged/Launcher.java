package org.symbolon.packaged;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Starts the product as its users do: by the launcher, from the packaged jars, in processes of its own. It runs on the
 * JDK that {@link Jdks} chooses.
 */
public final class Launcher {
    static final Path ROOT =
            Path.of(System.getProperty("symbolon.root", "..")).toAbsolutePath().normalize();

    private Launcher() {}

    /**
     * What a command did.
     *
     * @param code its exit code
     * @param out what it wrote to standard output
     * @param err what it wrote to standard error
     */
    public record Result(int code, String out, String err) {}

    static ProcessBuilder command(Path data, String... arguments) {
        List<String> command = new ArrayList<>(List.of(ROOT.resolve("symbolon").toString()));
        command.addAll(List.of(arguments));
        command.addAll(List.of("--data", data.toString()));
        return prepared(new ProcessBuilder(command).directory(data.toFile()));
    }

    private static ProcessBuilder prepared(ProcessBuilder command) {
        Jdks.chosen()
                .ifPresent(jdk ->
                        command.environment().put("SYMBOLON_JAVA", jdk.java().toString()));
        // They live for seconds, in which the slower compiler would only take processor time from the tests.
        command.environment().put("SYMBOLON_JAVA_OPTIONS", "-XX:TieredStopAtLevel=1");
        // Whoever saves a file while the tests run would make the launcher build again, under the running build.
        command.environment().put("SYMBOLON_BUILD", "no");
        return command;
    }

    /** Runs a command to its end. */
    public static Result run(Path data, String... arguments) {
        return run(command(data, arguments), data);
    }

    static Result run(ProcessBuilder command, Path scratch) {
        return runAsItIs(prepared(command), scratch);
    }

    /** Runs a command on the JDK that its environment names. */
    static Result runAsItIs(ProcessBuilder command, Path scratch) {
        try {
            Path out = Files.createTempFile(scratch, "out", ".txt");
            Path err = Files.createTempFile(scratch, "err", ".txt");
            Process process = command.redirectOutput(out.toFile())
                    .redirectError(err.toFile())
                    .start();
            if (!process.waitFor(5, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                throw new AssertionError(command.command() + " did not end");
            }
            return new Result(process.exitValue(), read(out), read(err));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    static String read(Path file) throws IOException {
        return Files.readString(file, StandardCharsets.UTF_8);
    }
}
