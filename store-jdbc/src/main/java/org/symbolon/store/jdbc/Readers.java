package org.symbolon.store.jdbc;

import org.jdbi.v3.core.HandleCallback;

/** The connections that only read. They see what was committed, whatever a writer is doing; a transaction of theirs sees one state of the database throughout. */
interface Readers extends AutoCloseable {

    /**
     * Does a query, and returns its result.
     *
     * @throws org.symbolon.core.error.StoreUnavailableException if the store does not answer, or not in time
     */
    <T> T read(HandleCallback<T, RuntimeException> query);

    @Override
    void close();
}
