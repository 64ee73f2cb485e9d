package org.symbolon.store.jdbc;

/** How many tokens of one account this node was granted and how many of them it used, since it runs. Never more than the table says were granted. */
final class LeaseCount {
    private final LeaseJournal.Slot slot;
    private long granted;
    private long used;
    private long surrendered;
    private long half;
    private boolean closed;
    private volatile boolean low;

    LeaseCount(LeaseJournal.Slot slot) {
        this.slot = slot;
    }

    /** Takes a token, which the journal knows before it leaves. */
    synchronized boolean take() {
        if (used >= granted) {
            return false;
        }
        used++;
        slot.use(used);
        if (granted - used < half) {
            low = true;
        }
        return true;
    }

    /** Whether less than half is left of what there was after the last grant. */
    boolean isLow() {
        return low;
    }

    synchronized boolean isEmpty() {
        return used >= granted;
    }

    synchronized long used() {
        return used;
    }

    /** Goes by what the table says. */
    synchronized void adopt(long grantedByStore) {
        if (!closed) {
            granted = grantedByStore;
            half = (granted - used) / 2;
            low = false;
        }
    }

    /** Gives up what is unused, before the store is told. */
    synchronized void surrender() {
        surrendered = granted;
        granted = used;
    }

    /** Takes back what was surrendered, as the store was certainly not told. */
    synchronized void restore() {
        if (!closed) {
            granted = surrendered;
        }
    }

    /** From now on nothing is taken, whatever answers are still on their way. */
    synchronized void close() {
        closed = true;
        granted = used;
    }

    synchronized boolean isClosed() {
        return closed;
    }
}
