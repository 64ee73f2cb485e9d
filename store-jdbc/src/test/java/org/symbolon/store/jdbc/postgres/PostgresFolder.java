package org.symbolon.store.jdbc.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A temporary folder with PostgreSQL's programs, its data and its log. */
final class PostgresFolder {
    private static final String OPEN = "rwxr-xr-x";

    private final Path folder;
    private final PostgresCommand command;

    private PostgresFolder(Path folder) throws IOException {
        this.folder = folder;
        this.command = new PostgresCommand(folder);
    }

    static PostgresFolder create() throws IOException {
        Path folder = Files.createTempDirectory(parent(), "symbolon-postgres-");
        try {
            PostgresFolder created = new PostgresFolder(folder);
            created.install();
            return created;
        } catch (IOException e) {
            delete(folder);
            throw e;
        }
    }

    /** A folder for temporary files that all users can enter, because the server may run as another user. */
    private static Path parent() throws IOException {
        for (Path path : List.of(Path.of(System.getProperty("java.io.tmpdir")), Path.of("/tmp"))) {
            if (Files.isDirectory(path) && isOpen(path.toRealPath())) {
                return path.toRealPath();
            }
        }
        throw new IOException("neither java.io.tmpdir nor /tmp is a folder that every user can get to");
    }

    private static boolean isOpen(Path path) throws IOException {
        boolean open = Files.getPosixFilePermissions(path).contains(PosixFilePermission.OTHERS_EXECUTE);
        return open && (path.getParent() == null || isOpen(path.getParent()));
    }

    private void install() throws IOException {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString(OPEN));
        Files.createSymbolicLink(folder.resolve("pgsql"), PostgresBinaries.unpackedIn(folder.getParent()));
        command.createFolder(folder.resolve("data"));
        command.createFolder(folder.resolve("socket"));
        command.run(List.of(
                path("pgsql/bin/initdb"),
                "--pgdata=" + path("data"),
                "--locale=C",
                "--encoding=UTF8",
                "--auth=trust",
                "--username=" + System.getProperty("user.name"),
                "--no-sync"));
    }

    private String path(String name) {
        return folder.resolve(name).toString();
    }

    /** Starts the server, without waiting until it answers. */
    Process startServer(int port) {
        List<String> arguments = new ArrayList<>(List.of(path("pgsql/bin/postgres"), "-D", path("data")));
        for (String setting : List.of(
                "port=" + port,
                "listen_addresses=127.0.0.1",
                "unix_socket_directories=" + path("socket"),
                "max_connections=200",
                // What is only in the memory of the operating system survives every kill; no test cuts the power.
                "fsync=off")) {
            arguments.addAll(List.of("-c", setting));
        }
        return command.start(arguments, folder.resolve("log"));
    }

    /** The log of the server since it was last started. */
    String log() {
        try {
            return Files.readString(folder.resolve("log"));
        } catch (IOException e) {
            return e.toString();
        }
    }

    /**
     * Deletes the folder and its files. Uses another process, which continues if the JVM ends, because deleting
     * thousands of files may take long on a busy disk.
     */
    void delete() throws IOException {
        delete(folder);
    }

    static void delete(Path folder) throws IOException {
        Process removal = new ProcessBuilder("rm", "-rf", folder.toString())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            removal.waitFor(5, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
