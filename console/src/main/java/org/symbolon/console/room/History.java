package org.symbolon.console.room;

import com.google.common.collect.ImmutableList;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.ToLongFunction;
import org.symbolon.core.Measures;
import org.symbolon.core.Symbolon;
import org.symbolon.core.store.CallTimes;
import org.symbolon.core.value.DrmId;

/**
 * What this node counted in each of the last {@link #MINUTES} minutes, for charts. It reads counters that are in memory,
 * once a minute.
 */
final class History implements AutoCloseable {
    static final int MINUTES = 60;

    private static final String GRANTED = "granted";

    private final Symbolon symbolon;
    private final Deque<Totals> totals = new ArrayDeque<>();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "symbolon-console-history");
        thread.setDaemon(true);
        return thread;
    });

    /** Counted from the start of the process. */
    record Totals(long tokens, long licenses, long refusals) {}

    private History(Symbolon symbolon) {
        this.symbolon = symbolon;
    }

    @SuppressWarnings("FutureReturnValueIgnored") // it ends with the timer
    static History start(Symbolon symbolon) {
        History history = new History(symbolon);
        history.sample();
        history.timer.scheduleAtFixedRate(history::sample, 1, 1, TimeUnit.MINUTES);
        return history;
    }

    /** Notes the totals of now, and forgets those that are too old. */
    synchronized void sample() {
        totals.addLast(now());
        while (totals.size() > MINUTES) {
            totals.removeFirst();
        }
    }

    /** The totals of now. */
    Totals now() {
        Measures measures = symbolon.measures();
        long tokens = 0;
        long licenses = 0;
        long refusals = 0;
        for (DrmId drm : symbolon.drms().ids()) {
            tokens += measures.tokensIssued(drm);
            for (var outcome : measures.licenses(drm).entrySet()) {
                CallTimes times = outcome.getValue();
                licenses += outcome.getKey().equals(GRANTED) ? times.count() : 0;
                refusals += outcome.getKey().equals(GRANTED) ? 0 : times.count();
            }
        }
        return new Totals(tokens, licenses, refusals);
    }

    /** By how much a total grew in each minute, the oldest first; the last one is the minute that goes on. */
    synchronized ImmutableList<Long> growth(ToLongFunction<Totals> total) {
        ImmutableList<Totals> all =
                ImmutableList.<Totals>builder().addAll(totals).add(now()).build();
        ImmutableList.Builder<Long> growth = ImmutableList.builder();
        for (int i = all.size(); i <= MINUTES; i++) {
            growth.add(0L); // the node did not run yet
        }
        for (int i = 1; i < all.size(); i++) {
            growth.add(total.applyAsLong(all.get(i)) - total.applyAsLong(all.get(i - 1)));
        }
        return growth.build();
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
