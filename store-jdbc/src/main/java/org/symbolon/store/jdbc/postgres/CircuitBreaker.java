package org.symbolon.store.jdbc.postgres;

import com.google.common.base.Ticker;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.symbolon.core.error.StoreUnavailableException;

/**
 * Refuses callers at once while the server does not answer, so that they do not all wait for it. After a call has
 * failed, the next caller probes the server. While it does, and for {@link #PAUSE} after a probe that failed, all other
 * callers are refused.
 */
final class CircuitBreaker {
    /** The time between a probe that failed and the next one. */
    static final Duration PAUSE = Duration.ofMillis(500);

    private static final Logger LOG = LoggerFactory.getLogger(CircuitBreaker.class);

    private final String server;
    private final Probe probe;
    private final Runnable recovery;
    private final Ticker ticker;
    private final AtomicBoolean probing = new AtomicBoolean();
    private volatile boolean open;
    private volatile boolean away;
    private volatile long lastProbe;
    private volatile long lastAnswer;

    /** Connects to the server, within a short time-out. */
    @FunctionalInterface
    interface Probe {
        void probe() throws SQLException;
    }

    /**
     * A closed breaker, which lets callers pass.
     *
     * @param server the name of the server in messages
     * @param recovery is run when the server answers again
     */
    CircuitBreaker(String server, Probe probe, Runnable recovery, Ticker ticker) {
        this.server = server;
        this.probe = probe;
        this.recovery = recovery;
        this.ticker = ticker;
        this.lastAnswer = ticker.read();
    }

    /**
     * Lets a caller pass.
     *
     * @return the time, for {@link #failed}
     * @throws StoreUnavailableException at once, while the server does not answer
     */
    long enter() {
        if (open && !isBack()) {
            throw new StoreUnavailableException("the database " + server + " does not answer; nothing was changed");
        }
        return ticker.read();
    }

    /** Whether callers are refused at the moment. */
    boolean isOpen() {
        return open;
    }

    private boolean isBack() {
        if (ticker.read() - lastProbe < PAUSE.toNanos() || !probing.compareAndSet(false, true)) {
            return false;
        }
        try {
            probe.probe();
            recovered();
            return true;
        } catch (SQLException e) {
            probeFailed(e);
            return false;
        } finally {
            probing.set(false);
        }
    }

    private synchronized void probeFailed(SQLException cause) {
        if (Thread.currentThread().isInterrupted()) {
            // The interrupt ended the probe, so its failure says nothing about the server.
            return;
        }
        lastProbe = ticker.read();
        if (!away) {
            away = true;
            LOG.warn("the database {} does not answer; callers are refused until it does", server, cause);
        }
    }

    private synchronized void recovered() {
        if (away) {
            recovery.run();
            LOG.info("the database {} answers again", server);
        }
        away = false;
        answered();
        open = false;
    }

    /** Notes that the server has answered a caller. */
    void answered() {
        lastAnswer = ticker.read();
    }

    /**
     * Notes that a caller got no connection, or that its connection broke. This opens the breaker unless another caller
     * has had an answer since this one entered: then just that connection is broken, or all connections of the pool are
     * in use.
     */
    synchronized void failed(long entered) {
        if (!open && lastAnswer - entered <= 0) {
            lastProbe = ticker.read() - PAUSE.toNanos();
            open = true;
        }
    }
}
