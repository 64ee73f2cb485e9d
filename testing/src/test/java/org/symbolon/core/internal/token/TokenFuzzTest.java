package org.symbolon.core.internal.token;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.symbolon.core.drm.MalformedFieldsException;
import org.symbolon.core.error.ErrorFormat;
import org.symbolon.core.store.keyring.KeyRing;
import org.symbolon.core.store.keyring.KeyRingStore;
import org.symbolon.core.store.keyring.RingKey;
import org.symbolon.core.store.keyring.RingKeyId;
import org.symbolon.core.store.keyring.SealingKey;
import org.symbolon.core.store.memory.InMemoryStores;
import org.symbolon.core.value.AccountId;
import org.symbolon.core.value.ContentKey;
import org.symbolon.core.value.DrmId;
import org.symbolon.core.value.Environment;
import org.symbolon.core.value.KeyId;
import org.symbolon.core.value.SealedToken;
import org.symbolon.core.value.TokenId;
import org.symbolon.testing.Bits;
import org.symbolon.testing.Mutations;
import org.symbolon.testing.Mutations.Allowance;

/** A test of core that is in this module because it uses {@link Mutations}. */
class TokenFuzzTest {
    private static final int RUNS = 50_000;
    private static final Allowance SMALL = new Allowance(20_000, 40);
    private static final Instant ISSUED = Instant.parse("2026-01-01T12:00:00.123Z");

    private static final List<TokenContent> CLAIMS = List.of(
            least().addKey(Optional.empty(), key(1), EncodedFields.NONE).build(),
            most().addKey(Optional.of(KeyId.ofString("kid1")), key(1), EncodedFields.NONE)
                    .build(),
            most().addKey(Optional.of(KeyId.ofString("kid1")), key(1), EncodedFields.NONE)
                    .addKey(
                            Optional.of(KeyId.ofString("kid2")),
                            key(2),
                            EncodedFields.write(fields -> fields.number(1, 5)))
                    .build());

    private final TokenSealer sealer;
    private final List<String> tokens;

    TokenFuzzTest() {
        SealingKey key = SealingKey.of(Bits.counting(1, SealingKey.BYTES));
        KeyRingStore ring = new InMemoryStores().keyRing();
        ring.change(none -> KeyRing.of(new RingKey(new RingKeyId(1), key, ISSUED)));
        sealer = new TokenSealer(ring);
        tokens = CLAIMS.stream().map(claims -> sealer.seal(claims).text()).toList();
    }

    private static TokenContent.Builder least() {
        return TokenContent.builder()
                .id(TokenId.of(Bits.counting(0x10, TokenId.BYTES)))
                .account(new AccountId(201722))
                .environment(Environment.PRODUCTION)
                .drm(new DrmId("wv"))
                .issued(ISSUED)
                .end(ISSUED.plus(Duration.ofDays(30)))
                .policy(EncodedFields.write(fields -> fields.number(1, 3).number(2, 0)));
    }

    private static TokenContent.Builder most() {
        return least().environment(Environment.TEST)
                .errorFormat(ErrorFormat.JSON)
                .cookie("ünïcödé");
    }

    private static ContentKey key(int number) {
        return ContentKey.of(Bits.counting(number, ContentKey.BYTES));
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

    /** Claims that only the holder of a ring key can send, such as a newer release. */
    @Test
    void decode_changedClaims_areReadOrRefused() {
        List<byte[]> corpus = CLAIMS.stream().map(ClaimsCodec::encode).toList();
        Mutations.run(RUNS, SMALL, corpus, bytes -> {
            try {
                TokenContent read = ClaimsCodec.decode(bytes);
                assertTrue(read.id().toString().length() == 32);
                assertTrue(read.keys().size() == read.keyFields().size());
            } catch (MalformedFieldsException refused) {
                assertTrue(refused.getMessage().length() < 200);
            }
        });
    }
}
