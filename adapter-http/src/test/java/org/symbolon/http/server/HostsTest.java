package org.symbolon.http.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import java.util.List;
import org.junit.jupiter.api.Test;
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
    void problems_ofTheDefaults_areThatTestTokensLeadToAHostOfProduction() {
        assertEquals(
                List.of("tokens of the test environment cannot be redeemed: their URLs lead to 127.0.0.1:8080, which is"
                        + " a host of production; set rights.url.test"),
                problems(ImmutableMap.of()));
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
