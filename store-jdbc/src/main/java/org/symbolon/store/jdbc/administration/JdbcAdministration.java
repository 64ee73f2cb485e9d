package org.symbolon.store.jdbc.administration;

import com.google.common.collect.ImmutableList;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.symbolon.core.error.StoreUnavailableException;
import org.symbolon.core.store.administration.AdministrationStore;
import org.symbolon.core.store.administration.Administrator;
import org.symbolon.core.store.administration.AuditEntry;
import org.symbolon.core.store.administration.AuditQuery;
import org.symbolon.core.store.administration.Expected;
import org.symbolon.core.store.administration.Login;
import org.symbolon.core.store.administration.Role;
import org.symbolon.core.store.administration.TokenHash;
import org.symbolon.store.jdbc.database.Companion;
import org.symbolon.store.jdbc.database.OpenDatabase;
import org.symbolon.store.jdbc.database.OpenDatabase.Purpose;

/** Administrators and the audit log in tables. An entry is written in the transaction of its change. */
public final class JdbcAdministration implements AdministrationStore {
    private static final String PUT = "INSERT INTO administrator (name, role, token, created, expires)"
            + " VALUES (:name, :role, :token, :created, :expires) ON CONFLICT (name) DO UPDATE SET"
            + " role = excluded.role, token = excluded.token, created = excluded.created, expires = excluded.expires";

    private final OpenDatabase database;

    public JdbcAdministration(OpenDatabase database) {
        this.database = database;
    }

    @Override
    public <T> T change(String subject, Expected expected, Supplier<AuditEntry> entry, Supplier<T> change) {
        Companion audit = new Companion() {
            @Override
            public void before(Handle handle) {
                AuditTable.advance(handle, subject, expected);
            }

            @Override
            public void after(Handle handle) {
                AuditTable.write(handle, entry.get());
            }
        };
        return database.companions().accompany(audit, change);
    }

    @Override
    public void append(AuditEntry entry, Expected expected) {
        database.write(handle -> {
            AuditTable.advance(handle, entry.subject(), expected);
            AuditTable.write(handle, entry);
            return entry;
        });
    }

    @Override
    public long revision(String subject) {
        return database.read(Purpose.ADMINISTRATION, handle -> AuditTable.revision(handle, subject));
    }

    @Override
    public ImmutableList<AuditEntry> find(AuditQuery query) {
        return database.read(
                Purpose.ADMINISTRATION, handle -> handle.inTransaction(snapshot -> AuditTable.find(snapshot, query)));
    }

    @Override
    public ImmutableList<Administrator> administrators() {
        return database.read(
                Purpose.ADMINISTRATION,
                handle -> handle.createQuery("SELECT * FROM administrator ORDER BY name")
                        .map((row, context) -> administrator(row))
                        .collect(ImmutableList.toImmutableList()));
    }

    private static Administrator administrator(ResultSet row) throws SQLException {
        long expires = row.getLong("expires");
        Optional<Instant> end = row.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(expires));
        String name = row.getString("name");
        return Administrator.builder()
                .name(name)
                .role(Role.parse(row.getString("role"))
                        .orElseThrow(() ->
                                new StoreUnavailableException("the administrator " + name + " has an unknown role")))
                .token(TokenHash.of(row.getBytes("token")))
                .created(Instant.ofEpochMilli(row.getLong("created")))
                .expires(end)
                .build();
    }

    @Override
    public Optional<Administrator> change(
            String name, Function<Optional<Administrator>, Optional<Administrator>> change) {
        return database.write(handle -> {
            Optional<Administrator> stored = handle.createQuery("SELECT * FROM administrator WHERE name = :name")
                    .bind("name", name)
                    .map((row, context) -> administrator(row))
                    .findOne();
            Optional<Administrator> changed = change.apply(stored);
            changed.ifPresentOrElse(kept -> put(handle, kept), () -> remove(handle, name));
            return changed;
        });
    }

    private static void remove(Handle handle, String name) {
        handle.execute("DELETE FROM administrator_login WHERE name = ?", name);
        handle.execute("DELETE FROM administrator WHERE name = ?", name);
    }

    private static void put(Handle handle, Administrator administrator) {
        handle.createUpdate(PUT)
                .bind("name", administrator.name())
                .bind("role", administrator.role().id())
                .bind("token", administrator.token().reveal())
                .bind("created", administrator.created().toEpochMilli())
                .bind(
                        "expires",
                        administrator.expires().map(Instant::toEpochMilli).orElse(null))
                .execute();
    }

    @Override
    public void addLogin(TokenHash login, Login known) {
        database.write(handle -> {
            handle.execute(
                    "DELETE FROM administrator_login WHERE expires <= ?",
                    known.made().toEpochMilli());
            return handle.execute(
                    "INSERT INTO administrator_login (hash, name, expires) VALUES (?, ?, ?)",
                    login.reveal(),
                    known.name(),
                    known.expires().toEpochMilli());
        });
    }

    @Override
    public Optional<String> takeLogin(TokenHash login, Instant now) {
        return database.write(handle -> handle.createQuery(
                        "DELETE FROM administrator_login WHERE hash = :hash AND expires > :now RETURNING name")
                .bind("hash", login.reveal())
                .bind("now", now.toEpochMilli())
                .mapTo(String.class)
                .findOne());
    }
}
