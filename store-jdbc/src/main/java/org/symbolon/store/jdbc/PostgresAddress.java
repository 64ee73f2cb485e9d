package org.symbolon.store.jdbc;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableMap;
import com.google.common.primitives.Ints;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.postgresql.PGProperty;
import org.postgresql.ds.PGSimpleDataSource;
import org.symbolon.core.settings.SettingsException;

/**
 * Where a PostgreSQL database is, and how the driver is to connect to it. The URL is read here and not by the driver, which logs what it
 * cannot read, a password in it included. As text it is hosts, ports and database.
 */
final class PostgresAddress {
    static final String URL_PREFIX = "jdbc:postgresql:";

    private static final String DEFAULT_PORT = "5432";
    private static final Pattern HOST =
            Pattern.compile("(?<name>[A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+])(?::(?<port>[0-9]{1,5}))?");
    private static final Pattern URL =
            Pattern.compile(URL_PREFIX + "//(?<hosts>[^/?#@]+)/(?<database>[^/?#@&=:]+)(?:\\?(?<parameters>.*))?");

    private final List<String> hosts;
    private final String database;
    private final ImmutableMap<PGProperty, String> parameters;

    private PostgresAddress(List<String> hosts, String database, ImmutableMap<PGProperty, String> parameters) {
        this.hosts = hosts;
        this.database = database;
        this.parameters = parameters;
    }

    /**
     * Reads {@code jdbc:postgresql://host:port/database?parameters}: the port may be left out, several hosts are separated by commas, the
     * parameters are the driver's.
     *
     * @throws SettingsException if the URL is none of these; its message repeats nothing of it
     */
    static PostgresAddress parse(String url) {
        Matcher matcher = URL.matcher(url);
        if (!matcher.matches()) {
            throw new SettingsException(
                    "store.url must name a host and a database, jdbc:postgresql://<host>:<port>/<database>,"
                            + " and no user before the host: that is store.user, and store.password");
        }
        List<String> hosts = Splitter.on(',')
                .splitToStream(matcher.group("hosts"))
                .map(PostgresAddress::parseHost)
                .toList();
        String text = Optional.ofNullable(matcher.group("parameters")).orElse("");
        return new PostgresAddress(hosts, decode(matcher.group("database")), parseParameters(text));
    }

    private static String parseHost(String text) {
        Matcher matcher = HOST.matcher(text);
        if (!matcher.matches()) {
            throw new SettingsException("store.url names a host that is none");
        }
        String port = Optional.ofNullable(matcher.group("port")).orElse(DEFAULT_PORT);
        if (Integer.parseInt(port) > 65_535) {
            throw new SettingsException("store.url names a port above 65535");
        }
        return matcher.group("name") + ":" + port;
    }

    private static ImmutableMap<PGProperty, String> parseParameters(String text) {
        ImmutableMap.Builder<PGProperty, String> parameters = ImmutableMap.builder();
        for (String parameter : Splitter.on('&').omitEmptyStrings().split(text)) {
            List<String> parts = Splitter.on('=').limit(2).splitToList(parameter);
            PGProperty property = Optional.ofNullable(PGProperty.forName(parts.get(0)))
                    .orElseThrow(
                            () -> new SettingsException(
                                    "store.url has a parameter that the driver does not know, or a value in which & is not written as %26"));
            parameters.put(property, parts.size() == 1 ? "" : decode(parts.get(1)));
        }
        return parameters.buildKeepingLast();
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            // Not as a cause: it quotes the text.
            throw new SettingsException("store.url has a % that is not followed by two hexadecimal digits");
        }
    }

    /** The same address, for a user and a password other than those in the URL; each as far as it is not empty. */
    PostgresAddress as(String user, DatabasePassword password) {
        ImmutableMap.Builder<PGProperty, String> more = ImmutableMap.builder();
        more.putAll(parameters);
        if (!user.isEmpty()) {
            more.put(PGProperty.USER, user);
        }
        if (password.size() > 0) {
            more.put(PGProperty.PASSWORD, password.revealText());
        }
        return new PostgresAddress(hosts, database, more.buildKeepingLast());
    }

    /**
     * Makes connections. A parameter of the URL has its way, except where it would have values shown in errors.
     *
     * @param connect how long to wait for a connection, in whole seconds
     * @param timeout how long to wait for an answer on it
     */
    PGSimpleDataSource dataSource(Duration connect, Duration timeout) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setServerNames(hosts.stream().map(PostgresAddress::name).toArray(String[]::new));
        source.setPortNumbers(hosts.stream().mapToInt(PostgresAddress::port).toArray());
        source.setDatabaseName(database);
        source.setApplicationName("symbolon");
        // Many rows of a batch in one statement, which halves the time of an import.
        source.setReWriteBatchedInserts(true);
        source.setConnectTimeout(Ints.saturatedCast(connect.toSeconds()));
        source.setLoginTimeout(Ints.saturatedCast(connect.toSeconds()));
        source.setSocketTimeout(Ints.saturatedCast(timeout.plusMillis(999).toSeconds()));
        parameters.forEach(source::setProperty);
        source.setLogServerErrorDetail(false);
        return source;
    }

    private static String name(String host) {
        return host.substring(0, host.lastIndexOf(':'));
    }

    private static int port(String host) {
        return Integer.parseInt(host.substring(host.lastIndexOf(':') + 1));
    }

    @Override
    public String toString() {
        return String.join(",", hosts).toLowerCase(Locale.ROOT) + "/" + database;
    }
}
