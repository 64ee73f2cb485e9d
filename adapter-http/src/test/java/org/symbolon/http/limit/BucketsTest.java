package org.symbolon.http.limit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.net.InetAddresses;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.symbolon.core.store.account.RateLimit;
import org.symbolon.core.value.AccountId;

class BucketsTest {
    private final Clock clock = new Clock();
    private final Buckets buckets = new Buckets(1000, clock);

    /** A clock that a test moves. It begins below zero, as that of a JVM may. */
    private static final class Clock implements TimeMeter {
        private long nanos = -1_000_000_000;

        @Override
        public long currentTimeNanos() {
            return nanos;
        }

        @Override
        public boolean isWallClockBased() {
            return false;
        }
    }

    private static RateLimit limit(String text) {
        return RateLimit.parse(text).orElseThrow();
    }

    private static long key(String address, Buckets of) {
        return of.key(InetAddresses.forString(address));
    }

    private long takeAll(long key, RateLimit limit) {
        return LongStream.rangeClosed(1, limit.burst() + 1)
                .map(each -> buckets.take(key, limit))
                .reduce((before, last) -> before == 0 ? last : -1)
                .orElseThrow();
    }

    /** What the burst allows goes at once, and the next one goes when the answer says, not before. */
    @ParameterizedTest
    @CsvSource({"1/s, 1", "10/m, 6", "7/m, 9", "100/s burst 3, 1", "1/m burst 5, 60", "1/h, 3600"})
    void refusedRequest_goesAfterTheSecondsThatItIsTold(String text, long seconds) {
        RateLimit limit = limit(text);
        assertEquals(seconds, takeAll(1, limit));

        clock.nanos += Duration.ofSeconds(seconds).toNanos();
        assertEquals(0, buckets.take(1, limit));
    }

    @Test
    void request_goesWhenTheBucketHasOne_andNotANanosecondBefore() {
        RateLimit limit = limit("4/s burst 2");
        takeAll(1, limit);

        clock.nanos += 249_999_999;
        assertEquals(1, buckets.take(1, limit));
        clock.nanos += 1;
        assertEquals(0, buckets.take(1, limit));
        assertEquals(1, buckets.take(1, limit));
        clock.nanos += 250_000_001;
        assertEquals(0, buckets.take(1, limit));
    }

    @Test
    void bucketIsNeverFullerThanItsBurst() {
        RateLimit limit = limit("100/s burst 3");
        takeAll(1, limit);

        clock.nanos += Duration.ofHours(1).toNanos();
        assertEquals(1, takeAll(1, limit));
    }

    @Test
    void peek_changesNothing() {
        RateLimit limit = limit("1/m burst 2");
        assertEquals(0, buckets.peek(1));
        buckets.take(1, limit);
        assertEquals(0, buckets.peek(1));
        buckets.take(1, limit);
        assertEquals(60, buckets.peek(1));
        clock.nanos += Duration.ofMinutes(1).toNanos() - 1;
        assertEquals(1, buckets.peek(1));
        clock.nanos += 1;
        assertEquals(0, buckets.peek(1));
        assertEquals(0, buckets.take(1, limit));
    }

    @Test
    void limitThatChanges_isInForceAtOnce() {
        takeAll(1, limit("1/h burst 5"));

        assertEquals(0, buckets.take(1, limit("1/h burst 2")));
        assertEquals(0, buckets.take(1, limit("1/h burst 2")));
        assertEquals(3600, buckets.take(1, limit("1/h burst 2")));
    }

    @Test
    void oneNetwork_isOneKey() {
        assertEquals(key("2001:db8::1", buckets), key("2001:db8::ffff:ffff:ffff:ffff", buckets));
        assertNotEquals(key("2001:db8::1", buckets), key("2001:db8:0:1::1", buckets));
        assertNotEquals(key("192.0.2.1", buckets), key("192.0.2.2", buckets));
        assertEquals(key("192.0.2.1", buckets), key("::ffff:192.0.2.1", buckets));
        AccountId account = new AccountId(1);
        assertNotEquals(
                buckets.key(account, InetAddresses.forString("192.0.2.1")),
                buckets.key(new AccountId(2), InetAddresses.forString("192.0.2.1")));
        assertEquals(
                buckets.key(account, InetAddresses.forString("2001:db8::1")),
                buckets.key(account, InetAddresses.forString("2001:db8::2")));
        assertNotEquals(
                key("192.0.2.1", buckets), key("192.0.2.1", new Buckets(1, clock)), "the key of the hash is a secret");
    }

    /** Whoever keeps asking is remembered, however many others ask once in between. */
    @Test
    void callerWhoKeepsAsking_isNotForgotten_andTheRestIsBounded() {
        RateLimit limit = limit("1/h burst 100");
        takeAll(-1, limit);
        for (long other = 0; other < 20_000; other++) {
            buckets.take(other, limit);
            if (other % 100 == 0) {
                assertEquals(3600, buckets.take(-1, limit));
            }
        }
        assertTrue(buckets.size() <= 1000, "there are " + buckets.size());
    }

    /** Several event loops count in the same bucket, whoever makes it. */
    @Test
    void threadsTogether_takeWhatThereIs_andNoMore() throws InterruptedException {
        RateLimit limit = limit("1/h burst 1000");
        AtomicInteger taken = new AtomicInteger();
        CountDownLatch start = new CountDownLatch(1);
        ExecutorService threads = Executors.newFixedThreadPool(4);
        for (int thread = 0; thread < 4; thread++) {
            threads.execute(() -> {
                try {
                    start.await();
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                }
                for (int i = 0; i < 500; i++) {
                    taken.addAndGet(buckets.take(1, limit) == 0 ? 1 : 0);
                }
            });
        }
        start.countDown();
        threads.shutdown();
        assertTrue(threads.awaitTermination(60, TimeUnit.SECONDS));
        assertEquals(1000, taken.get());
    }
}
