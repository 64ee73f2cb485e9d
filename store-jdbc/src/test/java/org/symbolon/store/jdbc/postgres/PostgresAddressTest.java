package org.symbolon.store.jdbc.postgres;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.base.Throwables;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.logging.Handler;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import java.util.logging.StreamHandler;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.ds.PGSimpleDataSource;
import org.symbolon.core.settings.SettingsException;

final class PostgresAddressTest {
    private static final Duration CONNECT = Duration.ofSeconds(1);
    private static final Duration TIMEOUT = Duration.ofMillis(5_001);

    private static PostgresAddress address(String url) {
        return PostgresAddress.of(url, "", DatabasePassword.of(""));
    }

    private static PGSimpleDataSource source(String url) {
        return address(url).dataSource(CONNECT, TIMEOUT);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "jdbc:postgresql://db/symbolon | db:5432/symbolon",
                "jdbc:postgresql://db.example.com:6432/symbolon?ssl=true | db.example.com:6432/symbolon",
                "jdbc:postgresql://[::1]:5433/symbolon | [::1]:5433/symbolon",
                "jdbc:postgresql://one,two:5433/symbolon?targetServerType=primary | one:5432,two:5433/symbolon",
                "jdbc:postgresql://192.0.2.7/a%20b? | 192.0.2.7:5432/a b",
                "jdbc:postgresql:symbolon | localhost:5432/symbolon",
                "jdbc:postgresql:///symbolon | localhost:5432/symbolon",
            })
    void text_isHostPortAndDatabase(String url, String text) {
        assertEquals(text, address(url).toString());
        assertEquals(
                text,
                PostgresAddress.of(url, "me", DatabasePassword.of("s3cr3t")).toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:postgresql://host/symbolon?user=me",
                "jdbc:postgresql://host/symbolon?ssl=true&user=me",
                "jdbc:postgresql://host/symbolon?password=s3cr3t",
                "jdbc:postgresql://host/symbolon?user=me&password=s3cr3t&ssl=true",
                "jdbc:postgresql://host/symbolon?password",
                "jdbc:postgresql://host/symbolon?password=A&s3cr3t",
                "jdbc:postgresql://host/symbolon?password=s3cr3t%zz",
                "jdbc:postgresql://host/symbolon&password=s3cr3t",
                "jdbc:postgresql://host/?user=me&password=s3cr3t",
                "jdbc:postgresql://host:65536/symbolon?password=s3cr3t",
                "jdbc:postgresql://me:s3cr3t@host/symbolon",
                "jdbc:postgresql://me:s3cr3t@host:5432/symbolon?ssl=true",
                "jdbc:postgresql://me:s3/cr3t?s3cr3t@host/symbolon",
            })
    void url_withUserOrPassword_isRefused_andNothingOfItShown(String url) {
        assertRefusedInSilence(url, "store.user and store.password");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:postgresql:",
                "jdbc:postgresql:/",
                "jdbc:postgresql://",
                "jdbc:postgresql://host?sslpassword=s3cr3t",
                "jdbc:postgresql://host/?sslpassword=s3cr3t",
                "jdbc:postgresql://host/a/b?sslpassword=s3cr3t",
                "jdbc:postgresql://host:port/symbolon?sslpassword=s3cr3t",
                "jdbc:postgresql://host:65536/symbolon?sslpassword=s3cr3t",
                "jdbc:postgresql://host/symbolon%zz?sslpassword=s3cr3t",
                "jdbc:postgresql://host/symbolon?sslpassword=s3cr3t%",
                "jdbc:postgresql://host/symbolon?sslpassword=s3cr3t%zz",
            })
    void url_thatNamesNoDatabase_isRefused_andNothingOfItShown(String url) {
        assertRefusedInSilence(url, "jdbc:postgresql://<host>:<port>/<database>");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:postgresql://host/symbolon?pasword=s3cr3t",
                "jdbc:postgresql://host/symbolon?sslpassword=A&s3cr3t",
                "jdbc:postgresql://host/symbolon?%75ser=s3cr3t",
            })
    void parameterThatTheDriverDoesNotKnow_isRefused_andNothingOfItShown(String url) {
        assertRefusedInSilence(url, "parameter");
    }

    /** Nothing of the URL is in the exception or in the driver's log. */
    private static void assertRefusedInSilence(String url, String reason) {
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        Handler handler = new StreamHandler(log, new SimpleFormatter());
        Logger logger = Logger.getLogger("org.postgresql");
        logger.addHandler(handler);
        SettingsException thrown = assertThrows(SettingsException.class, () -> address(url));
        logger.removeHandler(handler);
        handler.close();
        String shown = Throwables.getStackTraceAsString(thrown) + log.toString(StandardCharsets.UTF_8);
        assertTrue(thrown.getMessage().contains(reason), shown);
        assertFalse(shown.contains("s3cr3t"), shown);
    }

    @Test
    void parameters_areTheDrivers() {
        PGSimpleDataSource source =
                source("jdbc:postgresql://db/symbolon?sslpassword=a%26b%25%40&currentSchema=tokens&socketTimeout=9");
        assertEquals("a&b%@", source.getSslPassword());
        assertEquals("tokens", source.getCurrentSchema());
        assertEquals(9, source.getSocketTimeout());
    }

    @ParameterizedTest
    @CsvSource({
        "jdbc:postgresql://one/symbolon, any",
        "'jdbc:postgresql://one,two/symbolon', primary",
        "'jdbc:postgresql://one,two/symbolon?targetServerType=preferPrimary', preferPrimary"
    })
    void severalHosts_implyThePrimaryOne(String url, String wanted) {
        assertEquals(wanted, source(url).getTargetServerType());
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
    void userAndPassword_areThoseOfTheSettings() {
        PGSimpleDataSource source = PostgresAddress.of(
                        "jdbc:postgresql://db/symbolon", "you", DatabasePassword.of("new é"))
                .dataSource(CONNECT, TIMEOUT);
        assertEquals("you", source.getUser());
        assertEquals("new é", source.getPassword());
    }

    @Test
    void userAndPassword_whereTheSettingsGiveNone_areLeftToTheDriver() {
        PGSimpleDataSource source = source("jdbc:postgresql://db/symbolon");
        assertNull(source.getUser());
        assertNull(source.getPassword());
    }
}
