package org.symbolon.store.jdbc.credential;

import com.google.common.collect.ImmutableMap;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Update;
import org.symbolon.core.error.StoreUnavailableException;
import org.symbolon.core.store.credential.CredentialId;
import org.symbolon.core.store.credential.CredentialStore;
import org.symbolon.core.store.credential.SealedCredential;
import org.symbolon.core.value.AccountId;
import org.symbolon.core.value.DrmId;
import org.symbolon.store.jdbc.database.OpenDatabase;
import org.symbolon.store.jdbc.database.OpenDatabase.Purpose;

/**
 * Sealed credentials in a table. The revision in {@code credential_revision} grows with each change, so that nodes
 * notice one cheaply.
 */
public final class JdbcCredentials implements CredentialStore {
    /** The account number of a credential that serves every account; no account has this id. */
    private static final long EVERY_ACCOUNT = 0;

    private static final String THIS_ONE = " WHERE account = :account AND drm = :drm AND name = :name";
    private static final String PUT = "INSERT INTO credential (account, drm, name, sealed)"
            + " VALUES (:account, :drm, :name, :sealed)"
            + " ON CONFLICT (account, drm, name) DO UPDATE SET sealed = excluded.sealed";
    private static final String REPLACE = "UPDATE credential SET sealed = :sealed" + THIS_ONE + " AND sealed = :before";
    private static final String REMOVE = "DELETE FROM credential" + THIS_ONE;

    private final OpenDatabase database;

    public JdbcCredentials(OpenDatabase database) {
        this.database = database;
    }

    @Override
    public Optional<Snapshot> changedSince(long known) {
        return database.read(
                Purpose.REFRESH,
                handle -> revision(handle) == known
                        ? Optional.empty()
                        : Optional.of(handle.inTransaction(JdbcCredentials::snapshot)));
    }

    private static Snapshot snapshot(Handle handle) {
        long revision = revision(handle);
        ImmutableMap.Builder<CredentialId, SealedCredential> credentials = ImmutableMap.builder();
        handle.createQuery("SELECT account, drm, name, sealed FROM credential")
                .map((row, context) -> credentials.put(id(row), SealedCredential.of(row.getBytes("sealed"))))
                .list();
        return new Snapshot(revision, credentials.buildOrThrow());
    }

    private static CredentialId id(ResultSet row) throws SQLException {
        long account = row.getLong("account");
        try {
            return new CredentialId(
                    account == EVERY_ACCOUNT ? Optional.empty() : Optional.of(new AccountId(account)),
                    new DrmId(row.getString("drm")),
                    row.getString("name"));
        } catch (IllegalArgumentException e) {
            throw new StoreUnavailableException("a credential in the store has an invalid value", e);
        }
    }

    private static long revision(Handle handle) {
        return handle.createQuery("SELECT value FROM credential_revision")
                .mapTo(Long.class)
                .one();
    }

    @Override
    public void put(CredentialId id, SealedCredential credential) {
        change(PUT, id, update -> update.bind("sealed", credential.reveal()));
    }

    @Override
    public boolean replace(CredentialId id, SealedCredential before, SealedCredential after) {
        return change(
                REPLACE, id, update -> update.bind("sealed", after.reveal()).bind("before", before.reveal()));
    }

    @Override
    public boolean remove(CredentialId id) {
        return change(REMOVE, id, update -> update);
    }

    /**
     * Increments the revision first, even if the statement then changes nothing. All changes lock that row first, so
     * they cannot deadlock; an increment too many only makes nodes read the credentials once more.
     */
    private boolean change(String sql, CredentialId id, UnaryOperator<Update> binding) {
        return database.write(handle -> {
            handle.execute("UPDATE credential_revision SET value = value + 1");
            Update update = handle.createUpdate(sql)
                    .bind("account", id.account().map(AccountId::value).orElse(EVERY_ACCOUNT))
                    .bind("drm", id.drm().value())
                    .bind("name", id.name());
            return binding.apply(update).execute() == 1;
        });
    }
}
