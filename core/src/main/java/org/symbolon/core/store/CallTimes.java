package org.symbolon.core.store;

import java.util.concurrent.atomic.LongAdder;

/** How often something was called, how often that failed, and how long it took in all. Safe for use by many threads. */
public final class CallTimes {
    private final LongAdder count = new LongAdder();
    private final LongAdder failures = new LongAdder();
    private final LongAdder nanos = new LongAdder();

    /** What is called. */
    @FunctionalInterface
    public interface Work<T, X extends Exception> {
        T run() throws X;
    }

    /** Does the work, and counts it; as a failure if it throws. */
    public <T, X extends Exception> T time(Work<T, X> work) throws X {
        long began = System.nanoTime();
        boolean succeeded = false;
        try {
            T result = work.run();
            succeeded = true;
            return result;
        } finally {
            add(System.nanoTime() - began, succeeded);
        }
    }

    /** Counts a call. */
    public void add(long tookNanos, boolean succeeded) {
        add(tookNanos);
        if (!succeeded) {
            failures.increment();
        }
    }

    /** Counts a call that was no failure. */
    public void add(long tookNanos) {
        nanos.add(tookNanos);
        count.increment();
    }

    /** How many calls have ended, those that failed included. */
    public long count() {
        return count.sum();
    }

    /** How many calls have failed. */
    public long failures() {
        return failures.sum();
    }

    /** How many nanoseconds the calls have taken together. */
    public long nanos() {
        return nanos.sum();
    }
}
