package org.symbolon.store.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.common.base.Throwables;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.ds.PGSimpleDataSource;
import org.symbolon.core.settings.SettingsException;

final class PostgresAddressTest {
    private static final Duration CONNECT = Duration.ofSeconds(1);
    private static final Duration TIMEOUT = Duration.ofMillis(5_001);

    private static PGSimpleDataSource source(String url) {
        return PostgresAddress.parse(url).dataSource(CONNECT, TIMEOUT);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "jdbc:postgresql://db/symbolon | db:5432/symbolon",
                "jdbc:postgresql://DB.example.com:6432/symbolon?user=me&password=s3cr3t | db.example.com:6432/symbolon",
                "jdbc:postgresql://[::1]:5433/symbolon | [::1]:5433/symbolon",
                "jdbc:postgresql://one,two:5433/symbolon?targetServerType=primary | one:5432,two:5433/symbolon",
                "jdbc:postgresql://192.0.2.7/a%20b? | 192.0.2.7:5432/a b",
            })
    void text_isHostPortAndDatabase(String url, String text) {
        assertEquals(text, PostgresAddress.parse(url).toString());
        assertEquals(
                text,
                PostgresAddress.parse(url)
                        .as("me", DatabasePassword.of("s3cr3t"))
                        .toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:postgresql:",
                "jdbc:postgresql:s3cr3t",
                "jdbc:postgresql:/",
                "jdbc:postgresql://",
                "jdbc:postgresql:///s3cr3t",
                "jdbc:postgresql://host",
                "jdbc:postgresql://host/",
                "jdbc:postgresql://host/?user=me&password=s3cr3t",
                "jdbc:postgresql://me:s3cr3t@host/symbolon",
                "jdbc:postgresql://me:s3cr3t@host:5432/symbolon?ssl=true",
                "jdbc:postgresql://host:s3cr3t/symbolon",
                "jdbc:postgresql://host:65536/symbolon?password=s3cr3t",
                "jdbc:postgresql://host:5432,/symbolon?password=s3cr3t",
                "jdbc:postgresql://host/symbolon&password=s3cr3t",
                "jdbc:postgresql://host/symbolon:s3cr3t",
                "jdbc:postgresql://host/symbolon#s3cr3t",
                "jdbc:postgresql://host/symbolon?pasword=s3cr3t",
                "jdbc:postgresql://host/symbolon?password=A&s3cr3t",
                "jdbc:postgresql://host/symbolon?password=s3cr3t%",
                "jdbc:postgresql://host/symbolon?password=s3cr3t%zz",
                "jdbc:postgresql://host/s3cr3t%zz",
            })
    void url_thatNamesNoDatabase_isRefused_andNothingOfItShown(String url) {
        SettingsException thrown = assertThrows(SettingsException.class, () -> PostgresAddress.parse(url));
        assertFalse(Throwables.getStackTraceAsString(thrown).contains("s3cr3t"), thrown.getMessage());
    }

    @Test
    void parameters_areTheDrivers() {
        PGSimpleDataSource source =
                source("jdbc:postgresql://db/symbolon?user=me&password=a%26b%25&currentSchema=tokens&socketTimeout=9");
        assertEquals("me", source.getUser());
        assertEquals("a&b%", source.getPassword());
        assertEquals("tokens", source.getCurrentSchema());
        assertEquals(9, source.getSocketTimeout());
    }

    @Test
    void valuesInErrors_areNotToBeHad() {
        assertFalse(source("jdbc:postgresql://db/symbolon?logServerErrorDetail=true")
                .getLogServerErrorDetail());
    }

    @Test
    void timeouts_followTheStores() {
        PGSimpleDataSource source = source("jdbc:postgresql://db/symbolon");
        assertEquals(6, source.getSocketTimeout());
        assertEquals(1, source.getConnectTimeout());
        assertEquals(1, source.getLoginTimeout());
    }

    @Test
    void userAndPassword_ofTheSettings_areTaken() {
        PGSimpleDataSource source = PostgresAddress.parse("jdbc:postgresql://db/symbolon?user=me&password=old")
                .as("you", DatabasePassword.of("new é"))
                .dataSource(CONNECT, TIMEOUT);
        assertEquals("you", source.getUser());
        assertEquals("new é", source.getPassword());
    }

    @Test
    void userAndPassword_whereTheSettingsGiveNone_areThoseOfTheUrl() {
        PGSimpleDataSource source = PostgresAddress.parse("jdbc:postgresql://db/symbolon?user=me&password=old")
                .as("", DatabasePassword.of(""))
                .dataSource(CONNECT, TIMEOUT);
        assertEquals("me", source.getUser());
        assertEquals("old", source.getPassword());
    }
}
