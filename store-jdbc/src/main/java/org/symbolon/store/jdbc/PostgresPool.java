package org.symbolon.store.jdbc;

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

/** Connections to PostgreSQL behind a {@link Breaker}. */
final class PostgresPool implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PostgresPool.class);

    private final HikariDataSource connections;
    private final Jdbi jdbi;
    private final Breaker breaker;
    private final Duration timeout;

    /** Held by users as readers, by the one who closes as the writer. */
    private final ReadWriteLock use = new ReentrantReadWriteLock();

    private volatile boolean closed;

    PostgresPool(HikariDataSource connections, Breaker breaker, Duration timeout) {
        this.connections = connections;
        this.jdbi = QuietJdbi.on(connections);
        this.breaker = breaker;
        this.timeout = timeout;
    }

    /**
     * Does something on a connection.
     *
     * @throws StoreUnavailableException if the pool is closed or the server gone
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
            if (PostgresErrors.isBroken(e) || PostgresErrors.isWithoutConnection(e)) {
                breaker.lost(entered);
            }
            throw e;
        }
    }

    /** Has every connection made anew: the present ones lead to a server that was gone meanwhile. */
    void renew() {
        if (!closed) {
            connections.getHikariPoolMXBean().softEvictConnections();
        }
    }

    /** Waits for those who are using a connection, as long as they may take, then closes all. */
    @Override
    public void close() {
        closed = true;
        try {
            if (use.writeLock().tryLock(timeout.toNanos(), TimeUnit.NANOSECONDS)) {
                use.writeLock().unlock();
            } else {
                LOG.warn("the store is still busy while it is closed");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        connections.close();
    }
}
