package org.symbolon.store.jdbc.sqlite;

import com.google.common.collect.ImmutableList;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
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
    /** How many times within a time-out the changes are looked at. */
    private static final int LOOKS = 20;

    private final BlockingQueue<Ticket<?>> queue = new LinkedBlockingQueue<>();
    private final WriteConnection connection;
    private final Duration timeout;
    private final CallTimes times = new CallTimes();
    private final Thread thread;
    private final ScheduledExecutorService watch;
    /** The changes that have left the queue and are not answered yet. */
    private volatile List<Ticket<?>> underWay = ImmutableList.of();

    private volatile boolean closed;
    /** Whether the thread will look into the queue no more. */
    private volatile boolean ended;

    private GroupWriter(WriteConnection connection, Duration timeout) {
        this.connection = connection;
        this.timeout = timeout;
        this.thread = daemon(this::run, "symbolon-writer");
        this.watch = Executors.newSingleThreadScheduledExecutor(work -> daemon(work, "symbolon-writer-watch"));
    }

    private static Thread daemon(Runnable work, String name) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        return thread;
    }

    static GroupWriter start(WriteConnection connection, Duration timeout) {
        GroupWriter writer = new GroupWriter(connection, timeout);
        writer.thread.start();
        long pause = Math.max(1, timeout.toMillis() / LOOKS);
        Future<?> unused = writer.watch.scheduleWithFixedDelay(writer::expire, pause, pause, TimeUnit.MILLISECONDS);
        return writer;
    }

    /** Answers those who have waited too long; the longest waiting come first. */
    private void expire() {
        underWay.forEach(ticket -> ticket.expire(timeout));
        for (Ticket<?> ticket : queue) {
            if (!ticket.expire(timeout)) {
                return;
            }
        }
    }

    /** Runs a change as {@link OpenDatabase#write} does; together with those of other callers that are equal to it. */
    <T> T write(SharedWork<T> work) {
        if (Thread.currentThread().equals(thread)) {
            throw new IllegalStateException("a change of the store was started inside another one");
        }
        return times.time(() -> ask(work).await());
    }

    /**
     * Has the thread run a change as {@link #write} does, and does not wait for it.
     *
     * @return completes on the thread that writes, or on the one that watches time-outs; neither is to be held up
     */
    <T> CompletableFuture<T> writeLater(SharedWork<T> work) {
        long began = System.nanoTime();
        return ask(work)
                .answer()
                .whenComplete((answer, failure) -> times.add(System.nanoTime() - began, failure == null));
    }

    private <T> Ticket<T> ask(SharedWork<T> work) {
        Ticket<T> ticket = new Ticket<>(work);
        if (closed) {
            ticket.fail(closedStore());
            return ticket;
        }
        queue.add(ticket);
        if (ended) {
            refuseWaiting();
        }
        return ticket;
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
            ended = true;
            refuseWaiting();
        }
    }

    private void refuseWaiting() {
        for (Optional<Ticket<?>> left = next(); left.isPresent(); left = next()) {
            left.get().fail(closedStore());
        }
    }

    private Optional<Ticket<?>> next() {
        return Optional.ofNullable(queue.poll());
    }

    private static StoreUnavailableException closedStore() {
        return new StoreUnavailableException("the store is closed; nothing was changed");
    }

    private void serve(Ticket<?> first) throws InterruptedException {
        underWay = ImmutableList.of(first);
        try {
            if (awaitLock(first)) {
                List<Ticket<?>> group = new ArrayList<>();
                group.add(first);
                queue.drainTo(group, LARGEST_GROUP);
                underWay = group;
                connection.commit(group.stream().filter(Ticket::claim).toList());
            }
        } catch (SQLException | RuntimeException | Error e) {
            connection.close();
            underWay.forEach(ticket -> ticket.fail(e));
        }
        underWay = ImmutableList.of();
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
        watch.shutdownNow();
        if (thread.isAlive()) {
            LOG.warn("the store was closed while a change was still running");
        }
    }
}
