package org.symbolon.store.jdbc;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says once when the store goes away from what is done in the background, and once when it is back. */
final class StoreWatch {
    private static final Logger LOG = LoggerFactory.getLogger(StoreWatch.class);

    private boolean away;

    /** Whether something failed, and nothing since has proved that the store is back. */
    synchronized boolean isAway() {
        return away;
    }

    /** Runs something and catches whatever it throws: a timer would never run again after it, without a word. */
    boolean succeeds(Runnable task) {
        try {
            task.run();
            return true;
        } catch (Throwable e) {
            failed(e);
            return false;
        }
    }

    private synchronized void failed(Throwable e) {
        if (!away) {
            LOG.warn("leased balances cannot be kept up; tokens at hand are issued on", e);
        }
        away = true;
    }

    synchronized void back() {
        if (away) {
            LOG.info("leased balances are kept up again");
        }
        away = false;
    }
}
