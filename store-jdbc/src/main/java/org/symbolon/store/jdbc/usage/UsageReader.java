package org.symbolon.store.jdbc.usage;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSortedMap;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.symbolon.core.error.StoreUnavailableException;
import org.symbolon.core.store.usage.Usage;
import org.symbolon.core.store.usage.UsageKey.Outcome;
import org.symbolon.core.store.usage.UsageQuery;
import org.symbolon.core.store.usage.UsageQuery.Grouping;
import org.symbolon.core.value.DrmId;

/** Adds up the counters that a query asks for. One instance runs one query. */
final class UsageReader {
    private final UsageQuery query;
    private final List<Object> values = new ArrayList<>();
    private final String condition;

    UsageReader(UsageQuery query) {
        this.query = query;
        StringBuilder conditions = new StringBuilder(" WHERE day BETWEEN ? AND ?");
        values.add(query.firstDay().toEpochDay());
        values.add(query.lastDay().toEpochDay());
        query.account().ifPresent(account -> {
            conditions.append(" AND account = ?");
            values.add(account.value());
        });
        query.environment().ifPresent(environment -> {
            conditions.append(" AND environment = ?");
            values.add(environment.id());
        });
        this.condition = conditions.toString();
    }

    Usage read(Handle handle) {
        return new Usage(counts(handle), query.account().map(account -> cookies(handle)));
    }

    private ImmutableList<Usage.Count> counts(Handle handle) {
        String groups = Stream.of(
                        query.isBy(Grouping.DAY) ? "day" : "NULL",
                        query.isBy(Grouping.DRM) ? "drm" : "NULL",
                        "outcome",
                        "code")
                .collect(Collectors.joining(", "));
        String grouping = groups.replace("NULL, ", "");
        String sql = "SELECT " + groups + ", sum(total) FROM usage_count" + condition + " GROUP BY " + grouping;
        return handle.select(sql, values.toArray())
                .map((row, context) -> count(row))
                .collect(ImmutableList.toImmutableList());
    }

    private Usage.Count count(ResultSet row) throws SQLException {
        return new Usage.Count(
                query.isBy(Grouping.DAY) ? Optional.of(LocalDate.ofEpochDay(row.getLong(1))) : Optional.empty(),
                Optional.ofNullable(row.getString(2)).map(DrmId::new),
                Outcome.parse(row.getString(3))
                        .orElseThrow(
                                () -> new StoreUnavailableException("a counter in the store has no known outcome")),
                row.getInt(4),
                row.getLong(5));
    }

    private Usage.Cookies cookies(Handle handle) {
        CookieSketch all = CookieSketch.empty();
        Map<LocalDate, CookieSketch> days = new TreeMap<>();
        handle.select("SELECT day, sketch FROM usage_cookies" + condition, values.toArray())
                .map((row, context) ->
                        Map.entry(LocalDate.ofEpochDay(row.getLong(1)), CookieSketch.of(row.getBytes(2))))
                .forEach(found -> {
                    all.addAll(found.getValue());
                    days.computeIfAbsent(found.getKey(), day -> CookieSketch.empty())
                            .addAll(found.getValue());
                });
        ImmutableSortedMap.Builder<LocalDate, Long> sizes = ImmutableSortedMap.naturalOrder();
        days.forEach((day, cookies) -> sizes.put(day, cookies.size()));
        return new Usage.Cookies(all.size(), sizes.buildOrThrow());
    }
}
