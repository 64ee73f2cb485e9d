package org.symbolon.core.issue;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.base.Splitter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.symbolon.core.Mutations;
import org.symbolon.core.Mutations.Allowance;
import org.symbolon.core.drm.FakeDrm;
import org.symbolon.core.parameter.RequestParameters;

class RequestFuzzTest {
    private static final String AUTHENTICATOR = "customerAuthenticator=201722,1ad8eed133edf43cbcc185f0236828ae&";
    private static final List<String> VALID = List.of(
            "level=1&kid=^film&contentKey=c0ffee00c0ffee11c0ffee22c0ffee33&expirationTime=+3600&cookie=viewer",
            "level=2&kid=80ea8bc8a58f990ad1f76bc665b30bfa&kek=000102030405060708090a0b0c0d0e0f"
                    + "&ek=1fa68b0a8112b447aef34bd8fb5a7b829d3e862371d2cfe5&errorFormat=json&generalFlags=00000000",
            "level=3&kid=^k&contentKey=c0ffee00c0ffee11c0ffee22c0ffee33&expirationTime=2026-01-02T00:00:00.123Z");

    private final Issuing issuing = new Issuing(FakeDrm.withKid());

    @Test
    void prepare_changedParameters_isPreparedOrRefusedWithACode() {
        List<byte[]> corpus = VALID.stream()
                .map(query -> query.getBytes(StandardCharsets.UTF_8))
                .toList();
        Mutations.run(30_000, new Allowance(60_000, 100), corpus, bytes -> {
            issuing.records.clear();
            String query = AUTHENTICATOR + new String(bytes, StandardCharsets.UTF_8);
            String outcome = issuing.outcome(
                    issuing.request("").parameters(parameters(query)).build());
            assertTrue(outcome.equals("issued") || outcome.matches("-\\d{4}( -\\d{4})*"), outcome);
        });
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
