package org.symbolon.store.jdbc.postgres;

import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.Jdbi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.symbolon.core.error.StoreUnavailableException;
import org.symbolon.store.jdbc.database.Database;

/** A pool of connections to PostgreSQL, behind a {@link CircuitBreaker}. */
final class PostgresPool implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PostgresPool.class);

    private final HikariDataSource connections;
    private final Jdbi jdbi;
    private final CircuitBreaker breaker;
    private final Duration timeout;

    /** The read lock is held while a connection is used; the write lock waits until none is. */
    private final ReadWriteLock use = new ReentrantReadWriteLock();

    private volatile boolean closed;

    PostgresPool(HikariDataSource connections, CircuitBreaker breaker, Duration timeout) {
        this.connections = connections;
        this.jdbi = Database.jdbi(connections);
        this.breaker = breaker;
        this.timeout = timeout;
    }

    /** How many connections it has at most. */
    int size() {
        return connections.getMaximumPoolSize();
    }

    /** How many callers wait for a connection. */
    int waiting() {
        return connections.getHikariPoolMXBean().getThreadsAwaitingConnection();
    }

    /** Whether callers are refused at once, because the server does not answer. */
    boolean isRefusing() {
        return breaker.isOpen();
    }

    /**
     * Runs an action on a connection.
     *
     * @throws StoreUnavailableException if the pool is closed or the server does not answer
     * @throws org.jdbi.v3.core.JdbiException if no connection could be had, or a statement failed
     */
    <T, X extends Exception> T use(HandleCallback<T, X> action) throws X {
        if (closed || !use.readLock().tryLock()) {
            throw new StoreUnavailableException("the store is closed");
        }
        try {
            return watched(action);
        } finally {
            use.readLock().unlock();
        }
    }

    private <T, X extends Exception> T watched(HandleCallback<T, X> action) throws X {
        long entered = breaker.enter();
        try {
            T result = jdbi.withHandle(action);
            breaker.answered();
            return result;
        } catch (Exception e) {
            if (PostgresErrors.isReadOnly(e)) {
                // The connections lead to a server that is not the primary any more.
                connections.getHikariPoolMXBean().softEvictConnections();
                breaker.failed(entered);
            } else if (PostgresErrors.isBroken(e) || PostgresErrors.isWithoutConnection(e)) {
                breaker.failed(entered);
            }
            throw e;
        }
    }

    /** Waits until no connection is used, at most for the time-out, and closes all of them. */
    @Override
    public void close() {
        closed = true;
        try {
            if (use.writeLock().tryLock(timeout.toNanos(), TimeUnit.NANOSECONDS)) {
                use.writeLock().unlock();
            } else {
                LOG.warn("the store was closed while a connection was still in use");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        connections.close();
    }
}
