package org.symbolon.drm.fairplay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableMap;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.symbolon.core.drm.License;
import org.symbolon.core.drm.LicenseRefusedException;
import org.symbolon.core.drm.RentalTerms;
import org.symbolon.core.drm.credential.Credential;
import org.symbolon.core.drm.credential.CredentialSecret;
import org.symbolon.core.drm.credential.NewCredential;
import org.symbolon.core.drm.simulation.DeviceSimulator;
import org.symbolon.core.drm.simulation.DeviceSimulator.Exchange;
import org.symbolon.core.drm.simulation.DeviceSimulator.Opened;
import org.symbolon.core.value.Challenge;
import org.symbolon.core.value.ContentKey;
import org.symbolon.core.value.Hex;
import org.symbolon.drm.fairplay.credential.FairPlayCredential;
import org.symbolon.testing.Bits;
import org.symbolon.testing.TestLicenseRequest;

/** Whole exchanges with the simulated device. */
final class ExchangeTest {
    private static final DeviceSimulator SIMULATOR =
            new FairPlayPlugin().simulator(Ksm.CONTEXT).orElseThrow();
    private static final Credential CREDENTIAL = Keys.credential(SIMULATOR.credential());
    private static final Ksm KSM = Ksm.with(CREDENTIAL);

    private static void assertRight(Opened opened) {
        assertEquals(List.of(ContentKey.of(Ksm.CONTENT_KEY)), opened.keys());
        assertEquals(Hex.encode(Ksm.CONTENT_IV), opened.facts().get("iv"));
    }

    @ParameterizedTest
    @ValueSource(ints = {1024, 2048})
    void simulatedCredential_isLicensed(int bits) {
        DeviceSimulator simulator = new FairPlayPlugin().simulator(Ksm.CONTEXT, bits);
        Credential credential = Keys.credential(simulator.credential());
        Exchange exchange = simulator.begin(credential, "raw");

        assertRight(exchange.open(Ksm.with(credential).ckc(exchange.challenge())));
    }

    @ParameterizedTest
    @ValueSource(ints = {1024, 2048})
    void credentialOfAnOperator_isLicensedByTheInstalledDFunction(int bits) {
        Credential credential = Keys.make(bits).credential();
        Exchange exchange = SIMULATOR.begin(credential, "raw");

        assertRight(exchange.open(Ksm.with(credential).ckc(exchange.challenge())));
    }

    private static String certificate(Credential credential) {
        return FairPlayCredential.decode(credential.secret()).name();
    }

    @Test
    void simulatedCredential_takesThePlaceOfAnEarlierOne() {
        assertEquals(SIMULATOR.credential().name(), SIMULATOR.credential().name());
    }

    @Test
    void twoCredentials_theOneThatTheSpcNamesIsTaken() {
        Credential older = Keys.make(1024).credential();
        Ksm both = Ksm.with(older, CREDENTIAL);
        for (Credential credential : both.credentials()) {
            Exchange exchange = SIMULATOR.begin(credential, "raw");
            License license = both.license(exchange.challenge());

            assertRight(exchange.open(Ksm.bytes(license)));
            assertEquals(certificate(credential), license.device().get("certificate"));
        }
        assertEquals(
                -6004,
                Ksm.with(older).outcome(SIMULATOR.begin(CREDENTIAL, "raw").challenge()));
    }

    private static Credential unreadable(String name) {
        return Keys.credential(NewCredential.of(name, CredentialSecret.of(new byte[] {1, 2, 3})));
    }

    @Test
    void credentialThatCannotBeRead_doesNotStopTheOthers() {
        Exchange exchange = SIMULATOR.begin(CREDENTIAL, "raw");
        assertRight(exchange.open(
                Ksm.with(unreadable("a"), CREDENTIAL, unreadable("z")).ckc(exchange.challenge())));
    }

    @Test
    void spcForACredentialThatCannotBeRead_isRefusedWith6004_andTheCredentialIsNamed() {
        Credential mine = Keys.make(2048).credential();
        Ksm ksm = Ksm.with(unreadable(certificate(mine)), CREDENTIAL);
        LicenseRefusedException refusal = assertThrows(
                LicenseRefusedException.class,
                () -> ksm.license(SIMULATOR.begin(mine, "raw").challenge()));

        assertEquals(-6004, refusal.violations().get(0).code().number());
        assertEquals("credential " + certificate(mine), refusal.explanation().expected());
        assertTrue(refusal.explanation().usualCause().contains("symbolon credential set fp"));
    }

    @Test
    void credentialThatTheServiceCannotOpen_isNamedToo() {
        Credential mine = Keys.make(1024).credential();
        TestLicenseRequest request = TestLicenseRequest.of(
                        Ksm.ONE_KEY, KSM.policy(), SIMULATOR.begin(mine, "raw").challenge())
                .withCredentials(List.of(CREDENTIAL));
        LicenseRefusedException named = assertThrows(
                LicenseRefusedException.class,
                () -> KSM.system().license(request.withUnreadableCredentials(List.of(certificate(mine)))));
        assertEquals(
                "it cannot be opened with this key ring", named.explanation().got());
        LicenseRefusedException others = assertThrows(
                LicenseRefusedException.class,
                () -> KSM.system().license(request.withUnreadableCredentials(List.of("old"))));
        assertEquals(
                certificate(CREDENTIAL) + " (2048 bits); not readable: old (it cannot be opened with this key ring)",
                others.explanation().expected());
    }

    @Test
    void accountWithoutCredentials_isNotAuthorized() {
        assertEquals(
                -6006, Ksm.with().outcome(SIMULATOR.begin(CREDENTIAL, "raw").challenge()));
    }

    static Stream<String> forms() {
        return Stream.of(
                "spc=%s",
                "assetId=skd%%3A%%2F%%2Fa&spc=%s&x=1",
                "\r\n spc=%s\r\n",
                "{\"spc\":\"%s\"}",
                " \n{\"other\":{\"spc\":[1,{\"spc\":2}]},\"spc\":\"%s\",\"assetId\":null}\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"%s", "\r\n %s \n"})
    void base64Alone_isAnsweredWithBytes_whateverItsAlphabetAndLines(String form) {
        Exchange exchange = SIMULATOR.begin(CREDENTIAL, "raw");
        for (Base64.Encoder encoder : List.of(
                Base64.getEncoder(),
                Base64.getEncoder().withoutPadding(),
                Base64.getUrlEncoder(),
                Base64.getUrlEncoder().withoutPadding(),
                Base64.getMimeEncoder(),
                Base64.getMimeEncoder(64, new byte[] {'\n'}))) {
            String spc = encoder.encodeToString(exchange.challenge().bytes());
            Challenge posted = Challenge.of(String.format(form, spc).getBytes(StandardCharsets.US_ASCII));
            for (Challenge challenge :
                    List.of(posted, posted.withMediaType("application/json"), posted.withMediaType("nonsense"))) {
                License license = KSM.license(challenge);
                assertEquals("application/octet-stream", license.answer().mediaType());
                assertRight(exchange.open(Ksm.bytes(license)));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("forms")
    void textForm_isAnsweredInKind(String form) {
        Exchange exchange = SIMULATOR.begin(CREDENTIAL, "raw");
        Base64.Encoder standard = Base64.getEncoder();
        Base64.Encoder urlSafe = Base64.getUrlEncoder();
        boolean json = form.strip().startsWith("{");
        for (Base64.Encoder encoder : List.of(standard, standard.withoutPadding(), urlSafe, urlSafe.withoutPadding())) {
            String spc = encoder.encodeToString(exchange.challenge().bytes());
            License license = KSM.license(String.format(form, spc).getBytes(StandardCharsets.US_ASCII));
            String text = new String(Ksm.bytes(license), StandardCharsets.US_ASCII);

            assertEquals(
                    json ? "application/json" : "text/plain", license.answer().mediaType());
            String before = json ? "{\"ckc\":\"" : "<ckc>";
            String after = json ? "\"}" : "</ckc>";
            assertTrue(text.startsWith(before) && text.endsWith(after), text);
            assertRight(exchange.open(
                    Base64.getDecoder().decode(text.substring(before.length(), text.length() - after.length()))));
        }
    }

    @Test
    void form_mayBePercentEncodedAndMayHaveSpacesForPluses() {
        Exchange exchange = SIMULATOR.begin(CREDENTIAL, "raw");
        String spc = Base64.getEncoder().encodeToString(exchange.challenge().bytes());
        String encoded = spc.replace("+", "%2B").replace("/", "%2f").replace("=", "%3D");

        assertEquals(0, KSM.outcome(("spc=" + encoded).getBytes(StandardCharsets.US_ASCII)));
        assertEquals(0, KSM.outcome(("spc=" + spc.replace('+', ' ')).getBytes(StandardCharsets.US_ASCII)));
    }

    @ParameterizedTest
    @CsvSource({
        "raw, application/octet-stream, application/octet-stream",
        "form, application/x-www-form-urlencoded, text/plain",
        "json, application/json, application/json"
    })
    void simulator_postsEachForm_andOpensTheAnswerInTheSame(String form, String posted, String answered) {
        Exchange exchange = SIMULATOR.begin(CREDENTIAL, form);
        License license = KSM.license(exchange.challenge());

        assertEquals(posted, exchange.challenge().mediaType().orElseThrow());
        assertEquals(answered, license.answer().mediaType());
        assertRight(exchange.open(Ksm.bytes(license)));
    }

    @ParameterizedTest
    @CsvSource({"form, json", "json, form", "form, raw", "json, raw", "raw, form"})
    void simulator_opensNoAnswerInAnotherForm(String form, String answered) {
        byte[] ckc = KSM.ckc(SIMULATOR.begin(CREDENTIAL, answered).challenge());
        Exchange exchange = SIMULATOR.begin(CREDENTIAL, form);
        assertThrows(IllegalArgumentException.class, () -> exchange.open(ckc));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "json | {\"ckc\":\"%s\"}",
                "json | { \"ckc\" : \"%s\" }",
                "form | <ckc>%s</ckc>",
            })
    void simulator_readsTheAnswerAsOtherServicesWriteIt(String form, String answer) {
        Exchange exchange = SIMULATOR.begin(CREDENTIAL, form);
        String spc = form.equals("json") ? "{\"spc\":\"" : "spc=";
        assertTrue(new String(exchange.challenge().bytes(), StandardCharsets.US_ASCII).startsWith(spc));
        String text = new String(KSM.ckc(exchange.challenge()), StandardCharsets.US_ASCII);
        String base64 = text.replaceAll("^(<ckc>|\\{\"ckc\":\")|(</ckc>|\"\\})$", "");
        String lines = base64.replaceAll("(.{76})", "$1\r\n").replace("/", form.equals("json") ? "\\/" : "/");
        assertRight(exchange.open(("\n" + String.format(answer, lines) + "\n").getBytes(StandardCharsets.US_ASCII)));
    }

    @Test
    void simulator_hasItsForms_andNoOther() {
        assertEquals(List.of("raw", "form", "json", "base64", "streaming"), SIMULATOR.forms());
        assertThrows(IllegalArgumentException.class, () -> SIMULATOR.begin(CREDENTIAL, "xml"));
    }

    @Test
    void rawForm_isAnsweredInBytes() {
        assertEquals(
                "application/octet-stream",
                KSM.license(SIMULATOR.begin(CREDENTIAL, "raw").challenge())
                        .answer()
                        .mediaType());
    }

    @ParameterizedTest
    @CsvSource({
        // rentalDuration, seconds left of the period, playDuration -> lease, rental, type
        "60,,,0,60,rental",
        ",90,,0,90,rental",
        "60,90,,0,60,rental",
        "90,60,,0,60,rental",
        ",,30,30,0,lease",
        "60,,30,30,60,lease and rental",
        "4294967295,9000000000,9000000000,4294967295,4294967295,lease and rental",
        ",9000000000,,0,4294967295,rental"
    })
    void durations_areThoseOfTheToken(Long kept, Long left, Long play, String lease, String rental, String type) {
        Optional<Instant> periodEnd = Optional.ofNullable(left).map(Ksm.NOW::plusSeconds);
        FairPlayPolicy policy = Ksm.rules()
                .rentalDuration(Duration.ofSeconds(kept == null ? 0 : kept))
                .rental(RentalTerms.builder()
                        .periodEnd(periodEnd)
                        .playDuration(Optional.ofNullable(play).map(Duration::ofSeconds))
                        .build())
                .build();
        Exchange exchange = SIMULATOR.begin(CREDENTIAL, "raw");

        assertEquals(
                ImmutableMap.of(
                        "iv", Hex.encode(Ksm.CONTENT_IV),
                        "leaseSeconds", lease,
                        "rentalSeconds", rental,
                        "keyType", type),
                exchange.open(KSM.with(policy).ckc(exchange.challenge())).facts());
    }

    @ParameterizedTest
    @CsvSource({"60,,60", "60,90,60", "90,60,60"})
    void leaseIsTheSmallerOfPlaybackDurationAndPlayDuration(long playback, Long play, String lease) {
        FairPlayPolicy policy = Ksm.rules()
                .playbackDuration(Duration.ofSeconds(playback))
                .rental(RentalTerms.builder()
                        .playDuration(Optional.ofNullable(play).map(Duration::ofSeconds))
                        .build())
                .build();
        Exchange exchange = SIMULATOR.begin(CREDENTIAL, "raw");

        assertEquals(
                lease,
                exchange.open(KSM.with(policy).ckc(exchange.challenge()))
                        .facts()
                        .get("leaseSeconds"));
    }

    @Test
    void tokenWithoutDurations_givesNone() {
        Exchange exchange = SIMULATOR.begin(CREDENTIAL, "raw");
        assertFalse(exchange.open(KSM.ckc(exchange.challenge())).facts().containsKey("keyType"));
    }

    @ParameterizedTest
    @CsvSource({"-1,-4010", "0,-4010", "1,0", "999,0"})
    void rentalPeriod_isOverAtItsEnd(long millisLeft, int outcome) {
        Instant end = Ksm.NOW.plusMillis(millisLeft);
        FairPlayPolicy policy =
                Ksm.rules().rental(RentalTerms.builder().periodEnd(end).build()).build();
        Exchange exchange = SIMULATOR.begin(CREDENTIAL, "raw");

        assertEquals(outcome, KSM.with(policy).outcome(exchange.challenge()));
        if (outcome == 0) {
            Opened opened = exchange.open(KSM.with(policy).ckc(exchange.challenge()));
            assertEquals("1", opened.facts().get("rentalSeconds"), "never zero, which is without limit");
        }
    }

    @Test
    void license_tellsOfTheDeviceWhatIsNoSecret() {
        assertEquals(
                ImmutableMap.of(
                        "certificate", certificate(CREDENTIAL),
                        "protocolVersion", "1",
                        "streamingIndicator", "0000000000000000",
                        "playback", "ready to start"),
                KSM.license(SIMULATOR.begin(CREDENTIAL, "raw").challenge()).device());
    }

    @Test
    void simulator_opensNothingThatWasChanged() {
        Exchange exchange = SIMULATOR.begin(CREDENTIAL, "raw");
        byte[] ckc = KSM.ckc(exchange.challenge());
        byte[] ofAnother = KSM.ckc(SIMULATOR.begin(CREDENTIAL, "raw").challenge());

        assertThrows(IllegalArgumentException.class, () -> exchange.open(ofAnother));
        assertThrows(IllegalArgumentException.class, () -> exchange.open(new byte[0]));
        for (int length = 0; length < ckc.length; length++) {
            byte[] cut = Arrays.copyOf(ckc, length);
            assertThrows(IllegalArgumentException.class, () -> exchange.open(cut));
        }
        for (int bit = 0; bit < 64; bit++) {
            byte[] flipped = Bits.flipped(ckc, bit);
            assertThrows(IllegalArgumentException.class, () -> exchange.open(flipped));
        }
    }

    @Test
    void challenges_areNeverTheSame() {
        byte[] first = SIMULATOR.begin(CREDENTIAL, "raw").challenge().bytes();
        assertFalse(Arrays.equals(
                first, SIMULATOR.begin(CREDENTIAL, "raw").challenge().bytes()));
    }

    @Test
    void demo_bringsACredentialForTheSimulator() throws Exception {
        try (var demo = new FairPlayPlugin().startDemo(Ksm.CONTEXT).orElseThrow()) {
            Credential credential = Keys.credential(demo.credential());
            Exchange exchange = SIMULATOR.begin(credential, "raw");
            assertRight(exchange.open(Ksm.with(credential).ckc(exchange.challenge())));
            assertTrue(demo.challenge().isEmpty());
        }
    }
}
