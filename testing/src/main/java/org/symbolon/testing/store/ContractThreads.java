package org.symbolon.testing.store;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.IntConsumer;

/** Runs code on many threads at the same time; for tests of stores. */
public final class ContractThreads {
    private ContractThreads() {}

    /**
     * Runs the code on each thread and waits until all have ended.
     *
     * @param threads how many threads; all of them start at the same time. Those that change a store should be four at
     *     most, for which a pool has connections: a wait for one may end in a refusal on a slow machine
     * @param body is given the number of its thread, from 0
     * @throws AssertionError if one of them throws, with the exception as the cause, or takes longer than a minute
     */
    public static void run(int threads, IntConsumer body) {
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        CyclicBarrier start = new CyclicBarrier(threads);
        try {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                int number = i;
                running.add(executor.submit(() -> {
                    start.await();
                    body.accept(number);
                    return number;
                }));
            }
            for (Future<?> one : running) {
                one.get(1, TimeUnit.MINUTES);
            }
        } catch (ExecutionException | InterruptedException | TimeoutException e) {
            throw new AssertionError(e);
        } finally {
            executor.shutdownNow();
        }
    }
}
