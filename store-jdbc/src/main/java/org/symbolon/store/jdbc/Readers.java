package org.symbolon.store.jdbc;

import com.zaxxer.hikari.HikariDataSource;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.symbolon.core.error.StoreUnavailableException;

/** The connections that only read. They see what was committed, whatever the writer is doing. */
final class Readers implements AutoCloseable {
    private final HikariDataSource pool;
    private final Jdbi jdbi;

    Readers(HikariDataSource pool) {
        this.pool = pool;
        this.jdbi = QuietJdbi.on(pool);
    }

    <T> T read(HandleCallback<T, RuntimeException> query) {
        try {
            return jdbi.withHandle(query);
        } catch (JdbiException e) {
            throw new StoreUnavailableException("the store cannot be read", e);
        }
    }

    @Override
    public void close() {
        pool.close();
    }
}
