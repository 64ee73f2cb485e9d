package org.symbolon.store.jdbc.database;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.Optional;
import org.symbolon.core.error.StoreUnavailableException;
import org.symbolon.core.store.StoreCopy;
import org.symbolon.core.store.StoreStatus;
import org.symbolon.core.value.AccountId;

/**
 * Reads the state of a store of any schema version, and changes nothing.
 *
 * @param place the URL of the store, without credentials
 */
public record StoreInspection(String place) {
    /** The schema version that added the tables of keys and leases. */
    private static final int KEYS_AND_LEASES = 2;

    /** The schema version that added the tables of credentials and records. */
    private static final int CREDENTIALS_AND_RECORDS = 3;

    /** The schema version that added copies, and tokens that were written off. */
    private static final int COPIES_AND_WRITTEN_OFF = 8;

    private static final String WRITTEN_OFF =
            "SELECT id, written_off FROM account WHERE written_off > 0 ORDER BY written_off DESC, id LIMIT 1000";

    /** The status of a place where there is no store. */
    public StoreStatus ofNothing() {
        return new StoreStatus(place, 0, Schema.VERSION, ImmutableMap.of(), ImmutableList.of());
    }

    /** The status of the store on a connection. */
    public StoreStatus of(Connection connection) throws SQLException {
        int schema = Schema.version(connection);
        // This release does not know the tables of a newer one.
        boolean known = schema > 0 && schema <= Schema.VERSION;
        return new StoreStatus(
                place,
                schema,
                Schema.VERSION,
                known ? counts(connection, schema) : ImmutableMap.of(),
                known && schema >= KEYS_AND_LEASES ? leases(connection) : ImmutableList.of(),
                known && schema >= COPIES_AND_WRITTEN_OFF ? writtenOff(connection) : ImmutableMap.of(),
                known && schema >= COPIES_AND_WRITTEN_OFF ? copy(connection) : Optional.empty());
    }

    private static ImmutableMap<AccountId, Long> writtenOff(Connection connection) throws SQLException {
        ImmutableMap.Builder<AccountId, Long> accounts = ImmutableMap.builder();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(WRITTEN_OFF)) {
            while (row.next()) {
                accounts.put(new AccountId(row.getLong(1)), row.getLong(2));
            }
        }
        return accounts.buildOrThrow();
    }

    private static Optional<StoreCopy> copy(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT made, restored FROM store_copy")) {
            if (!row.next()) {
                return Optional.empty();
            }
            Instant made = Instant.ofEpochMilli(row.getLong(1));
            long restored = row.getLong(2);
            return Optional.of(new StoreCopy(
                    made, row.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(restored))));
        }
    }

    /** Throws unless the schema has the version that this release needs. */
    public static void requireCurrent(StoreStatus store) {
        if (store.schema() == 0) {
            throw new StoreUnavailableException("there is no store at " + store.place()
                    + " yet; 'symbolon store migrate' creates one, unless the folder is not the one you meant");
        }
        if (store.schema() != Schema.VERSION) {
            throw new StoreUnavailableException("the store " + store.place() + " has schema version "
                    + store.schema() + ", but this release needs version " + Schema.VERSION
                    + "; run 'symbolon store migrate'");
        }
    }

    private static ImmutableMap<String, Long> counts(Connection connection, int schema) throws SQLException {
        ImmutableMap.Builder<String, Long> counts = ImmutableMap.builder();
        counts.put("accounts", count(connection, "SELECT count(*) FROM account"));
        if (schema >= KEYS_AND_LEASES) {
            counts.put("keys", count(connection, "SELECT count(*) FROM content_key"));
        }
        // Records are not counted: there may be many millions, and counting reads them all.
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
