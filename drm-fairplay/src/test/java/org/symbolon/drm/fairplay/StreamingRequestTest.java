package org.symbolon.drm.fairplay;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.symbolon.core.drm.License;
import org.symbolon.core.drm.LicenseRefusedException;
import org.symbolon.core.drm.TokenClaims;
import org.symbolon.core.value.ContentKey;
import org.symbolon.core.value.KeyId;
import org.symbolon.testing.Bits;
import org.symbolon.testing.TestClaims;

/** {@code fairplay-streaming-request}: several SPCs in one body (redemption, "FairPlay"). */
final class StreamingRequestTest {
    private static final byte[] SECOND_KEY = Bits.counting(0x81, 16);
    private static final TokenClaims CLAIMS = TestClaims.builder(FairPlayPlugin.ID, Ksm.NOW)
            .addKey(KeyId.ofString("aa"), ContentKey.of(Ksm.CONTENT_KEY))
            .addKey(KeyId.ofString("bb"), ContentKey.of(SECOND_KEY))
            .build();
    private static final Keys KEYS = Keys.make(1024);
    private static final Ksm KSM = Ksm.with(KEYS.credential()).with(CLAIMS);

    private static String spc(String assetId) {
        byte[] bytes = assetId.getBytes(StandardCharsets.UTF_8);
        return Base64.getEncoder()
                .encodeToString(new HandmadeSpc(KEYS)
                        .replace(HandmadeSpc.ASSET_ID, bytes, 16 + (-bytes.length & 15))
                        .toBytes());
    }

    private static byte[] request(String... keys) {
        return ("{\"fairplay-streaming-request\":{\"version\":1,\"streaming-keys\":[" + String.join(",", keys) + "]}}")
                .getBytes(StandardCharsets.UTF_8);
    }

    private static String key(String idAndUri, String assetId) {
        return "{" + idAndUri + ",\"spc\":\"" + spc(assetId) + "\"}";
    }

    private static String text(byte[] answer) {
        return new String(answer, StandardCharsets.UTF_8);
    }

    private static byte[] contentKey(String ckc) {
        return HandmadeCkc.open(Base64.getDecoder().decode(ckc)).contentKey();
    }

    @Test
    void everyKey_isChosenByItsAssetId_andAnsweredWithItsIdAndUri() {
        License license = KSM.license(request(
                key("\"id\":7,\"uri\":\"skd://b\"", "bb"), key("\"uri\":\"skd://a\\u0022\",\"id\":\"x\"", "skd://aa")));
        Matcher answer = Pattern.compile("\\{\"fairplay-streaming-response\":\\{\"streaming-keys\":\\["
                        + "\\{\"id\":7,\"uri\":\"skd://b\",\"ckc\":\"([^\"]+)\"},"
                        + "\\{\"uri\":\"skd://a\\\\\"\",\"id\":\"x\",\"ckc\":\"([^\"]+)\"}]}}")
                .matcher(text(Ksm.bytes(license)));

        assertTrue(answer.matches(), text(Ksm.bytes(license)));
        assertArrayEquals(SECOND_KEY, contentKey(answer.group(1)));
        assertArrayEquals(Ksm.CONTENT_KEY, contentKey(answer.group(2)));
        assertEquals("application/json", license.answer().mediaType());
        assertTrue(license.device().containsKey("certificate"));
    }

    @Test
    void keyThatIsRefused_hasAStatus_andTheOthersHaveTheirCkcs() {
        License license = KSM.license(request(
                key("\"id\":1", "cc"),
                "{\"id\":2,\"spc\":\"*\"}",
                "{\"id\":3}",
                "{\"id\":4,\"spc\":17}",
                key("\"id\":5", "aa")));

        assertTrue(
                text(Ksm.bytes(license))
                        .startsWith("{\"fairplay-streaming-response\":{\"streaming-keys\":["
                                + "{\"id\":1,\"status\":-6004},{\"id\":2,\"status\":-6004},"
                                + "{\"id\":3,\"status\":-6004},{\"id\":4,\"status\":-6004},{\"id\":5,\"ckc\":\""),
                text(Ksm.bytes(license)));
        String refused = license.device().get("refusedKeys");
        assertTrue(
                refused.startsWith(
                        "1: -6004 The asset id names one of the token's keys. Got the asset id 'cc'; 2: -6004 "),
                refused);
    }

    @Test
    void deviceThatIsNotAuthentic_hasTheStatus4001() {
        String forged = Base64.getEncoder()
                .encodeToString(new HandmadeSpc(KEYS)
                        .replace(HandmadeSpc.INTEGRITY, new byte[16], 0)
                        .replace(HandmadeSpc.ASSET_ID, "aa".getBytes(StandardCharsets.US_ASCII), 14)
                        .toBytes());
        License license = KSM.license(request("{\"id\":1,\"spc\":\"" + forged + "\"}", key("\"id\":2", "aa")));
        assertTrue(text(Ksm.bytes(license)).contains("{\"id\":1,\"status\":-4001}"));
    }

    @Test
    void requestWithoutAnyKeyThatIsGranted_isARefusal_answeredWithTheStatuses() {
        LicenseRefusedException refusal = assertThrows(
                LicenseRefusedException.class, () -> KSM.license(request(key("\"id\":1", "cc"), "{\"id\":2}")));
        assertEquals(-6004, refusal.violations().get(0).code().number());
        assertEquals("the asset id 'cc'", refusal.explanation().got());
        assertEquals(200, refusal.answer().orElseThrow().status().orElseThrow());
        assertEquals(
                "{\"fairplay-streaming-response\":{\"streaming-keys\":["
                        + "{\"id\":1,\"status\":-6004},{\"id\":2,\"status\":-6004}]}}",
                text(refusal.answer().orElseThrow().body()));
    }

    @Test
    void sixteenKeys_areAnswered_andOneMoreIsRefusedWhole() {
        List<String> keys = Collections.nCopies(16, key("\"id\":1", "aa"));
        License license = KSM.license(request(keys.toArray(String[]::new)));
        assertEquals(17, text(Ksm.bytes(license)).split("\"ckc\"", -1).length);

        byte[] more = request(Collections.nCopies(17, "{\"spc\":\"AAAA\"}").toArray(String[]::new));
        LicenseRefusedException refusal = assertThrows(LicenseRefusedException.class, () -> KSM.license(more));
        assertEquals("1 to 16 streaming-keys", refusal.explanation().expected());
        assertTrue(refusal.answer().isEmpty());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"fairplay-streaming-request\":{}}",
                "{\"fairplay-streaming-request\":{\"streaming-keys\":[]}}",
                "{\"fairplay-streaming-request\":{\"streaming-keys\":{\"spc\":\"AAAA\"}}}",
                "{\"fairplay-streaming-request\":{\"streaming-keys\":[\"AAAA\"]}}",
                "{\"fairplay-streaming-request\":{\"streaming-keys\":[[]]}}",
                "{\"fairplay-streaming-request\":{\"version\":2,\"streaming-keys\":[{\"spc\":\"AAAA\"}]}}",
                "{\"fairplay-streaming-request\":{\"version\":\"1\",\"streaming-keys\":[{\"spc\":\"AAAA\"}]}}",
                "{\"fairplay-streaming-request\":{\"streaming-keys\":[{\"spc\":\"AAAA\"}]},\"spc\":\"AAAA\"}",
                "{\"fairplay-streaming-request\":{\"streaming-keys\":[{\"spc\":\"AAAA\"}]},"
                        + "\"fairplay-streaming-request\":{\"streaming-keys\":[{\"spc\":\"AAAA\"}]}}",
                "{\"fairplay-streaming-request\":{\"streaming-keys\":[{\"spc\":\"AAAA\"}]}} x",
                "{\"fairplay-streaming-request\":{\"streaming-keys\":[{\"spc\":\"AAAA\"",
                "{\"fairplay-streaming-request\":{\"streaming-keys\":["
            })
    void requestThatIsMalformed_isRefusedWholeWith6004(String body) {
        byte[] bytes = body.getBytes(StandardCharsets.US_ASCII);
        assertEquals(-6004, KSM.outcome(bytes));
        assertTrue(assertThrows(LicenseRefusedException.class, () -> KSM.license(bytes))
                .answer()
                .isEmpty());
    }

    @Test
    void versionMayBeMissing_andUnknownMembersAreSkipped() {
        String body =
                " {\"a\":{\"spc\":\"x\"},\"fairplay-streaming-request\":{\"b\":[1,{\"spc\":2}],\"streaming-keys\":[{\"id\":null,\"uri\":[1],\"c\":"
                        + "{\"spc\":3},\"spc\":\"" + spc("aa") + "\"}]}}";
        byte[] answer = KSM.ckc(body.getBytes(StandardCharsets.US_ASCII));
        assertTrue(text(answer).contains("\"streaming-keys\":[{\"ckc\":\""), text(answer));
    }
}
