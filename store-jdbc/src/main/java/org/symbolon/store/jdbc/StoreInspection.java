package org.symbolon.store.jdbc;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import org.symbolon.core.account.AccountId;
import org.symbolon.core.error.StoreUnavailableException;
import org.symbolon.core.store.StoreStatus;

/**
 * Looks at a store of any schema, in SQL that every database understands, and changes nothing.
 *
 * @param place which store it is, without credentials
 */
record StoreInspection(String place) {
    /** The version that brought their tables. */
    private static final int KEYS_AND_LEASES = 2;

    private static final int CREDENTIALS_AND_RECORDS = 3;

    /** What there is to say of a place where no store is. */
    StoreStatus ofNothing() {
        return new StoreStatus(place, 0, Schema.VERSION, ImmutableMap.of(), ImmutableList.of());
    }

    StoreStatus of(Connection connection) throws SQLException {
        int schema = Schema.version(connection);
        // Of tables that a newer release made nothing is known.
        boolean known = schema > 0 && schema <= Schema.VERSION;
        return new StoreStatus(
                place,
                schema,
                Schema.VERSION,
                known ? counts(connection, schema) : ImmutableMap.of(),
                known && schema >= KEYS_AND_LEASES ? leases(connection) : ImmutableList.of());
    }

    /** Refuses a schema that is not the one that this release needs. */
    static void requireCurrent(StoreStatus store) {
        if (store.schema() != Schema.VERSION) {
            throw new StoreUnavailableException("the store " + store.place() + " has the schema version "
                    + store.schema() + ", and this release needs version " + Schema.VERSION
                    + ": run 'symbolon store migrate', since the setting store.migrate is false");
        }
    }

    private static ImmutableMap<String, Long> counts(Connection connection, int schema) throws SQLException {
        ImmutableMap.Builder<String, Long> counts = ImmutableMap.builder();
        counts.put("accounts", count(connection, "SELECT count(*) FROM account"));
        if (schema >= KEYS_AND_LEASES) {
            counts.put("keys", count(connection, "SELECT count(*) FROM content_key"));
        }
        // Records are too many to be counted by the way.
        if (schema >= CREDENTIALS_AND_RECORDS) {
            counts.put("credentials", count(connection, "SELECT count(*) FROM credential"));
        }
        return counts.buildOrThrow();
    }

    private static long count(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            return row.next() ? row.getLong(1) : 0;
        }
    }

    private static ImmutableList<StoreStatus.Lease> leases(Connection connection) throws SQLException {
        ImmutableList.Builder<StoreStatus.Lease> leases = ImmutableList.builder();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT node, account, granted - used, reported FROM token_lease ORDER BY node, account")) {
            while (row.next()) {
                leases.add(new StoreStatus.Lease(
                        row.getString(1),
                        new AccountId(row.getLong(2)),
                        row.getLong(3),
                        Instant.ofEpochMilli(row.getLong(4))));
            }
        }
        return leases.build();
    }
}
