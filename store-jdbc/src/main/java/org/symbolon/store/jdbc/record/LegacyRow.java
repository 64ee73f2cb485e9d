package org.symbolon.store.jdbc.record;

import com.google.common.collect.ImmutableMap;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
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
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads a row of {@code transaction_record}. */
final class LegacyRow {
    static final String COLUMNS =
            "kind, time, environment, drm, token, account, cookie, code, reference, explanation, device";

    private static final JsonMapper JSON = new JsonMapper();

    private LegacyRow() {}

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
        Optional.ofNullable(row.getString(11)).map(LegacyRow::readDevice).ifPresent(read::device);
        return read.reference(
                        Optional.ofNullable(row.getBytes(9)).map(Hex::encode).map(Reference::new))
                .explanation(Optional.ofNullable(row.getString(10)).map(LegacyRow::readExplanation));
    }

    private static Optional<Long> number(ResultSet row, int column) throws SQLException {
        long number = row.getLong(column);
        return row.wasNull() ? Optional.empty() : Optional.of(number);
    }

    private static Explanation readExplanation(String text) {
        JsonNode json = readTree(text);
        return Explanation.of(text(json, "rule"), text(json, "expected"), text(json, "got"), text(json, "usualCause"));
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
