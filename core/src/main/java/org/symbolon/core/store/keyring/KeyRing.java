package org.symbolon.core.store.keyring;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;

/**
 * The keys that tokens are sealed under and opened with, ordered by the time from which they seal, the earliest first.
 * One of them is primary: the last one whose time to seal has come.
 */
public record KeyRing(ImmutableList<RingKey> keys) {

    public KeyRing {
        keys = ImmutableList.sortedCopyOf(Comparator.comparing(RingKey::sealsFrom), keys);
        if (keys.isEmpty()) {
            throw new IllegalArgumentException("a key ring has at least one key");
        }
        if (keys.stream()
                        .map(RingKey::id)
                        .collect(ImmutableSet.toImmutableSet())
                        .size()
                < keys.size()) {
            throw new IllegalArgumentException("two keys of the ring have the same id");
        }
    }

    public static KeyRing of(RingKey... keys) {
        return new KeyRing(ImmutableList.copyOf(keys));
    }

    /**
     * The key that seals now. If no key's time to seal has come yet, because a clock went back, it is the first key.
     */
    public RingKey primary(Instant now) {
        RingKey primary = keys.get(0);
        for (RingKey key : keys) {
            if (!key.sealsFrom().isAfter(now)) {
                primary = key;
            }
        }
        return primary;
    }

    public Optional<RingKey> find(RingKeyId id) {
        return keys.stream().filter(key -> key.id().equals(id)).findFirst();
    }

    /** When a key stops sealing, which may be in the past; empty for a key without a successor. */
    public Optional<Instant> sealsUntil(RingKey key) {
        return keys.stream()
                .map(RingKey::sealsFrom)
                .filter(key.sealsFrom()::isBefore)
                .findFirst();
    }

    /** Whether every token that a key has sealed must have ended, given the longest life of a token. */
    public boolean isSpent(RingKey key, Instant now, Duration longestLife) {
        return sealsUntil(key)
                .filter(until -> until.plus(longestLife).isBefore(now))
                .isPresent();
    }

    /** The ring with one more key, which becomes primary when its time to seal comes. */
    public KeyRing with(RingKey key) {
        return new KeyRing(
                ImmutableList.<RingKey>builder().addAll(keys).add(key).build());
    }

    /** The ring without a key. Whatever was sealed under that key cannot be opened any more. */
    public KeyRing without(RingKeyId id) {
        return new KeyRing(keys.stream().filter(key -> !key.id().equals(id)).collect(ImmutableList.toImmutableList()));
    }
}
