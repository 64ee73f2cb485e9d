package org.symbolon.drm.clearkey;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableListMultimap;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.symbolon.core.drm.License;
import org.symbolon.core.redeem.RedemptionRefusedException;
import org.symbolon.core.value.Challenge;
import org.symbolon.core.value.ContentKey;
import org.symbolon.core.value.CustomerAuthenticator;
import org.symbolon.core.value.Hex;
import org.symbolon.core.value.KeyId;
import org.symbolon.core.value.SealedToken;
import org.symbolon.testing.TestService;

/** Token parameters, licence requests and licences of Clear Key. */
final class ClearKeyTest {
    private static final KeyId VIDEO = KeyId.ofString("video");
    private static final KeyId AUDIO = KeyId.ofString("audio");
    private static final String VIDEO_KEY = "00112233445566778899aabbccddeeff";
    private static final String AUDIO_KEY = "ffeeddccbbaa99887766554433221100";
    private static final String BOTH =
            "kid.0=^video&contentKey.0=" + VIDEO_KEY + "&kid.1=^audio&contentKey.1=" + AUDIO_KEY;

    private final TestService service = TestService.of(new ClearKeyPlugin());

    @AfterEach
    void close() {
        service.close();
    }

    private SealedToken token(String query) {
        return service.issue(query).token();
    }

    private static String base64url(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static String jwk(KeyId kid, String key) {
        return "{\"kty\":\"oct\",\"kid\":\"" + base64url(kid.bytes()) + "\",\"k\":\"" + base64url(Hex.decode(key))
                + "\"}";
    }

    private static String asking(KeyId... kids) {
        List<String> texts = List.of(kids).stream()
                .map(kid -> "\"" + base64url(kid.bytes()) + "\"")
                .toList();
        return "{\"kids\":[" + String.join(",", texts) + "],\"type\":\"temporary\"}";
    }

    private String licenseText(SealedToken token, String body) {
        License license = service.redeem(token, Challenge.of(body.getBytes(UTF_8)));
        assertEquals("application/json", license.answer().mediaType());
        return new String(license.answer().body(), UTF_8);
    }

    private RedemptionRefusedException refusal(SealedToken token, String body) {
        return service.refusal(token, Challenge.of(body.getBytes(UTF_8))).orElseThrow();
    }

    private static int code(RedemptionRefusedException refusal) {
        return refusal.violations().get(0).code().number();
    }

    @ParameterizedTest
    @CsvSource({
        "persist=yes, -8003",
        "persist=, -2035",
        "licenseDuration=0, -8004",
        "licenseDuration=x, -8004",
        "deviceId=1, -8002",
    })
    void parameter_isHeldToItsRow(String query, int code) {
        assertEquals(List.of(code), service.codes(query));
    }

    @Test
    void license_hasTheKeysThatAreAskedFor_inTheOrderOfTheRequest() {
        SealedToken token = token(BOTH);
        assertEquals(
                "{\"keys\":[" + jwk(AUDIO, AUDIO_KEY) + "],\"type\":\"temporary\"}", licenseText(token, asking(AUDIO)));
        assertEquals(
                "{\"keys\":[" + jwk(AUDIO, AUDIO_KEY) + "," + jwk(VIDEO, VIDEO_KEY) + "],\"type\":\"temporary\"}",
                licenseText(token, asking(AUDIO, VIDEO, AUDIO)));
    }

    @Test
    void keyIdWithPadding_andInitializationDataWithoutType_areUnderstood() {
        String padded = Base64.getUrlEncoder().encodeToString(VIDEO.bytes());
        assertTrue(padded.endsWith("=="));
        assertEquals(
                "{\"keys\":[" + jwk(VIDEO, VIDEO_KEY) + "],\"type\":\"temporary\"}",
                licenseText(token(BOTH), "{\"kids\":[\"" + padded + "\"],\"other\":{\"a\":[1]}}"));
    }

    @Test
    void keyThatTheTokenDoesNotCover_isRefusedByItsId() {
        KeyId other = KeyId.ofString("subtitles");
        RedemptionRefusedException refusal = refusal(token(BOTH), asking(VIDEO, other));
        assertEquals(-8007, code(refusal));
        assertTrue(refusal.violations().get(0).message().endsWith(": " + other));
        assertEquals(other.toString(), refusal.explanation().got());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "spc=AAAA",
                "[]",
                "{}",
                "{\"kids\":[]}",
                "{\"kids\":\"AAAA\"}",
                "{\"kids\":[1]}",
                "{\"kids\":[\"AAAA\"]}",
                "{\"kids\":[\"AAAAAAAAAAAAAAAAAAAAAA\"],\"type\":\"forever\"}",
                "{\"kids\":[\"AAAAAAAAAAAAAAAAAAAAAA\"],\"type\":1}",
                "{\"kids\":[\"AAAAAAAAAAAAAAAAAAAAAA\""
            })
    void bodyThatIsNoLicenseRequest_isRefused(String body) {
        assertEquals(-8006, code(refusal(token(BOTH), body)));
    }

    @Test
    void moreKeyIdsThanTheBound_areRefused() {
        KeyId[] kids = new KeyId[65];
        Arrays.fill(kids, VIDEO);
        assertEquals(-8006, code(refusal(token(BOTH), asking(kids))));
        licenseText(token(BOTH), asking(Arrays.copyOf(kids, 64)));
    }

    @Test
    void persistentLicense_needsATokenThatAllowsIt() {
        String persistent = asking(VIDEO).replace("temporary", "persistent-license");
        assertEquals(-8006, code(refusal(token(BOTH), persistent)));
        assertEquals(
                "{\"keys\":[" + jwk(VIDEO, VIDEO_KEY) + "],\"type\":\"persistent-license\"}",
                licenseText(token(BOTH + "&persist=true"), persistent));
    }

    @Test
    void licenseDuration_endsToTheMillisecond() {
        SealedToken token = token(BOTH + "&licenseDuration=60");
        service.at(TestService.NOW.plus(Duration.ofSeconds(60)).minusMillis(1));
        licenseText(token, asking(VIDEO));
        service.at(TestService.NOW.plus(Duration.ofSeconds(60)));
        assertEquals(-8008, code(refusal(token, asking(VIDEO))));
        service.at(TestService.NOW.plus(Duration.ofSeconds(60)).plusMillis(1));
        assertEquals(-8008, code(refusal(token, asking(VIDEO))));
    }

    private License getLicense(SealedToken token, String name, String value) {
        return service.redeem(token, Challenge.ofQuery(ImmutableListMultimap.of("cdn", "x", name, value)));
    }

    @Test
    void getWithBareKeyIds_givesAKeySet() {
        ImmutableListMultimap<String, String> query =
                ImmutableListMultimap.of(base64url(AUDIO.bytes()), "", VIDEO.toString(), "", "junk", "");
        License license = service.redeem(token(BOTH), Challenge.ofQuery(query));
        assertEquals("application/json", license.answer().mediaType());
        assertEquals(
                "{\"keys\":[" + jwk(AUDIO, AUDIO_KEY) + "," + jwk(VIDEO, VIDEO_KEY) + "],\"type\":\"temporary\"}",
                new String(license.answer().body(), UTF_8));
    }

    @Test
    void getWithOneKeyId_givesItsBytes() {
        License license = getLicense(token(BOTH), "kid", AUDIO.toString());
        assertEquals("application/octet-stream", license.answer().mediaType());
        assertArrayEquals(Hex.decode(AUDIO_KEY), license.answer().body());
    }

    @Test
    void getWithoutAKeyId_givesTheBytesOfTheOnlyKey_andIsRefusedForSeveral() {
        SealedToken one = token("kid=^video&contentKey=" + VIDEO_KEY);
        assertArrayEquals(
                Hex.decode(VIDEO_KEY), getLicense(one, "kids", "x").answer().body());
        Challenge plain = Challenge.ofQuery(ImmutableListMultimap.of());
        assertEquals(-8006, code(service.refusal(token(BOTH), plain).orElseThrow()));
    }

    @Test
    void getWithAnInvalidOrUnknownKeyId_isRefused() {
        Challenge invalid = Challenge.ofQuery(ImmutableListMultimap.of("kid", "AAAA"));
        assertEquals(-8006, code(service.refusal(token(BOTH), invalid).orElseThrow()));
        Challenge unknown = Challenge.ofQuery(ImmutableListMultimap.of("kid", "0".repeat(32)));
        assertEquals(-8007, code(service.refusal(token(BOTH), unknown).orElseThrow()));
    }

    @Test
    void typedRequest_meansTheSameAsParameters() {
        ClearKeyTokenRequest request = ClearKeyTokenRequest.builder()
                .customerAuthenticator(CustomerAuthenticator.parse("201722,1ad8eed133edf43cbcc185f0236828ae")
                        .value())
                .kid(VIDEO)
                .contentKey(ContentKey.of(Hex.decode(VIDEO_KEY)))
                .persist(true)
                .licenseDuration(Duration.ofMinutes(1))
                .build();
        assertEquals(List.of("true"), request.parameters().all("persist"));
        assertEquals(List.of("60"), request.parameters().all("licenseDuration"));
    }
}
