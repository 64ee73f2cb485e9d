package org.symbolon.http.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.symbolon.core.settings.Settings;
import org.symbolon.core.value.DrmId;

final class HostsTest {
    private static final String TEST = "SYMBOLON_RIGHTS_URL_TEST";
    private static final String TEST_URL = "https://{drm}.test.example.com";

    private static List<String> problems(ImmutableMap<String, String> environment) {
        return Hosts.licenseUrlProblems(
                Settings.ofProcess(environment), ImmutableSet.of(new DrmId("wv"), new DrmId("fp")));
    }

    @Test
    void problems_ofTheDefaults_areNone() {
        assertEquals(List.of(), problems(ImmutableMap.of()));
    }

    @Test
    void problems_ofAnAddressThatIsNotLoopback_areThatTestTokensLeadToAHostOfProduction() {
        assertEquals(
                List.of("tokens of the test environment cannot be redeemed: their URLs lead to 10.0.0.7:8080, which is"
                        + " a host of production; set rights.url.test"),
                problems(ImmutableMap.of("SYMBOLON_HTTP_HOST", "10.0.0.7")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "::", "[::]", "0:0:0:0:0:0:0:0"})
    void problems_ofAllAddresses_areThatLicenceUrlsLeadNowhere(String host) {
        assertEquals(
                List.of(
                        "licence URLs of the production environment lead to http://localhost:8080, which no other"
                                + " machine can reach; set rights.url.production to the URL at which players reach"
                                + " this service, such as https://{drm}.service.example.com",
                        "licence URLs of the test environment lead to http://test.localhost:8080, which no other"
                                + " machine can reach; set rights.url.test to the URL at which players reach this"
                                + " service, such as https://{drm}.service.example.com"),
                problems(ImmutableMap.of("SYMBOLON_HTTP_HOST", host)));
        assertEquals(
                List.of(),
                problems(ImmutableMap.of(
                        "SYMBOLON_HTTP_HOST",
                        host,
                        TEST,
                        TEST_URL,
                        "SYMBOLON_RIGHTS_URL_PRODUCTION",
                        "https://{drm}.example.com")));
    }

    @Test
    void problems_ofHostsThatFit_areNone() {
        assertEquals(List.of(), problems(ImmutableMap.of(TEST, TEST_URL)));
    }

    @Test
    void problems_ofAHostThatIsNotServed_sayThat() {
        assertEquals(
                List.of("tokens of the production environment cannot be redeemed: their URLs lead to wv.example.com,"
                        + " which is not served; set rights.url.production"),
                problems(ImmutableMap.of(
                        TEST,
                        TEST_URL,
                        "SYMBOLON_RIGHTS_URL_PRODUCTION",
                        "https://{drm}.example.com",
                        "SYMBOLON_HTTP_HOSTS_PRODUCTION",
                        "other.example.com")));
    }
}
