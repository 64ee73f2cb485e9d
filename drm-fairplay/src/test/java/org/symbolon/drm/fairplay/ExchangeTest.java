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
import org.symbolon.core.Bits;
import org.symbolon.core.credential.Credential;
import org.symbolon.core.drm.DeviceSimulator;
import org.symbolon.core.drm.DeviceSimulator.Exchange;
import org.symbolon.core.drm.DeviceSimulator.Opened;
import org.symbolon.core.drm.License;
import org.symbolon.core.drm.RentalTerms;
import org.symbolon.core.key.ContentKey;
import org.symbolon.core.secret.Hex;

/** Whole exchanges with the simulated device. */
final class ExchangeTest {
    private static final DeviceSimulator SIMULATOR =
            new FairPlayPlugin().simulator(Ksm.CONTEXT).orElseThrow();
    private static final Credential CREDENTIAL = Keys.credential(SIMULATOR.credential());
    private static final Ksm KSM = Ksm.with(CREDENTIAL);

    private static void assertRight(Opened opened) {
        assertEquals(Optional.of(ContentKey.of(Ksm.CONTENT_KEY)), opened.contentKey());
        assertEquals(Hex.encode(Ksm.CONTENT_IV), opened.facts().get("iv"));
    }

    @ParameterizedTest
    @ValueSource(ints = {1024, 2048})
    void simulatedCredential_isLicensed(int bits) {
        DeviceSimulator simulator = new FairPlayPlugin().simulator(Ksm.CONTEXT, bits);
        Credential credential = Keys.credential(simulator.credential());
        Exchange exchange = simulator.begin(credential);

        assertRight(exchange.open(Ksm.with(credential).ckc(exchange.challenge())));
    }

    @ParameterizedTest
    @ValueSource(ints = {1024, 2048})
    void credentialOfAnOperator_isLicensedByTheInstalledDFunction(int bits) {
        Credential credential = Keys.make(bits).credential();
        Exchange exchange = SIMULATOR.begin(credential);

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
            Exchange exchange = SIMULATOR.begin(credential);
            License license = both.license(exchange.challenge());

            assertRight(exchange.open(Ksm.bytes(license)));
            assertEquals(certificate(credential), license.device().get("certificate"));
        }
        assertEquals(-6004, Ksm.with(older).outcome(SIMULATOR.begin(CREDENTIAL).challenge()));
    }

    @Test
    void accountWithoutCredentials_isNotAuthorized() {
        assertEquals(-6006, Ksm.with().outcome(SIMULATOR.begin(CREDENTIAL).challenge()));
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
    @MethodSource("forms")
    void textForm_isAnsweredInKind(String form) {
        Exchange exchange = SIMULATOR.begin(CREDENTIAL);
        Base64.Encoder standard = Base64.getEncoder();
        Base64.Encoder urlSafe = Base64.getUrlEncoder();
        boolean json = form.strip().startsWith("{");
        for (Base64.Encoder encoder : List.of(standard, standard.withoutPadding(), urlSafe, urlSafe.withoutPadding())) {
            String spc = encoder.encodeToString(exchange.challenge());
            License license = KSM.license(String.format(form, spc).getBytes(StandardCharsets.US_ASCII));
            String text = new String(Ksm.bytes(license), StandardCharsets.US_ASCII);

            assertEquals(json ? "application/json" : "text/plain", license.mediaType());
            String before = json ? "{\"ckc\":\"" : "<ckc>";
            String after = json ? "\"}" : "</ckc>";
            assertTrue(text.startsWith(before) && text.endsWith(after), text);
            assertRight(exchange.open(
                    Base64.getDecoder().decode(text.substring(before.length(), text.length() - after.length()))));
        }
    }

    @Test
    void form_mayBePercentEncodedAndMayHaveSpacesForPluses() {
        Exchange exchange = SIMULATOR.begin(CREDENTIAL);
        String spc = Base64.getEncoder().encodeToString(exchange.challenge());
        String encoded = spc.replace("+", "%2B").replace("/", "%2f").replace("=", "%3D");

        assertEquals(0, KSM.outcome(("spc=" + encoded).getBytes(StandardCharsets.US_ASCII)));
        assertEquals(0, KSM.outcome(("spc=" + spc.replace('+', ' ')).getBytes(StandardCharsets.US_ASCII)));
    }

    @Test
    void rawForm_isAnsweredInBytes() {
        assertEquals(
                "application/octet-stream",
                KSM.license(SIMULATOR.begin(CREDENTIAL).challenge()).mediaType());
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
                .rental(new RentalTerms(periodEnd, Optional.ofNullable(play).map(Duration::ofSeconds)))
                .build();
        Exchange exchange = SIMULATOR.begin(CREDENTIAL);

        assertEquals(
                ImmutableMap.of(
                        "iv", Hex.encode(Ksm.CONTENT_IV),
                        "leaseSeconds", lease,
                        "rentalSeconds", rental,
                        "keyType", type),
                exchange.open(KSM.with(policy).ckc(exchange.challenge())).facts());
    }

    @Test
    void tokenWithoutDurations_givesNone() {
        Exchange exchange = SIMULATOR.begin(CREDENTIAL);
        assertFalse(exchange.open(KSM.ckc(exchange.challenge())).facts().containsKey("keyType"));
    }

    @ParameterizedTest
    @CsvSource({"-1,-4010", "0,-4010", "1,0", "999,0"})
    void rentalPeriod_isOverAtItsEnd(long millisLeft, int outcome) {
        Instant end = Ksm.NOW.plusMillis(millisLeft);
        FairPlayPolicy policy = Ksm.rules()
                .rental(new RentalTerms(Optional.of(end), Optional.empty()))
                .build();
        Exchange exchange = SIMULATOR.begin(CREDENTIAL);

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
                KSM.license(SIMULATOR.begin(CREDENTIAL).challenge()).device());
    }

    @Test
    void simulator_opensNothingThatWasChanged() {
        Exchange exchange = SIMULATOR.begin(CREDENTIAL);
        byte[] ckc = KSM.ckc(exchange.challenge());
        byte[] ofAnother = KSM.ckc(SIMULATOR.begin(CREDENTIAL).challenge());

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
        byte[] first = SIMULATOR.begin(CREDENTIAL).challenge();
        assertFalse(Arrays.equals(first, SIMULATOR.begin(CREDENTIAL).challenge()));
    }

    @Test
    void demo_bringsACredentialForTheSimulator() throws Exception {
        try (var demo = new FairPlayPlugin().startDemo(Ksm.CONTEXT).orElseThrow()) {
            Credential credential = Keys.credential(demo.credential());
            Exchange exchange = SIMULATOR.begin(credential);
            assertRight(exchange.open(Ksm.with(credential).ckc(exchange.challenge())));
            assertTrue(demo.challenge().isEmpty());
        }
    }
}
