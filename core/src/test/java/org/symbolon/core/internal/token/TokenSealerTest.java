package org.symbolon.core.internal.token;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.symbolon.core.TestBytes;
import org.symbolon.core.drm.FieldWriter;
import org.symbolon.core.drm.MalformedFieldsException;
import org.symbolon.core.error.StoreUnavailableException;
import org.symbolon.core.store.keyring.KeyRing;
import org.symbolon.core.store.keyring.KeyRingStore;
import org.symbolon.core.store.keyring.RingKey;
import org.symbolon.core.store.keyring.RingKeyId;
import org.symbolon.core.store.keyring.SealingKey;
import org.symbolon.core.store.memory.InMemoryStores;
import org.symbolon.core.value.SealedToken;
import org.symbolon.core.value.TokenId;

class TokenSealerTest {
    private static final RingKey OLD = key(0x01020304, Duration.ofDays(-1));
    private static final RingKey NEW = key(0x05060708, Duration.ofDays(1));
    private static final TokenContent EARLY = Claims.most().build();
    private static final TokenContent LATE = Claims.most()
            .issued(NEW.sealsFrom())
            .end(NEW.sealsFrom().plusSeconds(60))
            .build();

    private final KeyRingStore store = new InMemoryStores().keyRing();
    private final TokenSealer sealer = sealerOf(KeyRing.of(OLD));

    private static RingKey key(int id, Duration afterIssuance) {
        SealingKey key = SealingKey.of(TestBytes.counting(id, SealingKey.BYTES));
        return new RingKey(new RingKeyId(id), key, Claims.ISSUED.plus(afterIssuance));
    }

    private TokenSealer sealerOf(KeyRing ring) {
        store.change(before -> ring);
        return new TokenSealer(store);
    }

    private void change(Function<KeyRing, KeyRing> change) {
        store.change(before -> change.apply(before.orElseThrow()));
        sealer.refresh();
    }

    private boolean opens(String text) {
        return sealer.open(new SealedToken(text)).isPresent();
    }

    private boolean opens(byte[] token) {
        return opens(Base64.getUrlEncoder().withoutPadding().encodeToString(token));
    }

    private static byte[] bytes(SealedToken token) {
        return Base64.getUrlDecoder().decode(token.text());
    }

    @Test
    void open_whatWasSealed_isTheSame() {
        OpenedToken opened = sealer.open(sealer.seal(EARLY)).orElseThrow();
        assertEquals(EARLY, opened.content());
        assertEquals(OLD.id(), opened.sealedUnder());
    }

    @Test
    void seal_tokenOfAUsualRequest_hasFewerThan300Characters() {
        String text = sealer.seal(EARLY).text();
        assertTrue(text.length() < 300, () -> text.length() + " characters");
        assertTrue(text.matches("[A-Za-z0-9_-]+"), "needs percent-encoding");
    }

    @Test
    void seal_claimsThatDifferInTheirIdAlone_shareNothing() {
        byte[] one = bytes(sealer.seal(EARLY));
        byte[] other = bytes(sealer.seal(Claims.most().id(new TokenId(1, 2)).build()));
        int same = 0;
        for (int i = 5; i < one.length; i++) {
            same += one[i] == other[i] ? 1 : 0;
        }
        assertTrue(same < 10, same + " of " + one.length + " bytes are the same");
    }

    @Test
    void open_anySingleBitTurned_isRefused() {
        assertTrue(TestBytes.everyFlip(bytes(sealer.seal(EARLY))).noneMatch(this::opens));
    }

    @Test
    void open_anySingleBitOfTheTextTurned_isRefused() {
        String text = sealer.seal(EARLY).text();
        for (int i = 0; i < text.length(); i++) {
            for (int bit = 0; bit < Character.SIZE; bit++) {
                char turned = (char) (text.charAt(i) ^ 1 << bit);
                String damaged = text.substring(0, i) + turned + text.substring(i + 1);
                assertEquals(false, opens(damaged), () -> damaged);
            }
        }
    }

    @Test
    void open_anyTruncation_isRefused() {
        String text = sealer.seal(EARLY).text();
        for (int length = 0; length < text.length(); length++) {
            assertEquals(false, opens(text.substring(0, length)));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"=", "==", "A", "AA", "AAAA", " ", "\n", "\0"})
    void open_anythingAppended_isRefused(String more) {
        String text = sealer.seal(EARLY).text();
        assertEquals(true, opens(text));
        assertEquals(false, opens(text + more));
        assertEquals(false, opens(more + text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"cookie", "cookie 1", "cookie 22"})
    void open_base64WithUnusedBitsSet_isRefused(String cookie) {
        String text = sealer.seal(Claims.least().cookie(cookie).build()).text();
        String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        String head = text.substring(0, text.length() - 1);
        long opened = alphabet.chars().filter(last -> opens(head + (char) last)).count();
        assertEquals(1, opened, "one text opens, and no other that decodes to the same bytes");
    }

    @Test
    void open_standardBase64OfTheSameBytes_isRefused() {
        SealedToken token = sealer.seal(EARLY);
        String standard = Base64.getEncoder().encodeToString(bytes(token));
        assertNotEquals(token.text(), standard);
        assertEquals(false, opens(standard));
    }

    @Test
    void open_otherVersionOrUnknownKey_isRefused() {
        byte[] token = bytes(sealer.seal(EARLY));
        token[0] = 2;
        assertEquals(false, opens(token));
        assertEquals(Optional.empty(), sealerOf(KeyRing.of(NEW)).open(sealer.seal(EARLY)));
    }

    @Test
    void open_sameIdButAnotherKey_isRefused() {
        RingKey impostor = new RingKey(OLD.id(), NEW.key(), OLD.sealsFrom());
        assertEquals(Optional.empty(), sealerOf(KeyRing.of(impostor)).open(sealer.seal(EARLY)));
    }

    @Test
    void refresh_afterARotation_opensOldAndNewAndSealsByTheTimeOfIssuance() {
        SealedToken before = sealer.seal(EARLY);
        change(ring -> ring.with(NEW));
        assertEquals(OLD.id(), sealer.open(before).orElseThrow().sealedUnder());
        assertEquals(OLD.id(), sealer.open(sealer.seal(EARLY)).orElseThrow().sealedUnder());
        assertEquals(NEW.id(), sealer.open(sealer.seal(LATE)).orElseThrow().sealedUnder());
    }

    @Test
    void refresh_afterAKeyWasRetired_noLongerOpensItsTokens() {
        change(ring -> ring.with(NEW));
        SealedToken old = sealer.seal(EARLY);
        SealedToken young = sealer.seal(LATE);
        change(ring -> ring.without(OLD.id()));
        assertEquals(Optional.empty(), sealer.open(old));
        assertTrue(sealer.open(young).isPresent());
    }

    @Test
    void sealer_beforeThereIsARing_isUnavailable_untilARefreshFindsOne() {
        SealedToken token = sealer.seal(EARLY);
        KeyRingStore empty = new InMemoryStores().keyRing();
        TokenSealer early = new TokenSealer(empty);
        assertThrows(StoreUnavailableException.class, () -> early.seal(EARLY));
        assertThrows(StoreUnavailableException.class, () -> early.open(token));

        empty.change(none -> KeyRing.of(OLD));
        early.refresh();
        assertTrue(early.open(token).isPresent());
    }

    @Test
    void open_claimsOfANewerVersion_areMalformed() {
        byte[] claims =
                new FieldWriter(ClaimsCodec.encode(EARLY)).number(0x7f, 1).toBytes();
        byte[] header = {1, 1, 2, 3, 4};
        byte[] token = Arrays.copyOf(header, header.length + AesSiv.SIV_BYTES + claims.length);
        new AesSiv(OLD.key(), header).seal(claims, token, header.length);
        assertThrows(MalformedFieldsException.class, () -> opens(token));
    }
}
