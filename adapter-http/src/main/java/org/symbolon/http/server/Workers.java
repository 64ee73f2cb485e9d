package org.symbolon.http.server;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Threads for blocking work of one kind: the only way from an event loop to a call that blocks. The queue before them
 * is bounded, and each call has a deadline that counts from the head of its request, so that callers are refused in
 * time where a store is slow. Work does not begin for a caller who has left.
 */
public final class Workers implements AutoCloseable {
    private static final long IDLE_SECONDS = 60;
    private static final long CLOSE_MILLIS = 1000;

    private final ThreadPoolExecutor threads;
    private final long deadlineNanos;
    private final Runnable succeeded;

    private Workers(ThreadPoolExecutor threads, Duration deadline, Runnable succeeded) {
        this.threads = threads;
        this.deadlineNanos = deadline.toNanos();
        this.succeeded = succeeded;
    }

    /**
     * What workers are for, and how many there are.
     *
     * @param name a part of the threads' names
     * @param threads how many threads there are at most
     * @param queue how many calls may wait for one
     * @param askStore whether the success of their work shows that the store answers
     */
    public record Pool(String name, int threads, int queue, boolean askStore) {}

    /**
     * Makes workers.
     *
     * @param deadline how long a call may take, from the head of its request
     * @param log is told when the store answers
     */
    public static Workers start(Pool pool, Duration deadline, RequestLog log) {
        return new Workers(threads(pool), deadline, pool.askStore() ? log::storeAnswered : () -> {});
    }

    /** Threads begin when they are needed, and end when they were idle for a while. */
    private static ThreadPoolExecutor threads(Pool pool) {
        AtomicInteger number = new AtomicInteger();
        ThreadPoolExecutor threads = new ThreadPoolExecutor(
                pool.threads(),
                pool.threads(),
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(pool.queue()),
                work -> {
                    Thread thread = new Thread(work, "symbolon-" + pool.name() + "-" + number.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                },
                (refused, full) -> ((Task<?>) refused).queueIsFull(full));
        threads.allowCoreThreadTimeOut(true);
        return threads;
    }

    /**
     * Does blocking work for a call, whose deadline counts from the head of its request.
     *
     * @return completes on the call's event loop; fails with what the work threw, or with a {@link
     *     RefusedCallException} where the queue is full, the deadline has passed, or the caller has left. Work that is
     *     under way at the deadline is not stopped.
     */
    public <T> Future<T> run(Call call, Callable<T> work) {
        return submit(call, work, call.log().began());
    }

    /** Does blocking work for the next part of a long answer, whose deadline counts from now. */
    public <T> Future<T> runForNextPart(Call call, Callable<T> work) {
        return submit(call, work, System.nanoTime());
    }

    private <T> Future<T> submit(Call call, Callable<T> work, long began) {
        Task<T> task = new Task<>(call, work, began);
        threads.execute(task);
        return task.result.future();
    }

    private final class Task<T> implements Runnable {
        private final Call call;
        private final Callable<T> work;
        private final long began;
        private final Promise<T> result = Promise.promise();
        private final long timer;
        /** Whether a worker has begun with it, or nobody should any more. */
        private final AtomicBoolean taken = new AtomicBoolean();

        Task(Call call, Callable<T> work, long began) {
            this.call = call;
            this.work = work;
            this.began = began;
            this.timer = call.vertx().setTimer(TimeUnit.NANOSECONDS.toMillis(left()) + 1, fired -> deadlinePassed());
        }

        private long left() {
            return Math.max(0, deadlineNanos - (System.nanoTime() - began));
        }

        private void deadlinePassed() {
            result.tryFail(RefusedCallException.busy("The service could not answer in time; try again"));
            if (taken.compareAndSet(false, true)) {
                threads.getQueue().remove(this);
            }
        }

        @Override
        public void run() {
            if (!taken.compareAndSet(false, true)) {
                return;
            }
            if (call.callerHasLeft()) {
                callerLeft();
                return;
            }
            if (left() == 0) {
                return; // the timer answers
            }
            try {
                T done = work.call();
                succeeded.run();
                complete(() -> result.tryComplete(done));
            } catch (Throwable e) {
                complete(() -> result.tryFail(e));
            }
        }

        private void callerLeft() {
            complete(() -> {
                call.log().brokenOff();
                result.tryFail(new RefusedCallException(503, "The caller has left"));
            });
        }

        private void complete(Runnable completion) {
            call.eventLoop().runOnContext(now -> {
                call.vertx().cancelTimer(timer);
                completion.run();
            });
        }

        /** Makes room by leaving out those whose callers have left; without any, the call is refused. */
        private void queueIsFull(ThreadPoolExecutor pool) {
            pool.getQueue().removeIf(waiting -> ((Task<?>) waiting).isForNobody());
            if (pool.isShutdown() || !pool.getQueue().offer(this)) {
                taken.set(true);
                complete(() -> result.tryFail(RefusedCallException.busy("The service is busy; try again")));
            }
        }

        private boolean isForNobody() {
            if (!call.callerHasLeft() || !taken.compareAndSet(false, true)) {
                return false;
            }
            callerLeft();
            return true;
        }
    }

    /** Ends the threads; work under way has a second to end by itself. */
    @Override
    public void close() {
        threads.shutdown();
        try {
            if (!threads.awaitTermination(CLOSE_MILLIS, TimeUnit.MILLISECONDS)) {
                threads.shutdownNow();
            }
        } catch (InterruptedException e) {
            threads.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
