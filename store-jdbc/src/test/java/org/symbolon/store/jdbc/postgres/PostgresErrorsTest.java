package org.symbolon.store.jdbc.postgres;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import org.jdbi.v3.core.ConnectionException;
import org.jdbi.v3.core.transaction.TransactionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PostgresErrorsTest {

    @ParameterizedTest
    @CsvSource({
        "40001, true, false",
        "40P01, true, false",
        "08000, false, true",
        "08006, false, true",
        "57P01, false, true",
        "57P02, false, true",
        "57P03, false, true",
        "57014, false, false",
        "55P03, false, false",
        "25P03, false, false",
        "23505, false, false",
        ", false, false",
    })
    void code_ofAnyCause_decides(String state, boolean conflict, boolean broken) {
        TransactionException failure = new TransactionException("x", new SQLException("y", state));
        assertEquals(conflict, PostgresErrors.isConflict(failure));
        assertEquals(broken, PostgresErrors.isBroken(failure));
        assertFalse(PostgresErrors.isWithoutConnection(failure));
    }

    @Test
    void poolWithoutAConnection_isNoFaultOfTheCaller() {
        assertTrue(PostgresErrors.isWithoutConnection(
                new ConnectionException(new SQLTransientConnectionException("timed out"))));
    }

    @Test
    void interruptedWaitForAConnection_isTheCallersOwnDoing() {
        assertFalse(PostgresErrors.isWithoutConnection(
                new ConnectionException(new SQLException("interrupted", new InterruptedException()))));
    }
}
