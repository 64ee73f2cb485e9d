package org.symbolon.store.jdbc;

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

/**
 * The one thread that writes. Whatever is asked for while a transaction is being committed is done in the next one, all together: the
 * disk is waited for once a group and not once a change.
 *
 * <p>A caller waits no longer than the time-out. If the writer had not yet begun with its change, the change is withdrawn; if it had, it may
 * still be made, although the caller was told that the store is unavailable: a token is then spent and nobody has it, which is the side to err on.
 */
final class GroupWriter implements Writer {
    private static final Logger LOG = LoggerFactory.getLogger(GroupWriter.class);
    private static final int LARGEST_GROUP = 1_000;

    private final BlockingQueue<Ticket<?>> queue = new LinkedBlockingQueue<>();
    private final WriteConnection connection;
    private final Duration timeout;
    private final Thread thread;
    private volatile boolean closed;

    GroupWriter(WriteConnection connection, Duration timeout) {
        this.connection = connection;
        this.timeout = timeout;
        this.thread = new Thread(this::run, "symbolon-writer");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public <T> T write(Work<T> work) {
        if (closed) {
            throw new StoreUnavailableException("the store is closed");
        }
        if (Thread.currentThread().equals(thread)) {
            throw new IllegalStateException("a change of the store cannot wait for another one");
        }
        Ticket<T> ticket = new Ticket<>(work);
        queue.add(ticket);
        return ticket.await(timeout);
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
            if (awaitTurn(first)) {
                group.add(first);
                queue.drainTo(group, LARGEST_GROUP);
                group.removeIf(ticket -> !ticket.claim());
                connection.commit(group);
            }
        } catch (SQLException | RuntimeException | Error e) {
            connection.abandon();
            first.fail(e);
            group.forEach(ticket -> ticket.fail(e));
        }
    }

    /** Waits until no other process writes; false if the caller gave up earlier. */
    private boolean awaitTurn(Ticket<?> first) throws SQLException, InterruptedException {
        Turns turns = new Turns();
        while (!connection.begin()) {
            if (first.isClaimed()) {
                return false;
            }
            turns.pause();
        }
        return true;
    }

    @Override
    public void close() {
        closed = true;
        Ticket<Boolean> wake = new Ticket<>(Work.of(Handle::isClosed));
        wake.claim();
        queue.add(wake);
        try {
            thread.join(2 * timeout.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (thread.isAlive()) {
            LOG.warn("the store is still busy with a change while it is closed");
        }
    }
}
