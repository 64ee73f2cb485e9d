package org.symbolon.core.internal.usage;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How much is counted between two batches, and how much of that for one account, so that none takes the place of
 * others. The counters of an account differ by DRM, environment, day and code, none of which a caller can make up; so
 * these bounds are reached only while a store is away for days, or by very many accounts at once.
 */
final class UsageBounds {
    /** The largest numbers in a process. Tests have smaller ones. */
    static final Most MOST = new Most(262_144, 1_024, 8_192, 8);

    private final Most most;
    private final AtomicInteger counters = new AtomicInteger();
    private final AtomicInteger cookieSets = new AtomicInteger();
    private final AtomicLong dropped = new AtomicLong();

    UsageBounds(Most most) {
        this.most = most;
    }

    /**
     * The largest numbers.
     *
     * @param counters of all accounts together
     * @param countersOfAccount of one account
     * @param cookieSets of all accounts together, each of a few KiB
     * @param cookieSetsOfAccount of one account
     */
    record Most(int counters, int countersOfAccount, int cookieSets, int cookieSetsOfAccount) {}

    /** Whether an account that has so many counters may have one more, which is then reserved. */
    boolean admitsCounter(int ofAccount) {
        return ofAccount < most.countersOfAccount ? reserve(counters, most.counters) : drop();
    }

    /** Whether an account that has so many sets of cookies may have one more, which is then reserved. */
    boolean admitsCookieSet(int ofAccount) {
        return ofAccount < most.cookieSetsOfAccount ? reserve(cookieSets, most.cookieSets) : drop();
    }

    private boolean reserve(AtomicInteger reserved, int limit) {
        if (reserved.incrementAndGet() <= limit) {
            return true;
        }
        reserved.decrementAndGet();
        return drop();
    }

    private boolean drop() {
        dropped.incrementAndGet();
        return false;
    }

    /** To be called when so many counters and sets have been taken into a batch. */
    void release(int takenCounters, int takenSets) {
        counters.addAndGet(-takenCounters);
        cookieSets.addAndGet(-takenSets);
    }

    /** How often nothing was counted since the last call, because a bound was reached. */
    long dropped() {
        return dropped.getAndSet(0);
    }
}
