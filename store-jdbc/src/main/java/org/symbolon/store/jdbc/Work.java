package org.symbolon.store.jdbc;

import com.google.common.collect.ImmutableList;
import java.sql.SQLException;
import org.jdbi.v3.core.Handle;

/**
 * Something that the {@link Writer} does inside a transaction. Works that are equal and asked for at the same moment are done once, for all
 * who asked: a value whose {@code equals} says so makes that happen.
 */
interface Work<T> {

    /**
     * Does it; what it throws takes back what it did. Where another work got in the way, that is taken back too, and this is called again.
     *
     * @param callers how many asked, one or more
     * @return an answer for each of them
     */
    ImmutableList<T> run(Handle handle, int callers) throws SQLException;

    /** Something done for one caller. */
    @FunctionalInterface
    interface Single<T> {
        T run(Handle handle) throws SQLException;
    }

    /** A work that equals no other. */
    static <T> Work<T> of(Single<T> single) {
        // Not a lambda, which may be the same object each time.
        return new Work<>() {
            @Override
            public ImmutableList<T> run(Handle handle, int callers) throws SQLException {
                return ImmutableList.of(single.run(handle));
            }
        };
    }
}
