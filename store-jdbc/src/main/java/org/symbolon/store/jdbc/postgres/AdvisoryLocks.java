package org.symbolon.store.jdbc.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.symbolon.core.error.StoreUnavailableException;
import org.symbolon.store.jdbc.lease.LivingNodes;

/** An advisory lock for each living node, on a connection of the node's own that does nothing else. */
final class AdvisoryLocks implements LivingNodes {
    private static final Logger LOG = LoggerFactory.getLogger(AdvisoryLocks.class);

    /** How long the connection may take to say that it works, in seconds. */
    private static final int VALIDATION_SECONDS = 1;

    private final DataSource connections;
    private Optional<Connection> holder = Optional.empty();
    private boolean closed;

    AdvisoryLocks(DataSource connections) {
        this.connections = connections;
    }

    private static long number(UUID node) {
        return node.getMostSignificantBits() ^ node.getLeastSignificantBits();
    }

    @Override
    public synchronized void hold(UUID node) {
        if (closed) {
            return;
        }
        try {
            if (holder.isEmpty() || !holder.get().isValid(VALIDATION_SECONDS)) {
                closeConnection();
                holder = lock(connections.getConnection(), node);
            }
        } catch (SQLException e) {
            throw new StoreUnavailableException("the database cannot be told that this node lives", e);
        }
    }

    /** Locks until the connection is closed; empty while the server still has an earlier connection of this node. */
    private static Optional<Connection> lock(Connection connection, UUID node) throws SQLException {
        boolean locked = false;
        try (PreparedStatement statement = connection.prepareStatement("SELECT pg_try_advisory_lock(?)")) {
            statement.setLong(1, number(node));
            try (ResultSet row = statement.executeQuery()) {
                locked = row.next() && row.getBoolean(1);
            }
        } finally {
            if (!locked) {
                connection.close();
            }
        }
        return locked ? Optional.of(connection) : Optional.empty();
    }

    @Override
    public boolean hasEnded(Handle transaction, UUID node) {
        return transaction
                .createQuery("SELECT pg_try_advisory_xact_lock(?)")
                .bind(0, number(node))
                .mapTo(Boolean.class)
                .one();
    }

    @Override
    public synchronized void close() {
        closed = true;
        closeConnection();
    }

    private void closeConnection() {
        if (holder.isPresent()) {
            try {
                holder.get().close();
            } catch (SQLException e) {
                LOG.debug("a broken connection could not be closed", e);
            }
        }
        holder = Optional.empty();
    }
}
