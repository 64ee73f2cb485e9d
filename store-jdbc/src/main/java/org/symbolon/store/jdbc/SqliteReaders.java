package org.symbolon.store.jdbc;

import com.zaxxer.hikari.HikariDataSource;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.symbolon.core.error.StoreUnavailableException;

/** A pool of connections that cannot write. */
final class SqliteReaders implements Readers {
    private final HikariDataSource pool;
    private final Jdbi jdbi;

    SqliteReaders(HikariDataSource pool) {
        this.pool = pool;
        this.jdbi = QuietJdbi.on(pool);
    }

    @Override
    public <T> T read(HandleCallback<T, RuntimeException> query) {
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
