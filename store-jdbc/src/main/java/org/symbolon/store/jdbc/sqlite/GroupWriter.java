package org.symbolon.store.jdbc.sqlite;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.symbolon.core.error.StoreUnavailableException;
import org.symbolon.core.store.CallTimes;
import org.symbolon.store.jdbc.database.OpenDatabase;
import org.symbolon.store.jdbc.file.LockBackoff;

/**
 * The thread that writes. All changes that callers ask for while it commits a transaction go into the next transaction,
 * so that the disk is waited for once for a group of changes and not once for each.
 *
 * <p>A caller waits no longer than the time-out. A change that the thread has not begun by then is withdrawn. One that
 * it has begun may still be committed although its caller is told that the store is unavailable; a token is then taken
 * from the balance and nobody has it.
 */
final class GroupWriter {
    private static final Logger LOG = LoggerFactory.getLogger(GroupWriter.class);
    private static final int LARGEST_GROUP = 1_000;

    private final BlockingQueue<Ticket<?>> queue = new LinkedBlockingQueue<>();
    private final WriteConnection connection;
    private final Duration timeout;
    private final CallTimes times = new CallTimes();
    private final Thread thread;
    private volatile boolean closed;

    private GroupWriter(WriteConnection connection, Duration timeout) {
        this.connection = connection;
        this.timeout = timeout;
        this.thread = new Thread(this::run, "symbolon-writer");
        thread.setDaemon(true);
    }

    static GroupWriter start(WriteConnection connection, Duration timeout) {
        GroupWriter writer = new GroupWriter(connection, timeout);
        writer.thread.start();
        return writer;
    }

    /** Runs a change as {@link OpenDatabase#write} does; together with those of other callers that are equal to it. */
    <T> T write(SharedWork<T> work) {
        if (closed) {
            throw new StoreUnavailableException("the store is closed");
        }
        if (Thread.currentThread().equals(thread)) {
            throw new IllegalStateException("a change of the store was started inside another one");
        }
        Ticket<T> ticket = new Ticket<>(work);
        queue.add(ticket);
        return times.time(() -> ticket.await(timeout));
    }

    /** The changes so far. */
    CallTimes times() {
        return times;
    }

    /** How many changes wait for the thread. */
    int waiting() {
        return queue.size();
    }

    private void run() {
        try (connection) {
            while (!closed || !queue.isEmpty()) {
                serve(queue.take());
            }
        } catch (InterruptedException e) {
            LOG.warn("the writer was interrupted", e);
        } finally {
            closed = true;
        }
    }

    private void serve(Ticket<?> first) throws InterruptedException {
        List<Ticket<?>> group = new ArrayList<>();
        try {
            if (awaitLock(first)) {
                group.add(first);
                queue.drainTo(group, LARGEST_GROUP);
                group.removeIf(ticket -> !ticket.claim());
                connection.commit(group);
            }
        } catch (SQLException | RuntimeException | Error e) {
            connection.close();
            first.fail(e);
            group.forEach(ticket -> ticket.fail(e));
        }
    }

    /** Waits until no other process writes; returns false if the caller withdraws the change before that. */
    private boolean awaitLock(Ticket<?> first) throws SQLException, InterruptedException {
        LockBackoff backoff = new LockBackoff();
        while (!connection.begin()) {
            if (first.isClaimed()) {
                return false;
            }
            backoff.pause();
        }
        return true;
    }

    /** Runs the changes that were asked for before, and stops the thread. */
    void close() {
        closed = true;
        // A change that is withdrawn already wakes the thread up.
        Ticket<Boolean> wake = new Ticket<>(SharedWork.of(Handle::isClosed));
        wake.claim();
        queue.add(wake);
        try {
            thread.join(2 * timeout.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (thread.isAlive()) {
            LOG.warn("the store was closed while a change was still running");
        }
    }
}
