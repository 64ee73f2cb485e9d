package org.symbolon.store.jdbc.lease;

import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** Which nodes live, as the database knows it: each holds a lock there that ends with its connection. */
public interface LivingNodes extends AutoCloseable {

    /**
     * Says that a node lives, until this is closed. Called before the node leases its first tokens, and every second
     * after that, because the lock has to be taken anew when its connection broke.
     *
     * @throws org.symbolon.core.error.StoreUnavailableException if the database does not answer
     */
    void hold(UUID node);

    /** Whether no connection says that a node lives. If so, nobody else gets this answer until the transaction ends. */
    boolean hasEnded(Handle transaction, UUID node);

    @Override
    void close();
}
