package org.symbolon.drm.fairplay;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.symbolon.drm.fairplay.message.MalformedException;
import org.symbolon.drm.fairplay.message.PostedSpc;
import org.symbolon.drm.fairplay.message.Spc;
import org.symbolon.drm.fairplay.message.SpcBody;
import org.symbolon.testing.Mutations;
import org.symbolon.testing.Mutations.Allowance;

/** Nearly valid inputs are read or refused, and allocate memory in proportion to their length. */
final class FairPlayFuzzTest {
    private static final Keys KEYS = Keys.make(1024);
    private static final Ksm KSM = Ksm.with(KEYS.credential());
    private static final HandmadeSpc SPC = new HandmadeSpc(KEYS);
    private static final byte[] TEXT = "spc".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] JSON = "{\"spc\":1}".getBytes(StandardCharsets.US_ASCII);
    private static final Allowance PARSING = new Allowance(16 * 1024, 32);

    @Test
    void container_isLicensedOrRefused() {
        Mutations.run(5_000, new Allowance(512 * 1024, 32), List.of(SPC.toBytes(), TEXT, JSON), spc -> {
            Set<Integer> codes = Set.of(0, -4001, -6004);
            Assertions.assertTrue(codes.contains(KSM.outcome(spc)));
        });
    }

    @Test
    void payload_isReadOrRefused() {
        Mutations.run(50_000, PARSING, List.of(SPC.payload()), payload -> {
            try {
                Spc spc = Spc.read(payload);
                spc.returned();
                spc.facts();
            } catch (MalformedException refused) {
                Assertions.assertFalse(refused.explanation().got().isEmpty());
            }
        });
    }

    @Test
    void form_isReadOrRefused() {
        String spc = Base64.getEncoder().encodeToString(SPC.toBytes());
        List<byte[]> corpus = Stream.of(
                        "spc=%zz",
                        "{\"spc\":",
                        "spc=" + spc.replace("+", "%2B"),
                        "assetId=a&spc=" + spc + "&x=%20",
                        "{\"spc\":\"" + spc + "\"}",
                        spc,
                        "{\"fairplay-streaming-request\":{\"version\":1,\"streaming-keys\":["
                                + "{\"id\":1,\"uri\":\"skd://a\",\"spc\":\"" + spc + "\"},"
                                + "{\"id\":\"b\",\"spc\":\"" + spc + "\"}]}}",
                        "{\"a\":[{\"b\":null}],\"spc\":\"" + spc + "\",\"c\":1.5e3}")
                .map(text -> text.getBytes(StandardCharsets.US_ASCII))
                .toList();
        Mutations.run(20_000, new Allowance(64 * 1024, 32), corpus, body -> {
            try {
                SpcBody.read(body).keys().forEach(PostedSpc::spc);
            } catch (MalformedException refused) {
                Assertions.assertFalse(refused.explanation().got().isEmpty());
            }
        });
    }
}
