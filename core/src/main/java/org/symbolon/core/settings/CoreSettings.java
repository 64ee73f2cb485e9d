package org.symbolon.core.settings;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Range;
import java.time.Duration;
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

    public static final SettingKey<String> STORE_URL = SettingKey.text(
            "store.url",
            "jdbc:sqlite:symbolon.db",
            "Where accounts and balances are kept; a relative file is one in the data folder");

    public static final SettingKey<String> RIGHTS_URL_PRODUCTION = rightsUrl("rights.url.production", "production");
    public static final SettingKey<String> RIGHTS_URL_TEST = rightsUrl("rights.url.test", "test");

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
            "How long the service keeps the records of issued and redeemed tokens before it removes them",
            Range.closed(Duration.ofSeconds(1), Duration.ofDays(3_650)));
    public static final SettingKey<Boolean> RECORDS_ISSUED = SettingKey.flag(
            "records.issued",
            true,
            "Whether each issued token is recorded; refusals and redemptions are recorded in any case");

    private CoreSettings() {}

    private static SettingKey<String> rightsUrl(String name, String environment) {
        return SettingKey.of(
                name,
                "",
                "How licence URLs of the " + environment
                        + " environment begin, such as https://{drm}.service.example.com;"
                        + " empty for the address on which the service listens",
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
                STORE_URL,
                RIGHTS_URL_PRODUCTION,
                RIGHTS_URL_TEST,
                PLUGINS_FOLDER,
                PLUGINS_REQUIRED,
                REFRESH_INTERVAL,
                RECORDS_KEEP,
                RECORDS_ISSUED);
    }

    /** How the licence URLs of each environment begin; {@code {drm}} stands for the DRM's id. */
    public static ImmutableMap<Environment, String> licenseBases(Settings settings) {
        String here = serviceUrl(settings);
        String production = settings.get(RIGHTS_URL_PRODUCTION);
        String test = settings.get(RIGHTS_URL_TEST);
        return ImmutableMap.of(
                Environment.PRODUCTION, production.isEmpty() ? here : production,
                Environment.TEST, test.isEmpty() ? here : test);
    }

    /** The URL of the service on its own machine. If it listens on all addresses, the URL says {@code localhost}. */
    public static String serviceUrl(Settings settings) {
        String host = settings.get(HTTP_HOST);
        String name =
                switch (host) {
                    case "0.0.0.0", "::", "[::]" -> "localhost";
                    default -> host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host;
                };
        return "http://" + name + ":" + settings.get(HTTP_PORT);
    }
}
