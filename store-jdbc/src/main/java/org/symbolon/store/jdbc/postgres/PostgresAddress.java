package org.symbolon.store.jdbc.postgres;

import com.google.common.primitives.Ints;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.postgresql.Driver;
import org.postgresql.PGProperty;
import org.postgresql.ds.PGSimpleDataSource;
import org.symbolon.core.settings.SettingsException;

/**
 * Where a PostgreSQL database is, and how to connect to it: {@code store.url} as the driver understands it, with user
 * and password.
 */
public final class PostgresAddress {
    public static final String URL_PREFIX = "jdbc:postgresql:";

    /** A user or a password, as parameter or in front of the host. */
    private static final Pattern CREDENTIALS = Pattern.compile("@|[?&](user|password)(=|&|$)");

    private final Properties properties;

    private PostgresAddress(Properties properties) {
        this.properties = properties;
    }

    /**
     * Parses a URL of the driver, such as {@code jdbc:postgresql://host:port,host2:port/database?parameters}. Of several
     * hosts, the one is used that takes changes, unless the parameter {@code targetServerType} says otherwise.
     *
     * @param user who connects; empty for the user of the operating system
     * @param password the password of that user; may be empty
     * @throws SettingsException if the driver does not understand the URL, or it names no database, or it contains a
     *     user or a password; the message quotes nothing of the URL
     */
    public static PostgresAddress of(String url, String user, DatabasePassword password) {
        if (CREDENTIALS.matcher(url).find()) {
            throw new SettingsException(
                    "store.url must not contain a user or a password, which are the settings store.user and"
                            + " store.password; an @ in another value is written %40");
        }
        // The driver logs a URL of which it does not understand hosts or database, with all parameters. One of them,
        // sslpassword, is a secret. So it parses the URL without parameters first.
        parse(url.replaceFirst("(?s)\\?.*", ""));
        Properties properties = parse(url);
        requireKnown(properties);
        if (PGProperty.PG_HOST.getOrDefault(properties).contains(",")
                && properties.getProperty(PGProperty.TARGET_SERVER_TYPE.getName()) == null) {
            PGProperty.TARGET_SERVER_TYPE.set(properties, "primary");
        }
        if (!user.isEmpty()) {
            PGProperty.USER.set(properties, user);
        }
        if (password.size() > 0) {
            PGProperty.PASSWORD.set(properties, password.revealText());
        }
        return new PostgresAddress(properties);
    }

    private static Properties parse(String url) {
        return Optional.ofNullable(Driver.parseURL(url, new Properties()))
                .filter(properties -> !properties
                        .getProperty(PGProperty.PG_DBNAME.getName(), "")
                        .isEmpty())
                .orElseThrow(() -> new SettingsException("store.url must be a URL of the PostgreSQL driver that names a"
                        + " database, such as jdbc:postgresql://<host>:<port>/<database>"));
    }

    /**
     * The driver ignores parameters that it does not know, so a misspelt sslmode would leave the connection without
     * encryption.
     */
    private static void requireKnown(Properties properties) {
        for (String name : properties.stringPropertyNames()) {
            if (PGProperty.forName(name) == null) {
                throw new SettingsException("store.url has a parameter that the PostgreSQL driver does not know,"
                        + " or a value in which & is not written %26");
            }
        }
    }

    /**
     * Creates a source of connections. A parameter of the URL overrides what is set here, except for
     * {@code logServerErrorDetail}, which would put values into exceptions.
     *
     * @param connect how long to wait for a connection, in whole seconds
     * @param timeout how long to wait for an answer on it, rounded up to whole seconds
     */
    PGSimpleDataSource dataSource(Duration connect, Duration timeout) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setApplicationName("symbolon");
        // Sends many rows of a batch in one statement, which halves the time of an import.
        source.setReWriteBatchedInserts(true);
        source.setTcpKeepAlive(true);
        source.setConnectTimeout(Ints.saturatedCast(connect.toSeconds()));
        source.setLoginTimeout(Ints.saturatedCast(connect.toSeconds()));
        source.setSocketTimeout(Ints.saturatedCast(timeout.plusMillis(999).toSeconds()));
        try {
            for (String name : properties.stringPropertyNames()) {
                source.setProperty(name, properties.getProperty(name));
            }
        } catch (SQLException e) {
            throw new IllegalStateException("the driver refuses a parameter that it knows", e);
        }
        source.setLogServerErrorDetail(false);
        return source;
    }

    /** Hosts, ports and database: {@code host:5432,host2:5432/database}. */
    @Override
    public String toString() {
        PGSimpleDataSource source = dataSource(Duration.ZERO, Duration.ZERO);
        String[] hosts = source.getServerNames();
        int[] ports = source.getPortNumbers();
        return IntStream.range(0, hosts.length)
                .mapToObj(i -> hosts[i] + ":" + ports[i])
                .collect(Collectors.joining(",", "", "/" + source.getDatabaseName()));
    }
}
