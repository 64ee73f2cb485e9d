package org.symbolon.store.jdbc.sqlite;

import com.google.common.collect.ImmutableList;
import java.sql.SQLException;
import org.jdbi.v3.core.Handle;
import org.symbolon.store.jdbc.database.OpenDatabase.Work;

/**
 * A change that serves all callers who ask for it at the same moment: the writer runs equal changes once. A record
 * makes changes with equal components equal.
 */
interface SharedWork<T> {

    /**
     * Runs the change.
     *
     * @param callers how many callers asked for it, one or more
     * @return an answer for each of them
     */
    ImmutableList<T> run(Handle handle, int callers) throws SQLException;

    /** A change that is equal to no other, and so has one caller. */
    static <T> SharedWork<T> of(Work<T> change) {
        // Not a lambda: the JVM may use one object for all evaluations of a lambda, and two changes would then be
        // equal.
        return new SharedWork<>() {
            @Override
            public ImmutableList<T> run(Handle handle, int callers) throws SQLException {
                return ImmutableList.of(change.run(handle));
            }
        };
    }
}
