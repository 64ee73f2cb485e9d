package org.symbolon.core.token;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.symbolon.core.Bits;
import org.symbolon.core.Mutations;
import org.symbolon.core.Mutations.Allowance;

class TokenFuzzTest {
    private static final int RUNS = 50_000;
    private static final Allowance SMALL = new Allowance(20_000, 40);

    private final KeyRingStore ring = KeyRingStore.inMemory();
    private final TokenSealer sealer;
    private final List<String> tokens = new ArrayList<>();

    TokenFuzzTest() {
        SealingKey key = SealingKey.of(Bits.counting(1, SealingKey.BYTES));
        ring.change(none -> KeyRing.of(new RingKey(new RingKeyId(1), key, Claims.ISSUED)));
        sealer = new TokenSealer(ring);
        tokens.add(sealer.seal(Claims.least().build()).text());
        tokens.add(sealer.seal(Claims.most().build()).text());
    }

    @Test
    void open_changedText_isNoToken() {
        List<byte[]> corpus = tokens.stream()
                .map(token -> token.getBytes(StandardCharsets.ISO_8859_1))
                .toList();
        Mutations.run(RUNS, SMALL, corpus, bytes -> assertRefused(new String(bytes, StandardCharsets.ISO_8859_1)));
    }

    @Test
    void open_changedBytes_areNoToken() {
        List<byte[]> corpus =
                tokens.stream().map(Base64.getUrlDecoder()::decode).toList();
        Mutations.run(
                RUNS,
                SMALL,
                corpus,
                bytes -> assertRefused(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes)));
    }

    private void assertRefused(String text) {
        SealedToken token = new SealedToken(text);
        assertTrue(tokens.contains(text) || sealer.open(token).isEmpty(), text);
        assertTrue(sealer.whyNot(token).length() < 200);
    }

    /** What only a holder of a ring key could send, but a newer release might: claims that make no sense here. */
    @Test
    void decode_changedClaims_areReadOrRefused() {
        List<byte[]> corpus = List.of(
                ClaimsCodec.encode(Claims.least().build()),
                ClaimsCodec.encode(Claims.most().build()));
        Mutations.run(RUNS, SMALL, corpus, bytes -> {
            try {
                assertTrue(ClaimsCodec.decode(bytes).id().toString().length() == 32);
            } catch (MalformedFieldsException refused) {
                assertTrue(refused.getMessage().length() < 200);
            }
        });
    }
}
