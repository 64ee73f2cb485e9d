package org.symbolon.drm.widevine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.symbolon.core.error.Violation;
import org.symbolon.core.issue.IssuedToken;
import org.symbolon.core.store.account.Account;
import org.symbolon.core.value.KeyId;
import org.symbolon.testing.TestService;

/** Token requests with numbered keys: each key has rules of its own (token-api, "Several keys in one token"). */
final class NumberedKeysTest {
    private final TestService service = TestService.of(new WidevinePlugin());

    @AfterEach
    void close() {
        service.close();
    }

    /** A query with this number of numbered keys, and rules. */
    private static String query(int keys, String rules) {
        return IntStream.range(0, keys)
                .mapToObj(key -> "kid." + key + "=^movie-" + key + "&contentKey." + key + "=" + "0".repeat(31) + key)
                .collect(Collectors.joining("&", "", "&" + rules));
    }

    private List<String> parameters(IssuedToken token) {
        return service.policy(token).parameters().entries().stream()
                .map(parameter -> parameter.getKey() + "=" + parameter.getValue())
                .toList();
    }

    private void defaults(ImmutableMap<String, String> defaults) {
        service.symbolon()
                .accounts()
                .change(
                        TestService.ACCOUNT,
                        account -> Account.builder()
                                .from(account.orElseThrow())
                                .putDefaults(WidevinePlugin.ID, defaults)
                                .build());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // rules of each key
                "securityLevel.0=1&hdcpOutputControl.0=0&trackType.0=0"
                        + "&securityLevel.1=5&hdcpOutputControl.1=2&trackType.1=4"
                        + " | securityLevel.0=1&hdcpOutputControl.0=0&trackType.0=0"
                        + "&securityLevel.1=5&hdcpOutputControl.1=2&trackType.1=4",
                // unnumbered rules for all
                "securityLevel=3&hdcpOutputControl=1&trackType=2"
                        + " | securityLevel.0=3&hdcpOutputControl.0=1&trackType.0=2"
                        + "&securityLevel.1=3&hdcpOutputControl.1=1&trackType.1=2",
                // unnumbered rules for keys without their own
                "securityLevel=3&hdcpOutputControl=1&trackType=2&securityLevel.1=4&trackType.0=3"
                        + " | securityLevel.0=3&hdcpOutputControl.0=1&trackType.0=3"
                        + "&securityLevel.1=4&hdcpOutputControl.1=1&trackType.1=2",
                // the track is HD by default
                "securityLevel=1&hdcpOutputControl=0&trackType.1=0"
                        + " | securityLevel.0=1&hdcpOutputControl.0=0&trackType.0=1"
                        + "&securityLevel.1=1&hdcpOutputControl.1=0&trackType.1=0"
            })
    void rules_areThoseOfEachKey(String rules, String expected) {
        IssuedToken token = service.issue(query(2, rules));

        assertEquals(Splitter.on('&').splitToList(expected), parameters(token));
        assertEquals(ImmutableSet.of(), token.ignoredParameters());
        assertEquals(
                ImmutableList.of(KeyId.ofString("movie-0"), KeyId.ofString("movie-1")),
                service.claims(token).keys().stream()
                        .map(key -> key.kid().orElseThrow())
                        .toList());
    }

    @Test
    void accountsDefaults_standForKeysWithoutTheirOwn() {
        defaults(ImmutableMap.of("securityLevel", "2", "hdcpOutputControl", "1", "trackType", "3"));

        assertEquals(
                List.of(
                        "securityLevel.0=5",
                        "hdcpOutputControl.0=1",
                        "trackType.0=3",
                        "securityLevel.1=2",
                        "hdcpOutputControl.1=1",
                        "trackType.1=0"),
                parameters(service.issue(query(2, "securityLevel.0=5&trackType.1=0"))));
    }

    @Test
    void oneNumberedKey_isAnUnnumberedOne() {
        IssuedToken token = service.issue(query(1, "securityLevel.0=4&hdcpOutputControl.0=2&trackType.0=3"));
        assertEquals(List.of("securityLevel=4", "hdcpOutputControl=2", "trackType=3"), parameters(token));
    }

    @Test
    void sixteenKeys_eachHaveTheirRules() {
        String rules = IntStream.range(0, 16)
                .mapToObj(key -> "securityLevel." + key + "=" + (1 + key % 5) + "&hdcpOutputControl." + key + "="
                        + key % 3 + "&trackType." + key + "=" + key % 5)
                .collect(Collectors.joining("&"));
        String keys = IntStream.range(0, 16)
                .mapToObj(key -> String.format("kid.%d=%032x&contentKey.%d=%032x", key, key, key, key))
                .collect(Collectors.joining("&"));

        assertEquals(Splitter.on('&').splitToList(rules), parameters(service.issue(keys + "&" + rules)));
    }

    @ParameterizedTest
    @CsvSource({
        "hdcpOutputControl=0&securityLevel.0=1, -7003, securityLevel.1",
        "hdcpOutputControl=0&securityLevel=1&securityLevel.1=, -7003, securityLevel.1",
        "hdcpOutputControl=0&securityLevel=1&securityLevel.1=6, -7004, securityLevel.1",
        "hdcpOutputControl=0&securityLevel=6&securityLevel.1=1, -7004, securityLevel",
        "securityLevel=1&hdcpOutputControl.1=0, -7006, hdcpOutputControl.0",
        "securityLevel=1&hdcpOutputControl=0&hdcpOutputControl.0=x, -2008, hdcpOutputControl.0",
        "securityLevel=1&hdcpOutputControl=0&hdcpOutputControl.0=3, -2034, hdcpOutputControl.0",
        "securityLevel=1&hdcpOutputControl=0&trackType.1=, -2035, trackType.1"
    })
    void violation_namesTheNumberedParameter(String rules, int code, String parameter) {
        ImmutableList<Violation> violations = service.violations(query(2, rules));

        assertEquals(1, violations.size(), violations.toString());
        assertEquals(code, violations.get(0).code().number());
        assertEquals(parameter, violations.get(0).parameter().orElseThrow());
    }

    @ParameterizedTest
    @CsvSource({"trackType=5", "trackType=-1", "trackType=01", "trackType=SD", "trackType=99999999999999999999"})
    void unknownTrack_hasNoEffectAndIsNamed(String track) {
        IssuedToken token = service.issue("securityLevel=1&hdcpOutputControl=0&" + track);

        assertEquals(List.of("securityLevel=1", "hdcpOutputControl=0"), parameters(token));
        assertEquals(ImmutableSet.of("trackType"), token.ignoredParameters());
    }

    @Test
    void unknownTrackOfOneKey_isNamedWithItsNumber_andTheUnnumberedOneStandsForIt() {
        String rules = "securityLevel=1&hdcpOutputControl=0&trackType.0=9&trackType.1=2";
        IssuedToken token = service.issue(query(2, rules));
        assertEquals("trackType.0=1", parameters(token).get(2));
        assertEquals("trackType.1=2", parameters(token).get(5));
        assertEquals(ImmutableSet.of("trackType.0"), token.ignoredParameters());

        assertEquals(
                "trackType.0=4",
                parameters(service.issue(query(2, rules + "&trackType=4"))).get(2));
    }

    @Test
    void unknownTrackThatIsTheAccountsDefault_hasNoEffect() {
        defaults(ImmutableMap.of("trackType", "9"));
        IssuedToken token = service.issue("securityLevel=1&hdcpOutputControl=0");

        assertEquals(List.of("securityLevel=1", "hdcpOutputControl=0"), parameters(token));
        assertEquals(ImmutableSet.of(), token.ignoredParameters());
    }
}
