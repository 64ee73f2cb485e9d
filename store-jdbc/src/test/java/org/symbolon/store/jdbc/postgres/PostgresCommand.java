package org.symbolon.store.jdbc.postgres;

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
 * Runs PostgreSQL's programs. They refuse to run as root, so root runs them as the user nobody. If {@code setpriv} is
 * installed, the server ends with the JVM, even if that is killed.
 */
final class PostgresCommand {
    private static final int ROOT = 0;
    private static final int NOBODY = 65_534;

    private final Path folder;
    private final boolean root;
    private final boolean setpriv;

    /** Runs programs in a folder. */
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

    /** Creates a folder that only the server can use. */
    void createFolder(Path path) throws IOException {
        Files.createDirectory(path);
        if (root) {
            Files.setAttribute(path, "unix:uid", NOBODY);
            Files.setAttribute(path, "unix:gid", NOBODY);
        }
    }

    /** Runs a program, and waits until it ends. */
    void run(List<String> program) throws IOException {
        List<String> command = as(List.of(), program);
        finish(builder(command).redirectErrorStream(true).start(), command);
    }

    /**
     * Starts a program, without waiting until it ends. It is started from a thread that lives as long as the program:
     * setpriv's signal is sent when the thread that started the process ends.
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

    /** Waits until a program ends; if it fails, throws an exception with its output. */
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

    /**
     * Sends a signal to those of the processes that are alive. Uses a shell, because Java can only send two signals.
     */
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
