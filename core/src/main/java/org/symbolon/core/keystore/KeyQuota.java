package org.symbolon.core.keystore;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.symbolon.core.error.StoreUnavailableException;
import org.symbolon.core.store.key.KeyScope;
import org.symbolon.core.store.key.KeyStorage;
import org.symbolon.core.value.AccountId;
import org.symbolon.core.value.Environment;

/**
 * Holds each account to a number of stored keys (ADR 0027). Counting a million keys takes long, so the store is asked
 * rarely: when the account adds its first key, and again when a quarter of the room that was found then is used up, but
 * not more often than every ten seconds. In between this process counts what it adds and removes itself. Several nodes
 * may therefore exceed the number by what they add in the meantime: this protects the store, and is no bill.
 */
final class KeyQuota {
    /** The shortest time between two counts of one account. */
    static final Duration PAUSE = Duration.ofSeconds(10);

    static final long UNLIMITED = Long.MAX_VALUE;

    private static final Logger LOG = LoggerFactory.getLogger(KeyQuota.class);

    private final KeyStorage storage;
    private final long most;
    private final Map<AccountId, Tally> tallies = new ConcurrentHashMap<>();

    KeyQuota(KeyStorage storage, long most) {
        this.storage = storage;
        this.most = most;
    }

    /** Reserves room for new keys; false if the account has none. Room that is not used is to be released. */
    boolean reserve(KeyScope scope, int keys) {
        return most == UNLIMITED || tally(scope).reserve(scope, keys);
    }

    /** Gives back room that was not used, or that a removed key leaves. */
    void release(KeyScope scope, int keys) {
        if (most != UNLIMITED) {
            tally(scope).release(keys);
        }
    }

    private Tally tally(KeyScope scope) {
        return tallies.computeIfAbsent(scope.account(), account -> new Tally());
    }

    KeyRefusedException exceeded() {
        return new KeyRefusedException(
                KeyError.TOO_MANY_KEYS,
                "the account has no room for another key: it may store " + most + " (setting keys.max)");
    }

    /** What is known of the keys of one account. Those who add at the same time wait for one count. */
    private final class Tally {
        private Instant counted = Instant.MIN;
        private long keys;
        /** How many keys may be added before they are counted again. */
        private long untilCount;

        synchronized boolean reserve(KeyScope scope, int more) {
            if (untilCount < more && counted.isBefore(scope.now().minus(PAUSE))) {
                count(scope);
            }
            boolean room = more == 0 || keys <= most - more;
            if (room) {
                keys += more;
                untilCount -= more;
            }
            return room;
        }

        synchronized void release(int fewer) {
            keys = Math.max(0, keys - fewer);
        }

        /**
         * If the store cannot count in time, keys are added without knowing their number: refusing all of them would
         * be worse, and a store that does not answer at all refuses them itself.
         */
        private void count(KeyScope scope) {
            counted = scope.now();
            try {
                keys = Stream.of(Environment.values())
                        .mapToLong(each -> storage.count(new KeyScope(scope.account(), each, scope.now())))
                        .sum();
                untilCount = Math.max(0, most - keys) / 4;
            } catch (StoreUnavailableException e) {
                LOG.warn("the keys of account {} could not be counted, so keys.max is not checked", scope.account(), e);
            }
        }
    }
}
