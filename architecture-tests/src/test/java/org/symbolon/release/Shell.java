package org.symbolon.release;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** Runs programs of the machine to their end. */
final class Shell {
    static final Path ROOT =
            Path.of(System.getProperty("symbolon.root", "..")).toAbsolutePath().normalize();

    /** A build is the longest. */
    private static final long MINUTES = 20;

    private Shell() {}

    /** Whether there is a program of this name. */
    static boolean has(String program) {
        return exitCode(Path.of("."), "sh", "-c", "command -v " + program) == 0;
    }

    /** What a program exits with, whatever it writes. */
    static int exitCode(Path folder, String... command) {
        try {
            return finish(new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs a program that has to succeed, and returns what it writes, errors included. */
    static String run(Path folder, String... command) {
        return run(folder, new ProcessBuilder(command));
    }

    /** The same, with nothing in the environment but where programs are. */
    static String runInEmptyEnvironment(Path folder, String... command) {
        ProcessBuilder builder = new ProcessBuilder(command);
        String path = builder.environment().get("PATH");
        builder.environment().clear();
        builder.environment().put("PATH", path);
        return run(folder, builder);
    }

    private static String run(Path folder, ProcessBuilder builder) {
        try {
            Path output = Files.createTempFile("output", ".txt");
            Process process = builder.directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            int code = finish(process);
            String text = Files.readString(output, StandardCharsets.UTF_8);
            Files.delete(output);
            assertEquals(0, code, builder.command() + "\n" + text);
            return text;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int finish(Process process) {
        try {
            if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                throw new AssertionError(process.info() + " did not end");
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            throw new AssertionError(e);
        }
    }
}
