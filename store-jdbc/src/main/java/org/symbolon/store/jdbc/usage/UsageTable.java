package org.symbolon.store.jdbc.usage;

import com.google.common.collect.ImmutableList;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.symbolon.core.store.usage.UsageKey;

/** Adds to rows of {@code usage_count}, as a part of a transaction of the caller's. */
public final class UsageTable {
    private static final String ADD = """
            INSERT INTO usage_count (account, day, environment, drm, outcome, code, total)
            VALUES (?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (account, day, environment, drm, outcome, code)
            DO UPDATE SET total = usage_count.total + excluded.total
            """;

    /** Accounts first, as everything that changes several accounts locks them in the order of their ids. */
    private static final Comparator<UsageKey> LOCKING_ORDER = Comparator.comparingLong(
                    (UsageKey key) -> key.scope().account().value())
            .thenComparing(key -> key.scope().day())
            .thenComparing(key -> key.scope().environment())
            .thenComparing(key -> key.scope().drm().value())
            .thenComparing(UsageKey::outcome)
            .thenComparingInt(UsageKey::code);

    private UsageTable() {}

    /** Adds to one counter. */
    public static void add(Handle handle, UsageKey key, long count) throws SQLException {
        try (PreparedStatement statement = handle.getConnection().prepareStatement(ADD)) {
            Object[] row = row(key, count);
            for (int column = 0; column < row.length; column++) {
                statement.setObject(column + 1, row[column]);
            }
            statement.executeUpdate();
        }
    }

    /** Adds to counters. They are locked in the same order by everybody, so that two transactions cannot deadlock. */
    public static void addAll(Handle handle, Map<UsageKey, Long> counts) {
        if (counts.isEmpty()) {
            return;
        }
        PreparedBatch batch = handle.prepareBatch(ADD);
        ImmutableList.sortedCopyOf(Map.Entry.comparingByKey(LOCKING_ORDER), counts.entrySet())
                .forEach(entry -> batch.add(row(entry.getKey(), entry.getValue())));
        batch.execute();
    }

    private static Object[] row(UsageKey key, long count) {
        return new Object[] {
            key.scope().account().value(),
            key.scope().day().toEpochDay(),
            key.scope().environment().id(),
            key.scope().drm().value(),
            key.outcome().id(),
            key.code(),
            count
        };
    }
}
