package org.symbolon.http.server;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.symbolon.core.value.AccountId;

/**
 * Work that waits for a thread, in a queue for each account. The accounts take turns, and each may have only a share of
 * what runs and of what waits. Safe for use by many threads; it does not run the work itself.
 */
final class FairQueue<T> {
    private final Bounds bounds;
    private final Map<AccountId, Lane<T>> lanes = new HashMap<>();
    /** The lanes in which work waits; the one whose turn it is comes first. */
    private final Set<Lane<T>> turns = new LinkedHashSet<>();

    private int running;
    private int waiting;

    /**
     * How much work there may be.
     *
     * @param running at the same time, of all accounts
     * @param waiting of all accounts
     * @param runningOfOne at the same time, of one account
     * @param waitingOfOne of one account
     */
    record Bounds(int running, int waiting, int runningOfOne, int waitingOfOne) {

        /** Bounds of which one account may use so many percent, but at least one place. */
        static Bounds of(int running, int waiting, int percent) {
            return new Bounds(running, waiting, share(running, percent), share(waiting, percent));
        }

        private static int share(int whole, int percent) {
            return (int) Math.max(1, (long) whole * percent / 100);
        }
    }

    /** The work of one account. */
    private static final class Lane<T> {
        private final Deque<T> waiting = new ArrayDeque<>();
        private int running;
    }

    FairQueue(Bounds bounds) {
        this.bounds = bounds;
    }

    /** Adds work behind that of the same account; false if there is no room for it. */
    synchronized boolean offer(AccountId account, T work) {
        Lane<T> lane = lanes.computeIfAbsent(account, none -> new Lane<>());
        // Work that can begin at once does not wait, so it needs no place in the queue.
        boolean begins = running < bounds.running && lane.running + lane.waiting.size() < bounds.runningOfOne;
        boolean room = waiting < bounds.waiting && lane.waiting.size() < bounds.waitingOfOne;
        if (!begins && !room) {
            forget(account, lane);
            return false;
        }
        lane.waiting.add(work);
        turns.add(lane);
        waiting++;
        return true;
    }

    /** Takes the work that is to begin now, if any may; {@link #ended} is to be called when it has ended. */
    synchronized Optional<T> poll() {
        if (running >= bounds.running) {
            return Optional.empty();
        }
        Optional<Lane<T>> next = turns.stream()
                .filter(lane -> lane.running < bounds.runningOfOne)
                .findFirst();
        return next.map(lane -> {
            turns.remove(lane);
            T work = lane.waiting.remove();
            if (!lane.waiting.isEmpty()) {
                turns.add(lane);
            }
            waiting--;
            lane.running++;
            running++;
            return work;
        });
    }

    /** How much work has begun and not ended. */
    synchronized int running() {
        return running;
    }

    /** How much work waits. */
    synchronized int waiting() {
        return waiting;
    }

    /** Notes that work has ended. */
    synchronized void ended(AccountId account) {
        Lane<T> lane = Optional.ofNullable(lanes.get(account)).orElseThrow();
        lane.running--;
        running--;
        forget(account, lane);
    }

    /** Removes the waiting work of an account that fulfils a condition. */
    synchronized void removeIf(AccountId account, Predicate<T> condition) {
        Optional.ofNullable(lanes.get(account)).ifPresent(lane -> {
            removeIf(lane, condition);
            forget(account, lane);
        });
    }

    /** Removes the waiting work of all accounts that fulfils a condition. */
    synchronized void removeIf(Predicate<T> condition) {
        Iterator<Lane<T>> each = lanes.values().iterator();
        while (each.hasNext()) {
            Lane<T> lane = each.next();
            removeIf(lane, condition);
            if (isUnused(lane)) {
                each.remove();
            }
        }
    }

    private void removeIf(Lane<T> lane, Predicate<T> condition) {
        int before = lane.waiting.size();
        lane.waiting.removeIf(condition);
        waiting -= before - lane.waiting.size();
        if (lane.waiting.isEmpty()) {
            turns.remove(lane);
        }
    }

    private void forget(AccountId account, Lane<T> lane) {
        if (isUnused(lane)) {
            lanes.remove(account);
        }
    }

    private static boolean isUnused(Lane<?> lane) {
        return lane.running == 0 && lane.waiting.isEmpty();
    }
}
