package org.symbolon.store.jdbc;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.symbolon.core.account.AccountId;
import org.symbolon.core.account.DrmId;
import org.symbolon.core.account.Environment;
import org.symbolon.core.error.StoreUnavailableException;
import org.symbolon.core.record.RecordKind;
import org.symbolon.core.record.Reference;
import org.symbolon.core.record.TransactionRecord;
import org.symbolon.core.secret.Hex;
import org.symbolon.core.token.TokenId;

/** A record as a row of {@code transaction_record}, its columns by their position. */
final class RecordRow {
    static final String COLUMNS =
            "kind, time, environment, drm, token, account, cookie, code, reference, explanation, device";

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
        statement.setString(10, orNull(added.explanation().map(RecordJson::write)));
        statement.setString(11, added.device().isEmpty() ? null : RecordJson.write(added.device()));
    }

    private static <T> @Nullable T orNull(Optional<T> value) {
        return value.orElse(null);
    }

    static TransactionRecord read(ResultSet row) throws SQLException {
        try {
            TransactionRecord.Builder read = TransactionRecord.builder()
                    .kind(RecordKind.parse(row.getString(1)).orElseThrow(IllegalArgumentException::new))
                    .time(Instant.ofEpochMilli(row.getLong(2)))
                    .environment(Environment.parse(row.getString(3)).orElseThrow(IllegalArgumentException::new))
                    .drm(new DrmId(row.getString(4)))
                    .token(Optional.ofNullable(row.getBytes(5)).map(TokenId::of))
                    .account(number(row, 6).map(AccountId::new))
                    .cookie(Optional.ofNullable(row.getString(7)))
                    .code(number(row, 8).map(Math::toIntExact));
            return withTexts(read, row).build();
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new StoreUnavailableException("a record in the store makes no sense", e);
        }
    }

    private static TransactionRecord.Builder withTexts(TransactionRecord.Builder read, ResultSet row)
            throws SQLException {
        Optional.ofNullable(row.getString(11)).map(RecordJson::readDevice).ifPresent(read::device);
        return read.reference(
                        Optional.ofNullable(row.getBytes(9)).map(Hex::encode).map(Reference::new))
                .explanation(Optional.ofNullable(row.getString(10)).map(RecordJson::readExplanation));
    }

    private static Optional<Long> number(ResultSet row, int column) throws SQLException {
        long number = row.getLong(column);
        return row.wasNull() ? Optional.empty() : Optional.of(number);
    }
}
