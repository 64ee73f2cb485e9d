package org.symbolon.http.server;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.symbolon.core.settings.Settings;
import org.symbolon.core.value.AccountId;

/**
 * Threads for blocking work of one kind: the only way from an event loop to a call that blocks. The queue before them
 * is bounded, and each account has a share of threads and queue, so that none takes them from the others. Each call has
 * a deadline that counts from the head of its request, so that callers are refused in time where a store is slow. Work
 * does not begin for a caller who has left. Work that waits without a thread is held to the same bounds: it counts like
 * work that has a thread.
 */
public final class Workers implements AutoCloseable {
    private static final long IDLE_SECONDS = 60;
    private static final long CLOSE_MILLIS = 1000;

    private final ThreadPoolExecutor threads;
    private final FairQueue<Task<?>> queue;
    private final long deadlineNanos;
    private final String kind;
    private final Runnable succeeded;
    private final LongAdder refusedAsFull = new LongAdder();
    private final LongAdder refusedAsLate = new LongAdder();

    private Workers(Pool pool, Settings settings, Runnable succeeded) {
        this.kind = pool.askStore() ? "storeMicros" : "licenseMicros";
        this.threads = threads(pool);
        this.queue = new FairQueue<>(
                FairQueue.Bounds.of(pool.threads(), pool.queue(), settings.get(HttpSettings.ACCOUNT_SHARE)));
        this.deadlineNanos = settings.get(HttpSettings.REQUEST_DEADLINE).toNanos();
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
     * @param settings say how long a call may take, from the head of its request, and what the share of an account is
     * @param log is told when the store answers
     */
    public static Workers start(Pool pool, Settings settings, RequestLog log) {
        return new Workers(pool, settings, pool.askStore() ? log::storeAnswered : () -> {});
    }

    /**
     * Threads begin when they are needed, and end when they were idle for a while. Work waits in the {@link FairQueue},
     * so the queue of the threads themselves has no more than what a thread is about to become free for.
     */
    private static ThreadPoolExecutor threads(Pool pool) {
        AtomicInteger number = new AtomicInteger();
        ThreadPoolExecutor threads = new ThreadPoolExecutor(
                pool.threads(), pool.threads(), IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), work -> {
                    Thread thread = new Thread(work, "symbolon-" + pool.name() + "-" + number.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
        threads.allowCoreThreadTimeOut(true);
        return threads;
    }

    /**
     * Does blocking work for a call, whose deadline counts from the head of its request.
     *
     * @param account whose share of threads and queue the work takes
     * @return completes on the call's event loop; fails with what the work threw, or with a {@link
     *     RefusedCallException} where the queue or the account's share is full, the deadline has passed, or the caller
     *     has left. Work that is under way at the deadline ends by itself: stores and plug-ins have time-outs.
     */
    public <T> Future<T> run(Call call, AccountId account, Callable<T> work) {
        return submit(new BlockingTask<>(call, account, work, call.log().began()));
    }

    /**
     * Does work that waits without a thread, as {@link #run} does blocking work.
     *
     * @param work begins on any thread and must not block; it is given the call's event loop, to complete on
     */
    public <T> Future<T> runLater(Call call, AccountId account, Function<Executor, CompletableFuture<T>> work) {
        return submit(new WaitingTask<>(call, account, work));
    }

    /** Does blocking work for the next part of a long answer, whose deadline counts from now. */
    public <T> Future<T> runForNextPart(Call call, AccountId account, Callable<T> work) {
        return submit(new BlockingTask<>(call, account, work, System.nanoTime()));
    }

    private <T> Future<T> submit(Task<T> task) {
        if (!queue.offer(task.account, task)) {
            makeRoom();
            if (!queue.offer(task.account, task)) {
                task.refuse();
            }
        }
        beginWhatMay();
        return task.result.future();
    }

    /** Leaves out those whose callers have left. */
    private void makeRoom() {
        queue.removeIf(Task::isForNobody);
    }

    /** How much work is being done. */
    public int running() {
        return queue.running();
    }

    /** How much work waits for its turn. */
    public int waiting() {
        return queue.waiting();
    }

    /** How much work was refused so far, because the queue or the share of its account was full. */
    public long refusedAsFull() {
        return refusedAsFull.sum();
    }

    /** How much work was not done by its deadline so far. */
    public long refusedAsLate() {
        return refusedAsLate.sum();
    }

    private void beginWhatMay() {
        for (Optional<Task<?>> next = queue.poll(); next.isPresent(); next = queue.poll()) {
            next.get().begin();
        }
    }

    /** Goes on with what waits, because to wake another thread for it would cost more than most of the work. */
    private void runWhileWorkWaits(Task<?> first) {
        for (Optional<Task<?>> next = Optional.of(first); next.isPresent(); next = queue.poll()) {
            next.get().beginHere();
        }
    }

    /** Work for one call. It has left the queue when it begins, and tells the queue when it has ended. */
    private abstract class Task<T> {
        final Call call;
        final AccountId account;
        /** From when the deadline counts. */
        private final long began;

        private final long submitted = System.nanoTime();
        /** When the work began; 0 before that. */
        private volatile long begun;

        final Promise<T> result = Promise.promise();
        private final long timer;
        /** Whether the work has begun, or must not begin any more. */
        private final AtomicBoolean taken = new AtomicBoolean();

        Task(Call call, AccountId account, long began) {
            this.call = call;
            this.account = account;
            this.began = began;
            this.timer = call.vertx().setTimer(TimeUnit.NANOSECONDS.toMillis(left()) + 1, fired -> deadlinePassed());
        }

        private long left() {
            return Math.max(0, deadlineNanos - (System.nanoTime() - began));
        }

        private void deadlinePassed() {
            log(System.nanoTime());
            if (result.tryFail(RefusedCallException.busy("The service could not answer in time; try again"))) {
                refusedAsLate.increment();
            }
            if (taken.compareAndSet(false, true)) {
                queue.removeIf(account, this::equals);
            }
        }

        /** Begins on a thread that must not be held up. */
        abstract void begin();

        /** Begins on a thread that may be held up until the work has ended. */
        abstract void beginHere();

        /** Whether the work is to be done; if not, the call is answered all the same. */
        boolean isToBeDone() {
            if (!taken.compareAndSet(false, true)) {
                return false;
            }
            if (call.callerHasLeft()) {
                callerLeft();
                return false;
            }
            if (left() == 0) {
                return false; // the timer answers
            }
            begun = System.nanoTime();
            return true;
        }

        /** Answers the call; on its event loop. */
        void answer(long ended, Runnable completion) {
            call.vertx().cancelTimer(timer);
            log(ended);
            completion.run();
        }

        /** Has the line of the call say how long this waited and took, unless the call was answered already. */
        private void log(long ended) {
            if (!result.future().isComplete()) {
                long from = begun == 0 ? ended : begun;
                call.log().worked(kind, from - submitted, ended - from);
            }
        }

        private void callerLeft() {
            complete(() -> {
                call.log().brokenOff();
                result.tryFail(new RefusedCallException(503, "The caller has left"));
            });
        }

        private void complete(Runnable completion) {
            onEventLoop(() -> {
                call.vertx().cancelTimer(timer);
                completion.run();
            });
        }

        void onEventLoop(Runnable task) {
            call.eventLoop().runOnContext(now -> task.run());
        }

        void refuse() {
            taken.set(true);
            refusedAsFull.increment();
            complete(() -> result.tryFail(RefusedCallException.busy("The service is busy; try again")));
        }

        boolean isForNobody() {
            if (!call.callerHasLeft() || !taken.compareAndSet(false, true)) {
                return false;
            }
            callerLeft();
            return true;
        }
    }

    /** Work that holds a thread until it has ended. */
    private final class BlockingTask<T> extends Task<T> {
        private final Callable<T> work;

        BlockingTask(Call call, AccountId account, Callable<T> work, long began) {
            super(call, account, began);
            this.work = work;
        }

        @Override
        void begin() {
            try {
                threads.execute(() -> runWhileWorkWaits(this));
            } catch (RejectedExecutionException closed) {
                queue.ended(account);
                refuse();
            }
        }

        @Override
        void beginHere() {
            try {
                if (isToBeDone()) {
                    run();
                }
            } finally {
                queue.ended(account);
            }
        }

        private void run() {
            try {
                T done = work.call();
                succeeded.run();
                end(() -> result.tryComplete(done));
            } catch (Throwable e) {
                end(() -> result.tryFail(e));
            }
        }

        private void end(Runnable completion) {
            long ended = System.nanoTime();
            onEventLoop(() -> answer(ended, completion));
        }
    }

    /** Work that waits for something without a thread. */
    private final class WaitingTask<T> extends Task<T> {
        private final Function<Executor, CompletableFuture<T>> work;

        WaitingTask(Call call, AccountId account, Function<Executor, CompletableFuture<T>> work) {
            super(call, account, call.log().began());
            this.work = work;
        }

        @Override
        void begin() {
            if (isToBeDone()) {
                CompletableFuture<T> unused =
                        start().whenComplete((done, failure) -> onEventLoop(() -> end(done, failure)));
            } else {
                queue.ended(account);
            }
        }

        @Override
        void beginHere() {
            begin();
        }

        private CompletableFuture<T> start() {
            try {
                return work.apply(this::onEventLoop);
            } catch (Throwable e) {
                return CompletableFuture.failedFuture(e);
            }
        }

        private void end(@Nullable T done, @Nullable Throwable failure) {
            queue.ended(account);
            beginWhatMay();
            answer(System.nanoTime(), () -> {
                if (failure == null) {
                    succeeded.run();
                    result.tryComplete(done);
                } else {
                    result.tryFail(failure instanceof CompletionException ? failure.getCause() : failure);
                }
            });
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
