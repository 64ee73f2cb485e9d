package org.symbolon.drm.fairplay;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.common.collect.ImmutableList;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.symbolon.core.drm.LicenseRefusedException;
import org.symbolon.core.drm.TokenClaims;
import org.symbolon.core.drm.simulation.DeviceSimulator;
import org.symbolon.core.issue.IssuedToken;
import org.symbolon.core.value.ContentKey;
import org.symbolon.core.value.Hex;
import org.symbolon.core.value.KeyId;
import org.symbolon.testing.Bits;
import org.symbolon.testing.TestClaims;
import org.symbolon.testing.TestService;

/** Tokens with several keys: the asset id of the SPC chooses one (token-api, "Several keys in one token"). */
final class NumberedKeysTest {
    private static final String VALID = "iv=00112233445566778899aabbccddeeff";
    private static final String KID = "0123456789abcdef0123456789abcdef";
    private static final byte[] SECOND_KEY = Bits.counting(0x81, 16);
    private static final TokenClaims CLAIMS = TestClaims.builder(FairPlayPlugin.ID, Ksm.NOW)
            .addKey(KeyId.parse(KID).value(), ContentKey.of(Ksm.CONTENT_KEY))
            .addKey(KeyId.ofString("movie-1"), ContentKey.of(SECOND_KEY))
            .build();
    private static final Keys KEYS = Keys.make(1024);
    private static final Ksm KSM = Ksm.with(KEYS.credential()).with(CLAIMS);

    private static byte[] spc(String assetId) {
        byte[] bytes = assetId.getBytes(StandardCharsets.UTF_8);
        return new HandmadeSpc(KEYS)
                .replace(HandmadeSpc.ASSET_ID, bytes, 16 + (-bytes.length & 15))
                .toBytes();
    }

    private static byte[] contentKey(String assetId) {
        return HandmadeCkc.open(KSM.ckc(spc(assetId))).contentKey();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                KID,
                "0123456789ABCDEF0123456789ABCDEF",
                "0123456789abcdef0123456789ABCDEF",
                "skd://" + KID,
                "skd://0123456789ABCDEF0123456789ABCDEF"
            })
    void assetIdInHexadecimal_choosesItsKey(String assetId) {
        assertArrayEquals(Ksm.CONTENT_KEY, contentKey(assetId));
    }

    @ParameterizedTest
    @ValueSource(strings = {"movie-1", "^movie-1", "skd://movie-1", "skd://^movie-1"})
    void assetIdThatIsTheTextOfAKeyId_choosesItsKey(String assetId) {
        assertArrayEquals(SECOND_KEY, contentKey(assetId));
        assertArrayEquals(SECOND_KEY, contentKey("skd://" + KeyId.ofString("movie-1")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "movie-2",
                "Movie-1",
                "skd:movie-1",
                "skd://",
                "http://movie-1",
                "0123456789abcdef0123456789abcde",
                "0123456789abcdef0123456789abcdee",
                "müvie",
                "a\nb"
            })
    void assetIdOfNoKey_isRefusedWith6004AndExplained(String assetId) {
        assertEquals(-6004, KSM.outcome(spc(assetId)));
        LicenseRefusedException refusal = assertThrows(LicenseRefusedException.class, () -> KSM.license(spc(assetId)));

        assertEquals(
                "The asset id names one of the token's keys.",
                refusal.explanation().rule());
        assertEquals(
                "one of " + KID + ", " + KeyId.ofString("movie-1"),
                refusal.explanation().expected());
        assertEquals(
                "the asset id '" + assetId.replace('ü', '?').replace('\n', '?') + "'",
                refusal.explanation().got());
        String shown = refusal + " " + refusal.explanation() + refusal.violations() + refusal.device();
        assertFalse(shown.contains(Hex.encode(Ksm.CONTENT_KEY)) || shown.contains(Hex.encode(SECOND_KEY)), shown);
    }

    @Test
    void simulatedDevice_getsTheKeyThatItAsksFor_inEveryForm() {
        DeviceSimulator simulator = new FairPlayPlugin().simulator(Ksm.CONTEXT).orElseThrow();
        for (String form : simulator.forms()) {
            DeviceSimulator.Exchange exchange = simulator.begin(KEYS.credential(), form, KeyId.ofString("movie-1"));
            assertEquals(
                    ImmutableList.of(ContentKey.of(SECOND_KEY)),
                    exchange.open(KSM.ckc(exchange.challenge())).keys(),
                    form);
        }
        DeviceSimulator.Exchange other = simulator.begin(KEYS.credential(), "streaming", KeyId.ofString("movie-2"));
        byte[] refused = KSM.refusedAnswer(other.challenge());
        assertEquals(
                "the key is refused with status -6004",
                assertThrows(IllegalArgumentException.class, () -> other.open(refused))
                        .getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"movie-2", "anything"})
    void oneKey_isForEveryAssetId(String assetId) {
        Ksm one = Ksm.with(KEYS.credential());
        assertArrayEquals(
                Ksm.CONTENT_KEY, HandmadeCkc.open(one.ckc(spc(assetId))).contentKey());
    }

    @Test
    void severalKeys_areIssuedWithOneIv() {
        try (TestService service = TestService.of(new FairPlayPlugin())) {
            IssuedToken token = service.issue(
                    VALID + "&kid.0=^a&contentKey.0=" + "0".repeat(32) + "&kid.3=^b&contentKey.3=" + "1".repeat(32));
            assertEquals(
                    KeyId.ofString("b"),
                    service.claims(token).keys().get(1).kid().orElseThrow());
            assertEquals(
                    VALID, "iv=" + service.policy(token).parameters().get("iv").get(0));
        }
    }

    @ParameterizedTest
    @CsvSource({"kid.0=^a&contentKey.0=0, -2027", "contentKey.0=00000000000000000000000000000000, -4018"})
    void numberedKey_isHeldToTheRulesOfAKey(String key, int code) {
        try (TestService service = TestService.of(new FairPlayPlugin())) {
            assertEquals(code, service.codes(VALID + "&" + key).get(0));
            assertEquals(
                    ".0",
                    service.violations(VALID + "&" + key)
                            .get(0)
                            .parameter()
                            .orElseThrow()
                            .replaceAll("^[a-zA-Z]+", ""));
        }
    }
}
