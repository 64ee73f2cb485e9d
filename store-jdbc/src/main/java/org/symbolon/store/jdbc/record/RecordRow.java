package org.symbolon.store.jdbc.record;

import com.google.common.collect.ImmutableMap;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.symbolon.core.error.Explanation;
import org.symbolon.core.error.StoreUnavailableException;
import org.symbolon.core.store.record.RecordId;
import org.symbolon.core.store.record.RecordKind;
import org.symbolon.core.store.record.Reference;
import org.symbolon.core.store.record.TransactionRecord;
import org.symbolon.core.value.AccountId;
import org.symbolon.core.value.DrmId;
import org.symbolon.core.value.Environment;
import org.symbolon.core.value.Hex;
import org.symbolon.core.value.TokenId;
import tools.jackson.core.JacksonException;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Reads and binds a row of {@code transaction_record}. */
final class RecordRow {
    static final String COLUMNS =
            "kind, time, environment, drm, token, account, cookie, code, reference, explanation, device";

    /** Writes ASCII only: an explanation may quote what a player sent, and databases refuse some characters. */
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    private RecordRow() {}

    static void bind(PreparedStatement statement, TransactionRecord added) throws SQLException {
        statement.setString(1, added.kind().id());
        statement.setLong(2, added.time().toEpochMilli());
        statement.setString(3, added.environment().id());
        statement.setString(4, added.drm().value());
        statement.setBytes(5, orNull(added.token().map(TokenId::bytes)));
        statement.setObject(6, orNull(added.account().map(AccountId::value)), Types.BIGINT);
        statement.setString(7, orNull(added.cookie()));
        statement.setObject(8, orNull(added.code()), Types.INTEGER);
        statement.setBytes(9, orNull(added.reference().map(Reference::text).map(Hex::decode)));
        statement.setString(10, orNull(added.explanation().map(RecordRow::json)));
        statement.setString(11, added.device().isEmpty() ? null : json(added.device()));
    }

    private static <T> @Nullable T orNull(Optional<T> value) {
        return value.orElse(null);
    }

    static TransactionRecord read(ResultSet row) throws SQLException {
        try {
            TransactionRecord.Builder read = TransactionRecord.builder()
                    .kind(RecordKind.parse(row.getString(1)).orElseThrow(IllegalArgumentException::new))
                    .id(new RecordId(row.getLong(2), row.getLong(12)))
                    .environment(Environment.parse(row.getString(3)).orElseThrow(IllegalArgumentException::new))
                    .drm(new DrmId(row.getString(4)))
                    .token(Optional.ofNullable(row.getBytes(5)).map(TokenId::of))
                    .account(number(row, 6).map(AccountId::new))
                    .cookie(Optional.ofNullable(row.getString(7)))
                    .code(number(row, 8).map(Math::toIntExact));
            return withTexts(read, row).build();
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new StoreUnavailableException("a record in the store has an invalid value", e);
        }
    }

    private static TransactionRecord.Builder withTexts(TransactionRecord.Builder read, ResultSet row)
            throws SQLException {
        Optional.ofNullable(row.getString(11)).map(RecordRow::readDevice).ifPresent(read::device);
        return read.reference(
                        Optional.ofNullable(row.getBytes(9)).map(Hex::encode).map(Reference::new))
                .explanation(Optional.ofNullable(row.getString(10)).map(RecordRow::readExplanation));
    }

    private static Optional<Long> number(ResultSet row, int column) throws SQLException {
        long number = row.getLong(column);
        return row.wasNull() ? Optional.empty() : Optional.of(number);
    }

    private static String json(Explanation explanation) {
        return JSON.writeValueAsString(JSON.createObjectNode()
                .put("rule", explanation.rule())
                .put("expected", explanation.expected())
                .put("got", explanation.got())
                .put("usualCause", explanation.usualCause()));
    }

    private static Explanation readExplanation(String text) {
        JsonNode json = readTree(text);
        return Explanation.of(text(json, "rule"), text(json, "expected"), text(json, "got"), text(json, "usualCause"));
    }

    private static String json(Map<String, String> device) {
        ObjectNode json = JSON.createObjectNode();
        device.forEach(json::put);
        return JSON.writeValueAsString(json);
    }

    private static ImmutableMap<String, String> readDevice(String text) {
        JsonNode json = readTree(text);
        ImmutableMap.Builder<String, String> device = ImmutableMap.builder();
        json.propertyNames().forEach(name -> device.put(name, text(json, name)));
        return device.buildOrThrow();
    }

    private static JsonNode readTree(String text) {
        try {
            return JSON.readTree(text);
        } catch (JacksonException e) {
            throw new IllegalArgumentException("this is not JSON", e);
        }
    }

    private static String text(JsonNode json, String name) {
        try {
            return json.required(name).stringValue();
        } catch (JacksonException e) {
            throw new IllegalArgumentException("the JSON has no text under " + name, e);
        }
    }
}
