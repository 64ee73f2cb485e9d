package org.symbolon.soak;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/** What the clients of one store were told: tokens that they got, keys that were stored for them, and complaints. */
final class Ledger {
    /** How many keys are remembered, and asked for again, at most. */
    private static final int MOST_KEYS = 5_000;

    private static final int MOST_COMPLAINTS = 20;

    /** A key as it was acknowledged. */
    record Key(String kid, String value) {}

    private final Map<Integer, LongAdder> issued = new ConcurrentHashMap<>();

    /** Requests for a token of which nobody knows whether they cost one, by account. */
    private final Map<Integer, LongAdder> unknown = new ConcurrentHashMap<>();

    private final List<Key> keys = Collections.synchronizedList(new ArrayList<>());
    private final List<String> complaints = Collections.synchronizedList(new ArrayList<>());
    private final AtomicLong wellAnswered = new AtomicLong();

    /** Until when failures are expected, as of {@link System#nanoTime}; empty outside of a fault. */
    private volatile Optional<Long> excusedUntil = Optional.empty();

    void issued(int account) {
        issued.computeIfAbsent(account, id -> new LongAdder()).increment();
        wellAnswered.incrementAndGet();
    }

    void answeredWell() {
        wellAnswered.incrementAndGet();
    }

    void unknown(int account) {
        unknown.computeIfAbsent(account, id -> new LongAdder()).increment();
    }

    long issuedOf(int account) {
        return issued.getOrDefault(account, new LongAdder()).sum();
    }

    long unknownOf(int account) {
        return unknown.getOrDefault(account, new LongAdder()).sum();
    }

    long wellAnswered() {
        return wellAnswered.get();
    }

    boolean hasRoomForKeys() {
        return keys.size() < MOST_KEYS;
    }

    void stored(Key key) {
        keys.add(key);
        wellAnswered.incrementAndGet();
    }

    Optional<Key> anyKey() {
        int size = keys.size();
        return size == 0
                ? Optional.empty()
                : Optional.of(keys.get(ThreadLocalRandom.current().nextInt(size)));
    }

    List<Key> keys() {
        return List.copyOf(keys);
    }

    /** A wrong answer, whether there is a fault or not. */
    void complain(String what) {
        if (complaints.size() < MOST_COMPLAINTS) {
            complaints.add(what);
        }
    }

    /** A request that was refused or got no answer, which is wrong outside of a fault. */
    void failed(String what) {
        if (excusedUntil.filter(end -> System.nanoTime() - end < 0).isEmpty()) {
            complain("without a fault: " + what);
        }
    }

    /** From now on failures are expected, for so long at most. */
    void excuse(long nanos) {
        excusedUntil = Optional.of(System.nanoTime() + nanos);
    }

    List<String> complaints() {
        return List.copyOf(complaints);
    }
}
