package org.symbolon.store.jdbc.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
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

    /** A folder with the programs of this one and no data yet. */
    PostgresFolder sibling() throws IOException {
        Path sibling = Files.createTempDirectory(parent(), "symbolon-postgres-");
        Files.setPosixFilePermissions(sibling, PosixFilePermissions.fromString(OPEN));
        Files.createSymbolicLink(
                sibling.resolve("pgsql"), folder.resolve("pgsql").toRealPath());
        PostgresFolder made = new PostgresFolder(sibling);
        made.command.createFolder(sibling.resolve("data"));
        made.command.createFolder(sibling.resolve("socket"));
        return made;
    }

    /**
     * Copies all files of a running server, as its low-level interface for backups allows; see chapter "Making a Base
     * Backup Using the Low Level API" of PostgreSQL's documentation.
     *
     * @param server a connection to the other server
     * @param standbyOf the port of the server that the copy shall follow; 0 for a server of its own
     */
    void copyFrom(PostgresFolder other, Connection server, int standbyOf) throws IOException, SQLException {
        command.run(List.of("find", path("data"), "-mindepth", "1", "-delete"));
        String label;
        try (Statement statement = server.createStatement()) {
            statement.execute("SELECT pg_backup_start('copy', true)");
            command.run(List.of("cp", "-a", other.path("data") + "/.", path("data")));
            try (ResultSet row = statement.executeQuery("SELECT labelfile FROM pg_backup_stop(false)")) {
                row.next();
                label = row.getString(1);
            }
            statement.execute("SELECT pg_switch_wal()");
        }
        command.run(List.of("cp", "-a", other.path("data/pg_wal") + "/.", path("data/pg_wal")));
        command.run(List.of(
                "rm",
                "-f",
                path("data/postmaster.pid"),
                path("data/standby.signal"),
                path("data/postgresql.auto.conf")));
        write("data/backup_label", label);
        if (standbyOf != 0) {
            write("data/standby.signal", "");
        }
        write(
                "data/postgresql.auto.conf",
                "primary_conninfo = 'host=127.0.0.1 port=" + standbyOf + " user=" + System.getProperty("user.name")
                        + "'\n");
    }

    /** Writes a file as the user who runs the server. */
    private void write(String name, String content) throws IOException {
        command.run(List.of("sh", "-c", "printf %s \"$1\" >\"$2\"", "sh", content, path(name)));
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
