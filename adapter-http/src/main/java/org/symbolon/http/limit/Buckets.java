package org.symbolon.http.limit;

import com.google.common.cache.Cache;
import com.google.common.cache.CacheBuilder;
import com.google.common.hash.HashFunction;
import com.google.common.hash.Hashing;
import com.google.common.primitives.Ints;
import com.google.common.primitives.Longs;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import java.net.InetAddress;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.symbolon.core.store.account.RateLimit;
import org.symbolon.core.value.AccountId;

/**
 * Token buckets of one limit, by account or by address. A bucket that nobody used for longest is forgotten where there
 * are too many, and is full when it is needed again: a caller gains by that only if it asks from more addresses than
 * are remembered, each of them less often than the limit allows (ADR 0036). Safe for use by many threads.
 */
final class Buckets {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int BYTES_OF_NETWORK = 8;

    /** With a key that nobody knows, so that nobody can choose addresses that share a place in the table. */
    private final HashFunction hash = Hashing.sipHash24(RANDOM.nextLong(), RANDOM.nextLong());

    private final Cache<Long, Limited> buckets;
    private final TimeMeter time;

    /** A bucket, and the limit that it was made for. */
    private record Limited(RateLimit limit, Bucket bucket) {}

    /**
     * Makes none at first.
     *
     * @param most how many there may be
     */
    Buckets(long most, TimeMeter time) {
        this.buckets = CacheBuilder.newBuilder().maximumSize(most).build();
        this.time = time;
    }

    /** The key of an account. */
    static long key(AccountId account) {
        return account.value();
    }

    /** The key of an IPv4 address, or of the first 64 bits of an IPv6 address, of which everybody has all the others. */
    long key(InetAddress address) {
        return hash.hashLong(network(address)).asLong();
    }

    /** The key of an address that brings tokens of an account. */
    long key(AccountId account, InetAddress address) {
        return hash.newHasher()
                .putLong(account.value())
                .putLong(network(address))
                .hash()
                .asLong();
    }

    /** IPv4 takes numbers of which no IPv6 network on the Internet begins. */
    private static long network(InetAddress address) {
        byte[] all = address.getAddress();
        return all.length < BYTES_OF_NETWORK
                ? Integer.toUnsignedLong(Ints.fromByteArray(all))
                : Longs.fromByteArray(Arrays.copyOf(all, BYTES_OF_NETWORK));
    }

    /** Takes one of what a bucket holds; the result is 0, or the seconds after which there is one if there is none. */
    long take(long key, RateLimit limit) {
        Bucket bucket = bucket(key, limit);
        return bucket.tryConsume(1) ? 0 : secondsUntilNext(bucket);
    }

    /** What {@link #take} would answer; it changes nothing. */
    long peek(long key) {
        return Optional.ofNullable(buckets.getIfPresent(key))
                .filter(known -> known.bucket.getAvailableTokens() == 0)
                .map(known -> secondsUntilNext(known.bucket))
                .orElse(0L);
    }

    private static long secondsUntilNext(Bucket bucket) {
        long nanos = bucket.estimateAbilityToConsume(1).getNanosToWaitForRefill();
        return Math.max(1, (nanos + TimeUnit.SECONDS.toNanos(1) - 1) / TimeUnit.SECONDS.toNanos(1));
    }

    private Bucket bucket(long key, RateLimit limit) {
        Limited known = buckets.getIfPresent(key);
        return known != null && known.limit.equals(limit) ? known.bucket : add(key, limit);
    }

    /** The limit of an account may have changed; its bucket is a new one then. */
    private Bucket add(long key, RateLimit limit) {
        return buckets.asMap()
                .compute(
                        key,
                        (same, known) -> known != null && known.limit.equals(limit)
                                ? known
                                : new Limited(limit, newBucket(limit)))
                .bucket;
    }

    private Bucket newBucket(RateLimit limit) {
        return Bucket.builder()
                .addLimit(bandwidth -> bandwidth.capacity(limit.burst()).refillGreedy(limit.requests(), limit.period()))
                .withCustomTimePrecision(time)
                .build();
    }

    /** How many there are. */
    long size() {
        return buckets.size();
    }
}
