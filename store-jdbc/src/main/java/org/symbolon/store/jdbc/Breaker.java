package org.symbolon.store.jdbc;

import com.google.common.base.Ticker;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.symbolon.core.error.StoreUnavailableException;

/**
 * Keeps callers from waiting for a server that is gone. When one of them found so, the next one looks whether it is; meanwhile, and for a
 * while after it looked in vain, the others are refused at once.
 */
final class Breaker {
    /** How long nobody looks again. */
    static final Duration PAUSE = Duration.ofMillis(500);

    private static final Logger LOG = LoggerFactory.getLogger(Breaker.class);

    private final String server;
    private final Probe probe;
    private final Runnable recovery;
    private final Ticker ticker;
    private final AtomicBoolean probing = new AtomicBoolean();
    private volatile boolean open;
    private volatile boolean gone;
    private volatile long lastLook;
    private volatile long lastAnswer;

    /** Asks the server something, and returns soon. */
    @FunctionalInterface
    interface Probe {
        void ask() throws SQLException;
    }

    /**
     * A breaker that lets everybody pass.
     *
     * @param server what messages call it
     * @param recovery what to do when the server was gone and is back
     */
    Breaker(String server, Probe probe, Runnable recovery, Ticker ticker) {
        this.server = server;
        this.probe = probe;
        this.recovery = recovery;
        this.ticker = ticker;
        this.lastAnswer = ticker.read();
    }

    /**
     * Lets a caller pass.
     *
     * @return the moment, for {@link #lost}
     * @throws StoreUnavailableException at once, while the server is gone
     */
    long enter() {
        if (open && !isBack()) {
            throw new StoreUnavailableException("the database " + server + " does not answer; nothing was changed");
        }
        return ticker.read();
    }

    private boolean isBack() {
        if (ticker.read() - lastLook < PAUSE.toNanos() || !probing.compareAndSet(false, true)) {
            return false;
        }
        try {
            probe.ask();
            recovered();
            return true;
        } catch (SQLException e) {
            stillGone(e);
            return false;
        } finally {
            probing.set(false);
        }
    }

    private synchronized void stillGone(SQLException cause) {
        if (Thread.currentThread().isInterrupted()) {
            // Which ended the look, and says nothing of the server.
            return;
        }
        lastLook = ticker.read();
        if (!gone) {
            gone = true;
            LOG.warn("the database {} does not answer; callers are refused until it does", server, cause);
        }
    }

    private synchronized void recovered() {
        if (gone) {
            recovery.run();
            LOG.info("the database {} answers again", server);
        }
        gone = false;
        answered();
        open = false;
    }

    /** The server did something for a caller, be it to complain. */
    void answered() {
        lastAnswer = ticker.read();
    }

    /**
     * A caller found that the server may be gone: it got no connection, or its connection broke. That is not believed where another caller
     * has had an answer meanwhile: then only that connection broke, or all of them were busy.
     */
    synchronized void lost(long entered) {
        if (!open && lastAnswer - entered <= 0) {
            lastLook = ticker.read() - PAUSE.toNanos();
            open = true;
        }
    }
}
