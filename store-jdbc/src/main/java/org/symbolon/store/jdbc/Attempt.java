package org.symbolon.store.jdbc;

import java.util.concurrent.atomic.AtomicReference;
import org.symbolon.core.error.StoreUnavailableException;

/**
 * A change of a lease, made while its caller waits or not at all. The last thing in its transaction is a gate that the caller shuts when it gives
 * up. So a change that was given up is either undone, or had its rows locked and its commit under way, and whatever is asked for next about
 * these rows comes after it: no change takes effect behind the back of a later one.
 */
final class Attempt {
    private enum Gate {
        OPEN,
        PASSED,
        SHUT
    }

    private final Writer writer;
    private final AtomicReference<Gate> gate = new AtomicReference<>(Gate.OPEN);

    Attempt(Writer writer) {
        this.writer = writer;
    }

    /** Makes the change, which first of all locks the account of each lease that it is about. To be called once. */
    <T> T write(Work.Single<T> change) {
        try {
            return writer.write(Work.of(handle -> {
                T answer = change.run(handle);
                passGate();
                return answer;
            }));
        } finally {
            gate.compareAndSet(Gate.OPEN, Gate.SHUT);
        }
    }

    private void passGate() {
        if (!gate.compareAndSet(Gate.OPEN, Gate.PASSED) && gate.get() == Gate.SHUT) {
            throw new StoreUnavailableException("nobody waits for this change any more");
        }
    }

    /** Whether a change that threw was certainly not made; otherwise nobody knows. */
    boolean isUndone() {
        return gate.get() == Gate.SHUT;
    }
}
