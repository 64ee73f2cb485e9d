package org.symbolon.store.jdbc.record;

import com.google.common.collect.ImmutableList;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.symbolon.core.store.record.RecordQuery;
import org.symbolon.core.store.record.Reference;
import org.symbolon.core.store.record.TransactionRecord;
import org.symbolon.core.value.AccountId;
import org.symbolon.core.value.Environment;
import org.symbolon.core.value.Hex;
import org.symbolon.core.value.TokenId;

/**
 * Reads records from the table that the releases before schema 9 wrote, the youngest first. One instance runs one query.
 * It does not look at kind, outcome and code, for which that table has no index.
 *
 * <p>An expression such as {@code time + 0} keeps a database from using the index of that column.
 */
final class LegacyReader {
    private static final String YOUNGEST_FIRST = " ORDER BY time DESC, id DESC LIMIT ?";
    private static final String YOUNGEST_OF_FEW_FIRST = " ORDER BY time + 0 DESC, id DESC LIMIT ?";

    static final int PAGE = 500;

    private final RecordQuery query;
    private final List<Object> values = new ArrayList<>();

    LegacyReader(RecordQuery query) {
        this.query = query;
    }

    /** The youngest {@link #PAGE} rows. Each part is limited too, so that an index is not read further. */
    ImmutableList<TransactionRecord> read(Connection connection) throws SQLException {
        String parts = parts().map(this::part).collect(Collectors.joining(" UNION ALL "));
        values.add(PAGE);
        try (PreparedStatement statement = connection.prepareStatement(
                "SELECT " + LegacyRow.COLUMNS + ", id FROM (" + parts + ") AS found" + YOUNGEST_FIRST)) {
            for (int i = 0; i < values.size(); i++) {
                statement.setObject(i + 1, values.get(i));
            }
            return rows(statement);
        }
    }

    /**
     * One part for each environment if the query names an account and no environment: the index of an account's records
     * is in the order of time only within one environment.
     */
    private Stream<Optional<Environment>> parts() {
        return query.account().isPresent() && query.environment().isEmpty()
                ? Arrays.stream(Environment.values()).map(Optional::of)
                : Stream.of(query.environment());
    }

    private String part(Optional<Environment> environment) {
        List<String> conditions = new ArrayList<>(List.of("1 = 1"));
        // A token or a reference matches few records, so its index is the one to use.
        boolean named = query.token().isPresent() || query.reference().isPresent();
        condition(conditions, named ? "account + 0" : "account", query.account().map(AccountId::value));
        condition(conditions, named ? "coalesce(environment, '')" : "environment", environment.map(Environment::id));
        condition(conditions, "token", query.token().map(TokenId::bytes));
        condition(conditions, "cookie", query.cookie());
        condition(
                conditions, "reference", query.reference().map(Reference::text).map(Hex::decode));
        time(conditions, named ? "time + 0" : "time");
        values.add(PAGE);
        return "SELECT * FROM (SELECT id, " + LegacyRow.COLUMNS + " FROM transaction_record WHERE "
                + String.join(" AND ", conditions) + (named ? YOUNGEST_OF_FEW_FIRST : YOUNGEST_FIRST) + ") AS part";
    }

    private void time(List<String> conditions, String time) {
        query.since().ifPresent(since -> {
            conditions.add(time + " >= ?");
            values.add(query.begin().millis());
        });
        query.end().ifPresent(end -> {
            conditions.add(time + " <= ? AND (" + time + " < ? OR id < ?)");
            values.addAll(List.of(end.millis(), end.millis(), end.tail()));
        });
    }

    private void condition(List<String> conditions, String column, Optional<?> value) {
        value.ifPresent(asked -> {
            conditions.add(column + " = ?");
            values.add(asked);
        });
    }

    private static ImmutableList<TransactionRecord> rows(PreparedStatement statement) throws SQLException {
        ImmutableList.Builder<TransactionRecord> records = ImmutableList.builder();
        try (ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                records.add(LegacyRow.read(rows));
            }
        }
        return records.build();
    }
}
