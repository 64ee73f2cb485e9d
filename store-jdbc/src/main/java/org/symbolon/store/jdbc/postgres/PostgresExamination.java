package org.symbolon.store.jdbc.postgres;

import com.google.common.collect.ImmutableList;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import org.symbolon.core.diagnosis.Finding;

/** Examines a server: whether it takes changes, how durable they are, how many connections it has, and its clock. */
final class PostgresExamination {
    private static final String SUBJECT = "database";
    private static final Duration SMALL_DIFFERENCE = Duration.ofSeconds(2);
    private static final Duration GREAT_DIFFERENCE = Duration.ofMinutes(1);

    private final Statement statement;

    private PostgresExamination(Statement statement) {
        this.statement = statement;
    }

    /** What was found, on a connection to the server. */
    static ImmutableList<Finding> of(Connection connection, int pool, InstantSource clock) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            PostgresExamination examination = new PostgresExamination(statement);
            return ImmutableList.of(
                    examination.changes(), examination.durability(), examination.room(pool), examination.time(clock));
        }
    }

    private String ask(String query) throws SQLException {
        try (ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getString(1);
        }
    }

    private Finding changes() throws SQLException {
        return ask("SHOW transaction_read_only").equals("on")
                ? Finding.problem(SUBJECT, "the server is read-only", "name the primary server in store.url")
                : Finding.ok(SUBJECT, "PostgreSQL " + ask("SHOW server_version") + " takes changes");
    }

    private Finding durability() throws SQLException {
        boolean durable = ask("SHOW fsync").equals("on")
                && !ask("SHOW synchronous_commit").equals("off");
        return durable
                ? Finding.ok(SUBJECT, "fsync and synchronous_commit are on")
                : Finding.warning(
                        SUBJECT,
                        "fsync or synchronous_commit is off, so a crash of the server can lose what was acknowledged",
                        "set both on");
    }

    private Finding room(int pool) throws SQLException {
        int most = Integer.parseInt(ask("SHOW max_connections"));
        String text = "the server takes " + most + " connections, and a node needs " + (pool + 3);
        return most <= pool + 3
                ? Finding.problem(SUBJECT, text, "raise max_connections of the server, or lower store.pool")
                : Finding.ok(SUBJECT, text);
    }

    /** Half of the time that the question takes is the most by which the answer can be wrong. */
    private Finding time(InstantSource clock) throws SQLException {
        Instant asked = clock.instant();
        Instant there;
        try (ResultSet row = statement.executeQuery("SELECT clock_timestamp()")) {
            row.next();
            there = row.getObject(1, OffsetDateTime.class).toInstant();
        }
        Duration half = Duration.between(asked, clock.instant()).dividedBy(2);
        Duration difference = Duration.between(there, asked.plus(half)).abs();
        String text =
                "the clocks of the database server and of this machine differ by " + difference.toMillis() + " ms";
        String remedy = "synchronize both, for instance with chrony";
        if (difference.compareTo(GREAT_DIFFERENCE.plus(half)) > 0) {
            return Finding.problem("clock", text, remedy);
        }
        return difference.compareTo(SMALL_DIFFERENCE.plus(half)) > 0
                ? Finding.warning("clock", text, remedy)
                : Finding.ok("clock", text);
    }
}
