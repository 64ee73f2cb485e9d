package org.symbolon.store.jdbc;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jdbi.v3.core.JdbiException;
import org.symbolon.core.error.StoreUnavailableException;

/** A caller that waits for a {@link Work}. Either the writer claims it, or the caller, who thereby withdraws it; never both. */
final class Ticket<T> {
    private final Work<T> work;
    private final CompletableFuture<T> answer = new CompletableFuture<>();
    private final AtomicBoolean claimed = new AtomicBoolean();

    Ticket(Work<T> work) {
        this.work = work;
    }

    Work<T> work() {
        return work;
    }

    /** True for the first who claims it. */
    boolean claim() {
        return claimed.compareAndSet(false, true);
    }

    boolean isClaimed() {
        return claimed.get();
    }

    /** Only after the transaction has been committed. */
    void answer(T value) {
        answer.complete(value);
    }

    void fail(Throwable cause) {
        boolean store = cause instanceof SQLException || cause instanceof JdbiException;
        answer.completeExceptionally(
                store ? new StoreUnavailableException("the store did not do what it was asked", cause) : cause);
    }

    /** The answer; what the work threw is thrown here too. */
    T await(Duration timeout) {
        try {
            return answer.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            throw thrown(Optional.ofNullable(e.getCause()).orElse(e));
        } catch (TimeoutException e) {
            throw withdraw("the store did not answer in time", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw withdraw("interrupted while waiting for the store", e);
        }
    }

    private StoreUnavailableException withdraw(String reason, Exception cause) {
        String outcome = claim() ? "nothing was changed" : "the change had begun and may yet be made";
        return new StoreUnavailableException(reason + "; " + outcome, cause);
    }

    private static RuntimeException thrown(Throwable cause) {
        if (cause instanceof Error error) {
            throw error;
        }
        return cause instanceof RuntimeException e ? e : new IllegalStateException(cause);
    }
}
