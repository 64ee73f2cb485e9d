package org.symbolon.http.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.common.collect.ImmutableMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.symbolon.core.store.account.Network;
import org.symbolon.http.RawAnswer;
import org.symbolon.http.TestService;

/** Whom proxies call the caller: the last address that is not theirs, however they write it. */
final class ForwardedTest {
    private static final String REQUEST = "GET /hms/wv/token?" + TestService.encode(TestService.valid("wv"))
            + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n";

    private static TestService service;
    private static TestService without;

    @BeforeAll
    static void start() {
        service = TestService.start(
                ImmutableMap.of(HttpSettings.PROXIES_TRUSTED, "127.0.0.0/8, 10.9.0.0/16, 2001:db8:9::/48"));
        without = TestService.start();
        for (TestService each : new TestService[] {service, without}) {
            each.change(account -> account.addAllowedNetworks(
                    Network.parse("203.0.113.7/32").orElseThrow(),
                    Network.parse("2001:db8::7/128").orElseThrow()));
        }
    }

    @AfterAll
    static void stop() {
        service.close();
        without.close();
    }

    private static int status(TestService asked, String headers) {
        return RawAnswer.of(asked.raw(REQUEST + headers.replace("|", "\r\n") + "\r\n\r\n"))
                .status();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "X-Forwarded-For: 203.0.113.7",
                "X-Forwarded-For: 203.0.113.7:4711",
                "X-Forwarded-For: 198.51.100.1, 203.0.113.7 , 10.9.0.1",
                "X-Forwarded-For: 198.51.100.1|X-Forwarded-For: 203.0.113.7|X-Forwarded-For: 10.9.0.1",
                "X-Forwarded-For: 203.0.113.7, [2001:db8:9::1]:443",
                "X-Forwarded-For: 2001:db8::7",
                "X-Forwarded-For: [2001:db8::7]",
                "X-Forwarded-For: [2001:db8::7]:4711, 10.9.0.1:80",
                "X-Forwarded-For: garbage, 203.0.113.7",
                "X-Forwarded-For: ::ffff:203.0.113.7",
                "X-Forwarded-For: 203.0.113.7|Forwarded: for=198.51.100.1",
                "Forwarded: for=203.0.113.7",
                "Forwarded: For=\"203.0.113.7:4711\";proto=https",
                "Forwarded: proto=http;for=\"[2001:db8::7]:4711\"",
                "Forwarded: for=198.51.100.1, for=203.0.113.7, for=10.9.0.1;by=127.0.0.1",
                "Forwarded: for=\"198.51.100.1, for=203.0.113.7",
                "Forwarded: for=\"198.51.100.1|Forwarded: for=203.0.113.7;proto=https"
            })
    void addressThatATrustedProxyAdded_isTheCallers(String headers) {
        assertEquals(200, status(service, headers));
        assertEquals(401, status(without, headers), "a proxy that is not trusted");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "X-Other: 1",
                "X-Forwarded-For: 203.0.113.7, 198.51.100.1",
                "X-Forwarded-For: 203.0.113.7, unknown",
                "X-Forwarded-For: 203.0.113.7, [2001:db8::7",
                "X-Forwarded-For: 203.0.113.7, 203.0.113.7:a:b",
                "X-Forwarded-For: 203.0.113.7, 999.0.113.7",
                "X-Forwarded-For: 203.0.113.7, localhost",
                "X-Forwarded-For: 198.51.100.1|Forwarded: for=203.0.113.7",
                "Forwarded: for=203.0.113.7, for=unknown",
                "Forwarded: for=203.0.113.7, for=_hidden",
                "Forwarded: for=203.0.113.7, proto=https",
                "Forwarded: for=203.0.113.7, for=198.51.100.1",
                "Forwarded: for=203.0.113.7;for=198.51.100.1, for=\"\"",
                "Forwarded: xfor=203.0.113.7"
            })
    void anythingElse_isNot(String headers) {
        assertEquals(401, status(service, headers));
    }
}
