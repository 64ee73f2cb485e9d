package org.symbolon.testing;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.base.Splitter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.symbolon.core.parameter.RequestParameters;
import org.symbolon.testing.Mutations.Allowance;

class RequestFuzzTest {
    private static final String AUTHENTICATOR = "customerAuthenticator=201722,6162636465666768696a6b6c6d6e6f70&";
    private static final List<String> VALID = List.of(
            "level=1&kid=^film&contentKey=c0ffee00c0ffee11c0ffee22c0ffee33&expirationTime=+3600&cookie=viewer",
            "level=2&kek=000102030405060708090a0b0c0d0e0f"
                    + "&ek=1fa68b0a8112b447aef34bd8fb5a7b829d3e862371d2cfe5&errorFormat=json&generalFlags=00000000",
            "level=3&kid=^k&contentKey=c0ffee00c0ffee11c0ffee22c0ffee33&expirationTime=2026-01-02T00:00:00.123Z",
            "level=3&kid.0=^a&contentKey.0=c0ffee00c0ffee11c0ffee22c0ffee33"
                    + "&level.1=1&kid.1=80ea8bc8a58f990ad1f76bc665b30bfa&contentKey.1=c0ffee00c0ffee11c0ffee22c0ffee34",
            "level.3=1&kid.3=^a&kek=000102030405060708090a0b0c0d0e0f"
                    + "&ek.3=1fa68b0a8112b447aef34bd8fb5a7b829d3e862371d2cfe5");

    @Test
    void validRequests_areIssued() {
        try (TestService service = TestService.of(new SamplePlugin())) {
            VALID.forEach(
                    query -> assertTrue(outcome(service, AUTHENTICATOR + query).equals("issued"), query));
        }
    }

    @Test
    void prepare_changedParameters_isPreparedOrRefusedWithACode() {
        List<byte[]> corpus = VALID.stream()
                .map(query -> query.getBytes(StandardCharsets.UTF_8))
                .toList();
        try (TestService service = TestService.of(new SamplePlugin())) {
            Mutations.run(30_000, new Allowance(60_000, 100), corpus, bytes -> {
                String outcome = outcome(service, AUTHENTICATOR + new String(bytes, StandardCharsets.UTF_8));
                assertTrue(outcome.equals("issued") || outcome.matches("-\\d{4}( -\\d{4})*"), outcome);
            });
        }
    }

    /** {@code issued}, or the numbers of the violations in their order. */
    private static String outcome(TestService service, String query) {
        List<Integer> codes = service.violations(parameters(query)).stream()
                .map(violation -> violation.code().number())
                .toList();
        return codes.isEmpty()
                ? "issued"
                : codes.stream().map(code -> Integer.toString(code)).collect(Collectors.joining(" "));
    }

    private static RequestParameters parameters(String query) {
        RequestParameters.Builder parameters = RequestParameters.builder();
        for (String pair : Splitter.on('&').split(query)) {
            int equals = pair.indexOf('=');
            parameters.add(equals < 0 ? pair : pair.substring(0, equals), equals < 0 ? "" : pair.substring(equals + 1));
        }
        return parameters.build();
    }
}
