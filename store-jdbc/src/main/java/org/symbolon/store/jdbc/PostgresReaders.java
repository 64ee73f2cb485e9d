package org.symbolon.store.jdbc;

import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.JdbiException;
import org.symbolon.core.error.StoreUnavailableException;

/** A pool of connections whose transactions are read-only and see one snapshot: {@link PostgresDatabase} has the server see to that. */
final class PostgresReaders implements Readers {
    private final PostgresPool pool;

    PostgresReaders(PostgresPool pool) {
        this.pool = pool;
    }

    @Override
    public <T> T read(HandleCallback<T, RuntimeException> query) {
        try {
            return pool.use(query);
        } catch (JdbiException e) {
            throw new StoreUnavailableException("the store cannot be read", e);
        }
    }

    @Override
    public void close() {
        pool.close();
    }
}
