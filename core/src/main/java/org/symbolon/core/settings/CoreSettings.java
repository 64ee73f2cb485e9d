package org.symbolon.core.settings;

import com.google.common.base.CharMatcher;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Range;
import com.google.common.net.InetAddresses;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;
import org.symbolon.core.value.DrmId;
import org.symbolon.core.value.Environment;

/** The settings that core declares. Plug-ins and stores declare their own. */
public final class CoreSettings {
    /**
     * Declared here and not by the HTTP adapter, because licence URLs lead to this address unless {@code rights.url.*}
     * names another.
     */
    public static final SettingKey<String> HTTP_HOST =
            SettingKey.text("http.host", "127.0.0.1", "The address on which the service listens");

    public static final SettingKey<Integer> HTTP_PORT = SettingKey.number(
            "http.port", 8080, "The port on which the service listens; 0 takes a free one", 0, 65_535);

    /** Declared here too, because licence URLs begin with https where it is set. */
    public static final SettingKey<String> HTTP_TLS_CERTIFICATE = SettingKey.text(
            "http.tls.certificate",
            "",
            "The file with the certificate chain of TLS, PEM, or with chain and key, PKCS#12; a relative file is one in"
                    + " the data folder; empty for plain HTTP");

    /** Declared here too, because no licence URL may be longer. */
    public static final SettingKey<Integer> HTTP_LINE_MAX =
            SettingKey.number("http.line.max", 65_536, "The longest request line, in bytes; longer: 414", 512, 1 << 20);

    public static final SettingKey<String> STORE_URL = SettingKey.text(
            "store.url",
            "jdbc:sqlite:symbolon.db",
            "Where accounts and balances are kept; a relative file is one in the data folder");

    public static final SettingKey<String> RIGHTS_URL_PRODUCTION = rightsUrl("rights.url.production", "production", "");
    public static final SettingKey<String> RIGHTS_URL_TEST =
            rightsUrl("rights.url.test", "test", ", which is called test.localhost where it is a loopback address");

    public static final SettingKey<String> PLUGINS_FOLDER = SettingKey.text(
            "plugins.folder",
            "plugins",
            "The folder of plug-ins and stores: each jar, or each sub-folder with jars, is one; a relative path is one in the"
                    + " data folder");

    public static final SettingKey<ImmutableList<DrmId>> PLUGINS_REQUIRED = SettingKey.list(
            "plugins.required",
            "",
            "The ids of DRMs without whose plug-ins nothing starts, separated by commas; at least one plug-in of any DRM is"
                    + " required in any case",
            CoreSettings::parseDrm);

    public static final SettingKey<Duration> REFRESH_INTERVAL = SettingKey.duration(
            "refresh.interval",
            Duration.ofSeconds(1),
            "How often accounts, credentials and the key ring are read again, so that changes by other processes come into force",
            Range.closed(Duration.ofMillis(100), Duration.ofHours(1)));
    public static final SettingKey<Duration> RECORDS_KEEP = SettingKey.duration(
            "records.keep",
            Duration.ofDays(90),
            "How long the service keeps the records of issued and redeemed tokens at least; it removes whole days (UTC)",
            Range.closed(Duration.ofSeconds(1), Duration.ofDays(3_650)));
    public static final SettingKey<Boolean> RECORDS_ISSUED = SettingKey.flag(
            "records.issued",
            true,
            "Whether each issued token is recorded; refusals and redemptions are recorded in any case");

    public static final SettingKey<Integer> KEYS_MAX = SettingKey.number(
            "keys.max",
            10_000_000,
            "How many keys an account may store, in both environments together; further ones are refused",
            1,
            Integer.MAX_VALUE);

    private static final String LOCALHOST = "localhost";

    private CoreSettings() {}

    private static SettingKey<String> rightsUrl(String name, String environment, String usually) {
        return SettingKey.of(
                name,
                "",
                "How licence URLs of the " + environment
                        + " environment begin, such as https://{drm}.service.example.com;"
                        + " empty for the address on which the service listens" + usually,
                CoreSettings::parseBase);
    }

    private static String parseBase(String text) {
        if (!text.isEmpty() && !text.matches("https?://[A-Za-z0-9{\\[]([A-Za-z0-9.{}_:\\[\\]/-]*[A-Za-z0-9}\\]_-])?")) {
            throw new IllegalArgumentException("must be an http or https URL without a slash at its end");
        }
        return text;
    }

    private static DrmId parseDrm(String text) {
        if (!DrmId.isValid(text)) {
            throw new IllegalArgumentException("must be ids of DRMs, 2 to 8 lower-case letters and digits each");
        }
        return new DrmId(text);
    }

    /** Every key that core declares. */
    public static ImmutableList<SettingKey<?>> all() {
        return ImmutableList.of(
                HTTP_HOST,
                HTTP_PORT,
                HTTP_TLS_CERTIFICATE,
                HTTP_LINE_MAX,
                STORE_URL,
                RIGHTS_URL_PRODUCTION,
                RIGHTS_URL_TEST,
                PLUGINS_FOLDER,
                PLUGINS_REQUIRED,
                REFRESH_INTERVAL,
                RECORDS_KEEP,
                RECORDS_ISSUED,
                KEYS_MAX);
    }

    /** The setting that says how the licence URLs of an environment begin. */
    public static SettingKey<String> rightsUrl(Environment environment) {
        return environment == Environment.TEST ? RIGHTS_URL_TEST : RIGHTS_URL_PRODUCTION;
    }

    /** How the licence URLs of each environment begin; {@code {drm}} stands for the DRM's id. */
    public static ImmutableMap<Environment, String> licenseBases(Settings settings) {
        String production = settings.get(rightsUrl(Environment.PRODUCTION));
        String test = settings.get(rightsUrl(Environment.TEST));
        return ImmutableMap.of(
                Environment.PRODUCTION, production.isEmpty() ? serviceUrl(settings) : production,
                Environment.TEST, test.isEmpty() ? testServiceUrl(settings) : test);
    }

    /**
     * The most characters of a licence URL: the request line that brings its token back must not be longer than
     * {@link #HTTP_LINE_MAX}. Players may send the whole URL in that line, so all of it counts.
     */
    public static int longestLicenseUrl(Settings settings) {
        return settings.get(HTTP_LINE_MAX) - "POST  HTTP/1.1".length();
    }

    /** The URL of the service on its own machine. If it listens on all addresses, the URL says {@code localhost}. */
    public static String serviceUrl(Settings settings) {
        String host = settings.get(HTTP_HOST);
        String literal = host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host;
        return url(settings, listensOnAllAddresses(settings) ? LOCALHOST : literal);
    }

    /**
     * The URL of the test environment on the service's own machine. The host names the environment, and a service that
     * is reached by a loopback address has the host {@code test.localhost} for it (RFC 6761 section 6.3).
     */
    private static String testServiceUrl(Settings settings) {
        return listensOnAllAddresses(settings) || listensOnLoopback(settings)
                ? url(settings, "test." + LOCALHOST)
                : serviceUrl(settings);
    }

    private static String url(Settings settings, String host) {
        String scheme = settings.get(HTTP_TLS_CERTIFICATE).isEmpty() ? "http" : "https";
        return scheme + "://" + host + ":" + settings.get(HTTP_PORT);
    }

    /** Whether the service listens on every address of its machine, so that none of them is known as its own. */
    public static boolean listensOnAllAddresses(Settings settings) {
        return address(settings).filter(InetAddress::isAnyLocalAddress).isPresent();
    }

    /** Whether the service listens on an address that no other machine can reach. */
    public static boolean listensOnLoopback(Settings settings) {
        return settings.get(HTTP_HOST).equals(LOCALHOST)
                || address(settings).filter(InetAddress::isLoopbackAddress).isPresent();
    }

    /** The address of {@link #HTTP_HOST}; empty if it is a name. */
    private static Optional<InetAddress> address(Settings settings) {
        String host = CharMatcher.anyOf("[]").removeFrom(settings.get(HTTP_HOST));
        return InetAddresses.isInetAddress(host) ? Optional.of(InetAddresses.forString(host)) : Optional.empty();
    }
}
