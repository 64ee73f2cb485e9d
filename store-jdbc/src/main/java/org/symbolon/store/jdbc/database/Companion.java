package org.symbolon.store.jdbc.database;

import java.sql.SQLException;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.symbolon.store.jdbc.database.OpenDatabase.Work;

/** Statements that run in the same transaction as a change, before and after those of the change. */
public interface Companion {

    void before(Handle handle) throws SQLException;

    void after(Handle handle) throws SQLException;

    /** The companion of the next transaction of each thread. Every change of a database goes through {@link #write}. */
    final class OfThread {
        @SuppressWarnings("ThreadLocalUsage") // one for each database, and emptied after each use
        private final ThreadLocal<Companion> next = new ThreadLocal<>();

        /** Calls something. The first transaction that it runs on this thread has the companion; later ones do not. */
        public <T> T accompany(Companion companion, Supplier<T> call) {
            if (next.get() != null) {
                throw new IllegalStateException("a change with an audit entry was started inside another one");
            }
            next.set(companion);
            try {
                return call.get();
            } finally {
                next.remove();
            }
        }

        /**
         * Runs a change, with the companion if this thread has one. It is used up when the transaction is committed.
         *
         * @param run runs the statements in a transaction; it may do so more than once
         */
        public <T> T write(Work<T> change, Function<Work<T>, T> run) {
            Optional<Companion> companion = Optional.ofNullable(next.get());
            T done = run.apply(companion.map(known -> with(known, change)).orElse(change));
            next.remove();
            return done;
        }

        private static <T> Work<T> with(Companion companion, Work<T> change) {
            return handle -> {
                companion.before(handle);
                T done = change.run(handle);
                companion.after(handle);
                return done;
            };
        }
    }
}
