package org.symbolon.core.internal.token;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PoolTest {
    /** Notes whether two ever held it at once. */
    private static final class Thing {
        private final AtomicBoolean inUse = new AtomicBoolean();
    }

    private final Pool<Thing> pool = new Pool<>(Thing::new);

    @Test
    void take_afterGivingBack_isTheSameObject() {
        Thing thing = pool.take();
        pool.giveBack(thing);
        assertSame(thing, pool.take());
    }

    @Test
    void take_whileTheObjectIsOut_isAnotherOne() {
        assertNotSame(pool.take(), pool.take());
    }

    @Test
    void take_byMoreThreadsThanSlots_neverHandsOutAnObjectTwice() throws InterruptedException, ExecutionException {
        AtomicInteger clashes = new AtomicInteger();
        ExecutorService threads = Executors.newFixedThreadPool(100);
        var runs = IntStream.range(0, 100)
                .<Future<?>>mapToObj(i -> threads.submit(() -> useOften(clashes)))
                .toList();
        for (Future<?> run : runs) {
            run.get();
        }
        threads.shutdown();
        assertEquals(0, clashes.get());
    }

    private void useOften(AtomicInteger clashes) {
        for (int i = 0; i < 200; i++) {
            Thing thing = pool.take();
            if (!thing.inUse.compareAndSet(false, true)) {
                clashes.incrementAndGet();
            }
            Thread.onSpinWait();
            thing.inUse.set(false);
            pool.giveBack(thing);
        }
    }
}
