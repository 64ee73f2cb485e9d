package org.symbolon.console.room;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.Longs;
import java.util.Optional;
import java.util.OptionalLong;
import org.symbolon.console.page.Visit;
import org.symbolon.core.store.administration.AuditEntry;
import org.symbolon.core.store.administration.AuditQuery;
import org.symbolon.http.management.ManagementAnswer;

/** The audit log. */
public final class AuditRoom {
    private static final int LENGTH = 100;

    private AuditRoom() {}

    /**
     * What the page shows.
     *
     * @param next the number before which the next page begins; empty on the last one
     */
    public record Model(String actor, String subject, ImmutableList<AuditEntry> entries, OptionalLong next) {}

    static ManagementAnswer answer(Visit visit) {
        AuditQuery.Builder query = AuditQuery.builder().length(LENGTH);
        Optional.of(visit.query("actor")).filter(text -> !text.isEmpty()).ifPresent(query::actor);
        Optional.of(visit.query("subject")).filter(text -> !text.isEmpty()).ifPresent(query::subject);
        Optional.ofNullable(Longs.tryParse(visit.query("before"))).ifPresent(query::before);
        ImmutableList<AuditEntry> entries = visit.desk().administrators().audit(query.build());
        OptionalLong next = entries.size() == LENGTH
                ? OptionalLong.of(entries.get(LENGTH - 1).number())
                : OptionalLong.empty();
        return visit.page("audit", new Model(visit.query("actor"), visit.query("subject"), entries, next));
    }
}
