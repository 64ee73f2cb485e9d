package org.symbolon.store.jdbc.sqlite;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jdbi.v3.core.JdbiException;
import org.symbolon.core.error.StoreUnavailableException;

/**
 * A change that a caller waits for. It is claimed once: by the writer, who then runs it, or by the caller, who thereby
 * withdraws it.
 */
final class Ticket<T> {
    private final SharedWork<T> work;
    private final CompletableFuture<T> answer = new CompletableFuture<>();
    private final AtomicBoolean claimed = new AtomicBoolean();
    private final long asked = System.nanoTime();

    Ticket(SharedWork<T> work) {
        this.work = work;
    }

    SharedWork<T> work() {
        return work;
    }

    /** Claims the change; true for the first call only. */
    boolean claim() {
        return claimed.compareAndSet(false, true);
    }

    boolean isClaimed() {
        return claimed.get();
    }

    /** Answers the caller. To be called after the commit. */
    void answer(T value) {
        answer.complete(value);
    }

    void fail(Throwable cause) {
        boolean ofDatabase = cause instanceof SQLException || cause instanceof JdbiException;
        answer.completeExceptionally(
                ofDatabase ? new StoreUnavailableException("a statement failed in the store", cause) : cause);
    }

    /** Waits for the answer. An exception from the change is thrown here. */
    T await() {
        try {
            return answer.get();
        } catch (ExecutionException e) {
            throw thrown(Optional.ofNullable(e.getCause()).orElse(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw withdrawn("interrupted while waiting for the store");
        }
    }

    /** The answer, for a caller who does not wait on a thread. An exception from the change is its failure. */
    CompletableFuture<T> answer() {
        return answer;
    }

    /** Withdraws the change, once, if its caller has waited longer than the time-out; returns whether that is so. */
    boolean expire(Duration timeout) {
        boolean late = System.nanoTime() - asked > timeout.toNanos();
        if (late && !answer.isDone()) {
            answer.completeExceptionally(withdrawn("the store did not answer in time"));
        }
        return late;
    }

    private StoreUnavailableException withdrawn(String reason) {
        String outcome = claim() ? "nothing was changed" : "the change had begun and may yet be made";
        return new StoreUnavailableException(reason + "; " + outcome);
    }

    private static RuntimeException thrown(Throwable cause) {
        if (cause instanceof Error error) {
            throw error;
        }
        return cause instanceof RuntimeException e ? e : new IllegalStateException(cause);
    }
}
