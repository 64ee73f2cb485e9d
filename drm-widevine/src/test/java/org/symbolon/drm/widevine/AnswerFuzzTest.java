package org.symbolon.drm.widevine;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.symbolon.testing.Mutations;
import org.symbolon.testing.Mutations.Allowance;

class AnswerFuzzTest {
    /** The JSON parser allocates its buffers for every input. */
    private static final Allowance PARSER = new Allowance(100_000, 60);

    private static final String USUAL = "{\"status\":\"OK\",\"license\":\"bGljZW5jZQ==\",\"make\":\"x\","
            + "\"device_info\":{\"model\":\"y\",\"a\":[1,{}]}}";
    private static final String OTHER = "{\"status\":\"INTERNAL_ERROR\",\"system_id\":4442,\"nothing\":null}";

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void read_changedAnswer_isReadOrNone() {
        Mutations.run(
                50_000,
                PARSER,
                List.of(bytes(USUAL), bytes(OTHER)),
                answer -> ServiceAnswer.read(answer)
                        .ifPresent(read -> assertTrue(read.facts().toString().length() < 4000)));
    }

    @Test
    void demo_changedRequest_isReadOrNone() {
        Mutations.run(
                20_000,
                PARSER,
                List.of(bytes("{\"request\":\"e30=\",\"signature\":\"AAAA\",\"signer\":\"x\"}")),
                posted -> SignedRequest.read(posted)
                        .ifPresent(read -> assertTrue(read.signer().length() < 10_000)));
    }

    @Test
    void demo_changedMessage_isLicensedOrRefused() {
        WidevinePolicy policy =
                Licensing.policy().addKeyRules(Licensing.LEAST_RULES).build();
        byte[] message =
                LicenseMessage.of(Licensing.request(policy, Licensing.CHALLENGE), policy, DemoLicenseService.PROVIDER);
        Mutations.run(
                5_000,
                PARSER,
                List.of(message),
                changed -> Json.values(changed)
                        .map(DemoLicenseMessage::new)
                        .filter(read -> read.errorStatus().isEmpty())
                        .ifPresent(read -> assertTrue(read.keyIds().size() < 1000)));
    }
}
