package org.symbolon.store.jdbc;

import com.google.common.collect.ImmutableList;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** A work with all callers of one group that asked for it. */
final class SharedWork<T> {
    private final Work<T> work;
    private final List<Ticket<T>> tickets = new ArrayList<>();

    SharedWork(Work<T> work) {
        this.work = work;
    }

    @SuppressWarnings("unchecked") // Its work equals this one, so its answer is of the same type.
    void add(Ticket<?> ticket) {
        tickets.add((Ticket<T>) ticket);
    }

    /** Does it, and returns what tells its callers. */
    Runnable run(Handle handle) throws SQLException {
        ImmutableList<T> answers = work.run(handle, tickets.size());
        return () -> {
            for (int i = 0; i < tickets.size(); i++) {
                tickets.get(i).answer(answers.get(i));
            }
        };
    }

    void fail(Throwable cause) {
        tickets.forEach(ticket -> ticket.fail(cause));
    }
}
