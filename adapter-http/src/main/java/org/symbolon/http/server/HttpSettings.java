package org.symbolon.http.server;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.Range;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.symbolon.core.settings.SettingKey;
import org.symbolon.core.store.account.Network;

/** The settings of the HTTP service, besides address, port and the length of a request's line, which are core's. */
public final class HttpSettings {
    private static final Range<Duration> WAITING = Range.closed(Duration.ofMillis(100), Duration.ofMinutes(10));

    public static final SettingKey<ImmutableList<String>> HOSTS_TEST = hosts(
            "http.hosts.test",
            "test",
            "Which hosts are the test environment, between commas: names, or single labels that mean every host with"
                    + " that label");

    public static final SettingKey<ImmutableList<String>> HOSTS_PRODUCTION = hosts(
            "http.hosts.production",
            "",
            "Which hosts are the production environment, written like http.hosts.test; empty for every host that is"
                    + " not test, otherwise a host in neither list is answered 404");

    public static final SettingKey<String> PARTNER_HOST = SettingKey.text(
            "http.partner.host",
            "",
            "The address on which /keystore and /cmiapi are served where http.partner.port is set; empty for http.host");

    public static final SettingKey<Optional<Integer>> PARTNER_PORT = SettingKey.of(
            "http.partner.port",
            "",
            "The port on which /keystore and /cmiapi are served, and nowhere else; 0 takes a free one, empty for"
                    + " http.port",
            HttpSettings::parsePort);

    public static final SettingKey<ImmutableList<Network>> PROXIES_TRUSTED = SettingKey.list(
            "http.proxies.trusted",
            "",
            "Networks of the proxies in front, between commas, whose X-Forwarded-For or Forwarded says where a call comes"
                    + " from, and whose X-Forwarded-Proto or Forwarded whether it came over https",
            text -> Network.parse(text)
                    .orElseThrow(() -> new IllegalArgumentException("must be networks such as 10.0.0.0/8")));

    public static final SettingKey<Integer> HEADERS_MAX =
            SettingKey.number("http.headers.max", 16_384, "The most bytes of headers; more: 431", 512, 1 << 20);

    public static final SettingKey<Integer> BODY_MAX = SettingKey.number(
            "http.body.max", 65_536, "The longest body of a token's request, in bytes; longer: 413", 512, 1 << 26);

    public static final SettingKey<Integer> RIGHTS_BODY_MAX = SettingKey.number(
            "http.rights.body.max", 65_536, "The longest challenge of a player, in bytes; longer: 413", 512, 1 << 26);

    public static final SettingKey<Integer> MEMORY_MAX = SettingKey.number(
            "http.memory.max",
            0,
            "The most bytes that requests and answers may hold in memory together, beyond: 503; 0 for a quarter of the"
                    + " heap",
            0,
            Integer.MAX_VALUE);

    public static final SettingKey<Integer> CONNECTIONS_MAX = SettingKey.number(
            "http.connections.max",
            0,
            "The most connections; beyond, those that have waited longest for their callers are closed; 0 for one for"
                    + " each 64 KiB of the heap, and at most three quarters of the file descriptors",
            0,
            1_000_000);

    public static final SettingKey<Integer> CONNECTIONS_OF_ADDRESS_MAX = SettingKey.number(
            "http.connections.address.max",
            0,
            "The most connections from one IPv4 address or one /64 network of IPv6, but for trusted proxies; beyond,"
                    + " those from there that have waited longest for their callers are closed; 0 for half of"
                    + " http.connections.max",
            0,
            1_000_000);

    public static final SettingKey<Integer> STREAMS_MAX = SettingKey.number(
            "http.streams.max",
            100,
            "The most requests at the same time on one connection of HTTP/2; further ones are refused, to be sent again",
            1,
            10_000);

    public static final SettingKey<Duration> REQUEST_TIMEOUT = SettingKey.duration(
            "http.request.timeout", Duration.ofSeconds(10), "How long a body may take to arrive; longer: 408", WAITING);

    public static final SettingKey<Duration> REQUEST_DEADLINE = SettingKey.duration(
            "http.request.deadline",
            Duration.ofSeconds(15),
            "How long a request may take from its head until its answer, where a store or a licence service is asked;"
                    + " longer: 503",
            WAITING);

    public static final SettingKey<Duration> IDLE_TIMEOUT = SettingKey.duration(
            "http.idle.timeout",
            Duration.ofSeconds(30),
            "How long a connection may go without a complete request head, or a list of keys without being read, before"
                    + " the connection is closed",
            Range.closed(Duration.ofSeconds(1), Duration.ofHours(1)));

    public static final SettingKey<Duration> SHUTDOWN_TIMEOUT = SettingKey.duration(
            "http.shutdown.timeout",
            Duration.ofSeconds(20),
            "How long the process may take to end after SIGTERM and http.shutdown.delay, three quarters of it for requests under way; then it"
                    + " ends in any case, with status 4",
            WAITING);

    public static final SettingKey<Duration> SHUTDOWN_DELAY = SettingKey.duration(
            "http.shutdown.delay",
            Duration.ZERO,
            "How long the service goes on after SIGTERM while /readyz says 503, so that load balancers send requests"
                    + " elsewhere; http.shutdown.timeout counts after it",
            Range.closed(Duration.ZERO, Duration.ofMinutes(10)));

    public static final SettingKey<Integer> WORKERS =
            threads("http.workers", 128, "How many requests for tokens may ask a store at the same time");

    public static final SettingKey<Integer> QUEUE =
            queue("http.queue", 2048, "How many requests for tokens may wait until they can ask a store; more: 503");

    public static final SettingKey<Integer> RIGHTS_WORKERS =
            threads("http.rights.workers", 64, "How many licences may be made at the same time");

    public static final SettingKey<Integer> RIGHTS_QUEUE =
            queue("http.rights.queue", 1024, "How many redemptions may wait until a licence can be made; more: 503");

    public static final SettingKey<Integer> KEYSTORE_WORKERS = threads(
            "http.keystore.workers", 32, "How many requests to the key storage may ask a store at the same time");

    public static final SettingKey<Integer> KEYSTORE_QUEUE = queue(
            "http.keystore.queue",
            1024,
            "How many requests to the key storage may wait until they can ask a store; more: 503");

    public static final SettingKey<Integer> RECORDS_WORKERS =
            threads("http.records.workers", 8, "How many requests for records may ask a store at the same time");

    public static final SettingKey<Integer> RECORDS_QUEUE = queue(
            "http.records.queue", 256, "How many requests for records may wait until they can ask a store; more: 503");

    public static final SettingKey<Integer> ACCOUNT_SHARE = SettingKey.number(
            "http.account.share",
            50,
            "How many percent of the requests that may be at work, and of those that may wait, are one account's at"
                    + " most, of each of the four kinds above; more of it: 503",
            1,
            100);

    public static final SettingKey<Integer> ACCOUNT_LISTS = SettingKey.number(
            "http.account.lists",
            32,
            "How many lists of keys, and how many of records, one account may be sent at the same time; more: 503",
            1,
            10_000);

    public static final SettingKey<Integer> LOG_QUEUE = queue(
            "http.log.queue",
            16_384,
            "How many lines may wait for the reader of the log; further ones are dropped and counted");

    public static final SettingKey<ImmutableList<String>> CORS_ORIGINS = SettingKey.list(
            "http.cors.origins",
            "*",
            "The origins whose pages may redeem tokens, such as https://player.example.com, between commas; * for"
                    + " every origin",
            HttpSettings::parseOrigin);

    public static final SettingKey<Duration> CORS_MAX_AGE = SettingKey.duration(
            "http.cors.max.age",
            Duration.ofHours(2),
            "How long a browser may remember what the answer to a preflight allows",
            Range.closed(Duration.ofSeconds(1), Duration.ofDays(30)));

    public static final SettingKey<Boolean> DEMO = SettingKey.flag(
            "http.demo",
            true,
            "Whether a start without any account, on a loopback address, makes a demo account and prints requests"
                    + " that work");

    private HttpSettings() {}

    private static SettingKey<Integer> threads(String name, int usual, String meaning) {
        return SettingKey.number(name, usual, meaning, 1, 10_000);
    }

    private static SettingKey<Integer> queue(String name, int usual, String meaning) {
        return SettingKey.number(name, usual, meaning, 1, 1_000_000);
    }

    private static SettingKey<ImmutableList<String>> hosts(String name, String defaultText, String meaning) {
        return SettingKey.list(name, defaultText, meaning, text -> text.toLowerCase(Locale.ROOT));
    }

    private static Optional<Integer> parsePort(String text) {
        if (!text.matches("\\d{0,5}") || (!text.isEmpty() && Integer.parseInt(text) > 65_535)) {
            throw new IllegalArgumentException("must be empty, or a port from 0 to 65535");
        }
        return Optional.of(text).filter(given -> !given.isEmpty()).map(Integer::valueOf);
    }

    private static String parseOrigin(String text) {
        if (!text.matches("\\*|null|[A-Za-z][A-Za-z0-9+.-]*://[!-.0-~]*")) {
            throw new IllegalArgumentException("must be *, or origins such as https://player.example.com");
        }
        return text.toLowerCase(Locale.ROOT);
    }

    public static ImmutableList<SettingKey<?>> all() {
        return ImmutableList.of(
                HOSTS_TEST,
                HOSTS_PRODUCTION,
                PARTNER_HOST,
                PARTNER_PORT,
                PROXIES_TRUSTED,
                HEADERS_MAX,
                BODY_MAX,
                RIGHTS_BODY_MAX,
                MEMORY_MAX,
                CONNECTIONS_MAX,
                CONNECTIONS_OF_ADDRESS_MAX,
                STREAMS_MAX,
                REQUEST_TIMEOUT,
                REQUEST_DEADLINE,
                IDLE_TIMEOUT,
                SHUTDOWN_TIMEOUT,
                SHUTDOWN_DELAY,
                WORKERS,
                QUEUE,
                RIGHTS_WORKERS,
                RIGHTS_QUEUE,
                KEYSTORE_WORKERS,
                KEYSTORE_QUEUE,
                RECORDS_WORKERS,
                RECORDS_QUEUE,
                ACCOUNT_SHARE,
                ACCOUNT_LISTS,
                LOG_QUEUE,
                CORS_ORIGINS,
                CORS_MAX_AGE,
                DEMO);
    }
}
