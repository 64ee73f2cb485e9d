package org.symbolon.store.jdbc.administration;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableListMultimap;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.Query;
import org.symbolon.core.store.administration.AuditChange;
import org.symbolon.core.store.administration.AuditEntry;
import org.symbolon.core.store.administration.AuditQuery;
import org.symbolon.core.store.administration.Expected;

/** The statements of the audit log. */
final class AuditTable {
    private static final String ADVANCE = "INSERT INTO audit_subject (subject, revision) VALUES (:subject, 1)"
            + " ON CONFLICT (subject) DO UPDATE SET revision = audit_subject.revision + 1 RETURNING revision";
    private static final String WRITE = "INSERT INTO audit_entry (time, actor, place, action, subject)"
            + " VALUES (:time, :actor, :place, :action, :subject) RETURNING id";

    private AuditTable() {}

    /** Begins a change of a subject: another one waits until this one is committed. */
    static void advance(Handle handle, String subject, Expected expected) {
        long revision = handle.createQuery(ADVANCE)
                .bind("subject", subject)
                .mapTo(Long.class)
                .one();
        expected.require(subject, revision - 1);
    }

    static long revision(Handle handle, String subject) {
        return handle.createQuery("SELECT revision FROM audit_subject WHERE subject = :subject")
                .bind("subject", subject)
                .mapTo(Long.class)
                .findOne()
                .orElse(0L);
    }

    static void write(Handle handle, AuditEntry entry) {
        long id = handle.createQuery(WRITE)
                .bind("time", entry.time().toEpochMilli())
                .bind("actor", entry.actor())
                .bind("place", entry.place())
                .bind("action", entry.action())
                .bind("subject", entry.subject())
                .mapTo(Long.class)
                .one();
        PreparedBatch batch = handle.prepareBatch(
                "INSERT INTO audit_change (entry, position, field, old_value, new_value) VALUES (?, ?, ?, ?, ?)");
        int position = 0;
        for (AuditChange change : entry.changes()) {
            batch.add(
                    id,
                    position++,
                    change.field(),
                    change.before().orElse(null),
                    change.after().orElse(null));
        }
        batch.execute();
    }

    static ImmutableList<AuditEntry> find(Handle handle, AuditQuery query) {
        String wanted = " WHERE id < :before"
                + (query.actor().isPresent() ? " AND actor = :actor" : "")
                + (query.subject().isPresent() ? " AND subject = :subject" : "");
        String page = "SELECT * FROM audit_entry" + wanted + " ORDER BY id DESC LIMIT :length";
        ImmutableListMultimap.Builder<Long, AuditChange> changes = ImmutableListMultimap.builder();
        bound(
                        handle,
                        "SELECT * FROM audit_change WHERE entry IN (SELECT id FROM (" + page
                                + ") page) ORDER BY entry, position",
                        query)
                .map((row, context) -> Map.entry(row.getLong("entry"), change(row)))
                .forEach(changes::put);
        ImmutableListMultimap<Long, AuditChange> ofEntries = changes.build();
        return bound(handle, page, query)
                .map((row, context) -> entry(row, ofEntries))
                .collect(ImmutableList.toImmutableList());
    }

    private static Query bound(Handle handle, String sql, AuditQuery query) {
        Query bound = handle.createQuery(sql)
                .bind("before", query.before().orElse(Long.MAX_VALUE))
                .bind("length", query.length());
        query.actor().ifPresent(actor -> bound.bind("actor", actor));
        query.subject().ifPresent(subject -> bound.bind("subject", subject));
        return bound;
    }

    private static AuditChange change(ResultSet row) throws SQLException {
        return new AuditChange(
                row.getString("field"),
                Optional.ofNullable(row.getString("old_value")),
                Optional.ofNullable(row.getString("new_value")));
    }

    private static AuditEntry entry(ResultSet row, ImmutableListMultimap<Long, AuditChange> changes)
            throws SQLException {
        long id = row.getLong("id");
        return AuditEntry.builder()
                .number(id)
                .time(Instant.ofEpochMilli(row.getLong("time")))
                .actor(row.getString("actor"))
                .place(row.getString("place"))
                .action(row.getString("action"))
                .subject(row.getString("subject"))
                .changes(changes.get(id))
                .build();
    }
}
