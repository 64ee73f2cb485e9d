package org.symbolon.store.jdbc;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Runs PostgreSQL's programs, which refuse to be root's: root runs them as nobody. Where {@code setpriv} is there, the server ends with
 * the JVM, however that ends.
 */
final class PostgresCommand {
    private static final int ROOT = 0;
    private static final int NOBODY = 65_534;

    private final Path folder;
    private final boolean root;
    private final boolean setpriv;

    /** For programs that work in a folder. */
    PostgresCommand(Path folder) throws IOException {
        this.folder = folder;
        this.root = Files.getAttribute(folder, "unix:uid").equals(ROOT);
        this.setpriv = Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(path -> Files.isExecutable(Path.of(path, "setpriv")));
        if (root && !setpriv) {
            throw new IOException(
                    "PostgreSQL refuses to run as root, and there is no setpriv to run it as somebody else");
        }
    }

    /** Makes a folder in which only the server may do anything. */
    void createFolder(Path path) throws IOException {
        Files.createDirectory(path);
        if (root) {
            Files.setAttribute(path, "unix:uid", NOBODY);
            Files.setAttribute(path, "unix:gid", NOBODY);
        }
    }

    /** Runs a program to its end. */
    void run(List<String> program) throws IOException {
        List<String> command = as(List.of(), program);
        finish(builder(command).redirectErrorStream(true).start(), command);
    }

    /**
     * Starts a program that goes on. From a thread that waits for it and so lives as long: what ends a process with its parent ends it with
     * the thread that started it.
     */
    Process start(List<String> program, Path log) {
        List<String> command = as(List.of("--pdeathsig", "QUIT"), program);
        ProcessBuilder builder = builder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        CompletableFuture<Process> started = new CompletableFuture<>();
        Thread keeper = new Thread(() -> keep(builder, started), "postgres-keeper");
        keeper.setDaemon(true);
        keeper.start();
        return started.join();
    }

    private static void keep(ProcessBuilder builder, CompletableFuture<Process> started) {
        try {
            Process process = builder.start();
            started.complete(process);
            process.waitFor();
        } catch (IOException | InterruptedException e) {
            started.completeExceptionally(e);
        }
    }

    private List<String> as(List<String> options, List<String> program) {
        List<String> command = new ArrayList<>();
        if (root || (setpriv && !options.isEmpty())) {
            command.add("setpriv");
            command.addAll(options);
        }
        if (root) {
            command.addAll(List.of("--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups"));
        }
        command.addAll(program);
        return command;
    }

    private ProcessBuilder builder(List<String> command) {
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("PG") || name.equals("LD_LIBRARY_PATH"));
        builder.environment().put("LC_ALL", "C");
        return builder;
    }

    /** Waits for a program; what it wrote is in the exception if it failed. */
    static void finish(Process process, List<String> command) throws IOException {
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (!process.waitFor(2, TimeUnit.MINUTES) || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new IOException(String.join(" ", command) + " failed: " + output);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    /** Sends a signal to processes, as far as they have not ended meanwhile; by a shell, as Java knows two signals only. */
    static void signal(String name, Stream<ProcessHandle> processes) throws IOException {
        for (ProcessHandle process : processes.toList()) {
            List<String> command = List.of("sh", "-c", "kill -" + name + " " + process.pid());
            try {
                finish(new ProcessBuilder(command).redirectErrorStream(true).start(), command);
            } catch (IOException e) {
                if (process.isAlive()) {
                    throw e;
                }
            }
        }
    }
}
