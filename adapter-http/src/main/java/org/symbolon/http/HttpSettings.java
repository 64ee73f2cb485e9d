package org.symbolon.http;

import com.google.common.collect.ImmutableList;
import java.time.Duration;
import java.util.Locale;
import org.symbolon.core.account.Network;
import org.symbolon.core.settings.SettingKey;

/** The settings of the HTTP service, besides address and port, which are core's. */
final class HttpSettings {
    static final SettingKey<ImmutableList<String>> HOSTS_TEST = hosts(
            "http.hosts.test",
            "test",
            "Which hosts are the test environment, between commas: names, or single labels that mean every host with that label");

    static final SettingKey<ImmutableList<String>> HOSTS_PRODUCTION = hosts(
            "http.hosts.production",
            "",
            "Which hosts are the production environment, written like http.hosts.test; empty for every host that is not test,"
                    + " otherwise a host in neither list is answered 404");

    static final SettingKey<ImmutableList<Network>> PROXIES_TRUSTED = SettingKey.list(
            "http.proxies.trusted",
            "",
            "Networks of the proxies in front, between commas, whose X-Forwarded-For says where a call comes from",
            text -> Network.parse(text)
                    .orElseThrow(() -> new IllegalArgumentException("must be networks such as 10.0.0.0/8")));

    static final SettingKey<Integer> LINE_MAX =
            SettingKey.number("http.line.max", 65_536, "The longest request line, in bytes; longer: 414", 512, 1 << 20);

    static final SettingKey<Integer> HEADERS_MAX =
            SettingKey.number("http.headers.max", 16_384, "The most bytes of headers; more: 431", 512, 1 << 20);

    static final SettingKey<Integer> BODY_MAX = SettingKey.number(
            "http.body.max", 65_536, "The longest body of a token's request, in bytes; longer: 413", 512, 1 << 26);

    static final SettingKey<Integer> RIGHTS_BODY_MAX = SettingKey.number(
            "http.rights.body.max", 65_536, "The longest challenge of a player, in bytes; longer: 413", 512, 1 << 26);

    static final SettingKey<Duration> REQUEST_TIMEOUT = SettingKey.duration(
            "http.request.timeout", Duration.ofSeconds(10), "How long a body may take to arrive; longer: 408");

    static final SettingKey<Duration> IDLE_TIMEOUT = SettingKey.duration(
            "http.idle.timeout",
            Duration.ofSeconds(30),
            "How long a connection may go without a complete request head, however slowly one arrives, and a list of keys without its reader, before it is closed");

    static final SettingKey<Duration> SHUTDOWN_TIMEOUT = SettingKey.duration(
            "http.shutdown.timeout",
            Duration.ofSeconds(20),
            "How long requests in flight may take to end after SIGTERM");

    static final SettingKey<Integer> WORKERS = SettingKey.number(
            "http.workers",
            64,
            "How many requests may wait for a store at the same time; further ones queue",
            1,
            10_000);

    static final SettingKey<Integer> RIGHTS_WORKERS = SettingKey.number(
            "http.rights.workers",
            64,
            "How many licences may be made, or waited for, at the same time; further ones queue",
            1,
            10_000);

    static final SettingKey<ImmutableList<String>> CORS_ORIGINS = SettingKey.list(
            "http.cors.origins",
            "*",
            "The origins whose pages may redeem tokens, such as https://player.example.com, between commas; * for every origin",
            HttpSettings::parseOrigin);

    static final SettingKey<Duration> CORS_MAX_AGE = SettingKey.duration(
            "http.cors.max.age",
            Duration.ofHours(2),
            "How long a browser may remember what the answer to a preflight allows");

    static final SettingKey<Boolean> DEMO = SettingKey.flag(
            "http.demo",
            true,
            "Whether a start without any account, on a loopback address, makes a demo account and prints requests that work");

    private HttpSettings() {}

    private static SettingKey<ImmutableList<String>> hosts(String name, String defaultText, String meaning) {
        return SettingKey.list(name, defaultText, meaning, text -> text.toLowerCase(Locale.ROOT));
    }

    private static String parseOrigin(String text) {
        if (!text.matches("\\*|null|[A-Za-z][A-Za-z0-9+.-]*://[!-.0-~]*")) {
            throw new IllegalArgumentException("must be *, or origins such as https://player.example.com");
        }
        return text.toLowerCase(Locale.ROOT);
    }

    static ImmutableList<SettingKey<?>> all() {
        return ImmutableList.of(
                HOSTS_TEST,
                HOSTS_PRODUCTION,
                PROXIES_TRUSTED,
                LINE_MAX,
                HEADERS_MAX,
                BODY_MAX,
                RIGHTS_BODY_MAX,
                REQUEST_TIMEOUT,
                IDLE_TIMEOUT,
                SHUTDOWN_TIMEOUT,
                WORKERS,
                RIGHTS_WORKERS,
                CORS_ORIGINS,
                CORS_MAX_AGE,
                DEMO);
    }
}
