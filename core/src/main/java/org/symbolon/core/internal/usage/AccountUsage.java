package org.symbolon.core.internal.usage;

import java.util.HashMap;
import java.util.Map;
import org.symbolon.core.store.usage.UsageBatch;
import org.symbolon.core.store.usage.UsageBatch.CookieDay;
import org.symbolon.core.store.usage.UsageKey;
import org.symbolon.core.store.usage.UsageStore;
import org.symbolon.core.store.usage.UsageStore.CookieSet;

/**
 * What one account used since the last batch. The object's monitor guards it. Once it is taken into a batch, nothing is
 * added any more, so nothing is counted in between and lost.
 */
final class AccountUsage {
    private final UsageBounds bounds;
    private final Map<UsageKey, Counter> counts = new HashMap<>();
    private final Map<CookieDay, CookieSet> cookies = new HashMap<>();
    private boolean taken;

    private static final class Counter {
        private long value;
    }

    AccountUsage(UsageBounds bounds) {
        this.bounds = bounds;
    }

    /** Counts one; returns false if this was taken, and a newer object has to be asked. */
    synchronized boolean count(UsageKey key) {
        if (taken) {
            return false;
        }
        Counter counter = counts.get(key);
        if (counter == null && bounds.admitsCounter(counts.size())) {
            counter = new Counter();
            counts.put(key, counter);
        }
        if (counter != null) {
            counter.value++;
        }
        return true;
    }

    /** Adds a cookie; returns false if this was taken, and a newer object has to be asked. */
    synchronized boolean addCookie(CookieDay day, String cookie, UsageStore store) {
        if (!taken && (cookies.containsKey(day) || bounds.admitsCookieSet(cookies.size()))) {
            cookies.computeIfAbsent(day, any -> store.newCookieSet()).add(cookie);
        }
        return !taken;
    }

    /** Puts everything into a batch. */
    synchronized void takeInto(UsageBatch.Builder batch) {
        taken = true;
        counts.forEach((key, counter) -> batch.putCounts(key, counter.value));
        batch.putAllCookies(cookies);
        bounds.release(counts.size(), cookies.size());
    }
}
