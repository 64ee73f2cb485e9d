package org.symbolon.store.jdbc;

import com.google.common.collect.ImmutableMap;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Update;
import org.symbolon.core.account.AccountId;
import org.symbolon.core.account.DrmId;
import org.symbolon.core.credential.CredentialId;
import org.symbolon.core.credential.CredentialStore;
import org.symbolon.core.credential.SealedCredential;
import org.symbolon.core.error.StoreUnavailableException;

/** Sealed credentials in a table, with a revision beside it. */
final class JdbcCredentials implements CredentialStore {
    /** Stands for every account, and is the id of none. */
    private static final long EVERY_ACCOUNT = 0;

    private static final String THIS_ONE = " WHERE account = :account AND drm = :drm AND name = :name";
    private static final String PUT = "INSERT INTO credential (account, drm, name, sealed)"
            + " VALUES (:account, :drm, :name, :sealed)"
            + " ON CONFLICT (account, drm, name) DO UPDATE SET sealed = excluded.sealed";
    private static final String REPLACE = "UPDATE credential SET sealed = :sealed" + THIS_ONE + " AND sealed = :before";
    private static final String REMOVE = "DELETE FROM credential" + THIS_ONE;

    private final Readers readers;
    private final Writer writer;

    JdbcCredentials(Readers readers, Writer writer) {
        this.readers = readers;
        this.writer = writer;
    }

    @Override
    public Optional<Snapshot> changedSince(long known) {
        return readers.read(handle -> revision(handle) == known
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
            throw new StoreUnavailableException("a credential in the store makes no sense", e);
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

    @FunctionalInterface
    private interface Binding {
        Update bind(Update update);
    }

    /** The revision grows first, also where nothing is changed then: to read all once more costs less than two changes that wait for each other. */
    private boolean change(String sql, CredentialId id, Binding binding) {
        return writer.write(Work.of(handle -> {
            handle.execute("UPDATE credential_revision SET value = value + 1");
            Update update = handle.createUpdate(sql)
                    .bind("account", id.account().map(AccountId::value).orElse(EVERY_ACCOUNT))
                    .bind("drm", id.drm().value())
                    .bind("name", id.name());
            return binding.bind(update).execute() == 1;
        }));
    }
}
