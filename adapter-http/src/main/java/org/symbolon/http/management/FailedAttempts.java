package org.symbolon.http.management;

import com.google.common.cache.Cache;
import com.google.common.cache.CacheBuilder;
import com.google.common.primitives.Ints;
import com.google.common.primitives.Longs;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import java.net.InetAddress;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Slows down whoever guesses tokens or logins: from one address, so many attempts may fail at once, and then one in so
 * many seconds. A right token is never refused because of that: it is looked at before this is asked, so nobody is
 * locked out by others behind the same address. Safe for use by many threads.
 */
public final class FailedAttempts {
    static final int AT_ONCE = 20;
    static final Duration EACH = Duration.ofSeconds(3);

    private static final long MOST_ADDRESSES = 10_000;

    private final Cache<Long, Bucket> buckets =
            CacheBuilder.newBuilder().maximumSize(MOST_ADDRESSES).build();
    private final TimeMeter time;

    public FailedAttempts(TimeMeter time) {
        this.time = time;
    }

    /**
     * Notes that an attempt failed.
     *
     * @return 0, or for how many seconds the address is to wait, which the answer 429 says in {@code Retry-After}
     */
    public long failed(InetAddress address) {
        Bucket bucket = buckets.asMap().computeIfAbsent(network(address), first -> newBucket());
        if (bucket.tryConsume(1)) {
            return 0;
        }
        long nanos = bucket.estimateAbilityToConsume(1).getNanosToWaitForRefill();
        return TimeUnit.NANOSECONDS.toSeconds(nanos) + 1;
    }

    /** An IPv4 address, or the first 64 bits of an IPv6 address, of which one machine may have all the others. */
    private static long network(InetAddress address) {
        byte[] all = address.getAddress();
        return all.length < Long.BYTES ? Integer.toUnsignedLong(Ints.fromByteArray(all)) : Longs.fromByteArray(all);
    }

    private Bucket newBucket() {
        return Bucket.builder()
                .addLimit(limit -> limit.capacity(AT_ONCE).refillGreedy(1, EACH))
                .withCustomTimePrecision(time)
                .build();
    }
}
