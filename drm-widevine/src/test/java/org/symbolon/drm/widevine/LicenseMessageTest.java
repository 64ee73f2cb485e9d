package org.symbolon.drm.widevine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.common.base.Splitter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.symbolon.core.drm.LicenseRefusedException;
import org.symbolon.core.drm.RentalTerms;
import org.symbolon.testing.Bits;

class LicenseMessageTest {
    private static final Instant NOW = Licensing.NOW;

    private static String message(WidevinePolicy policy, byte[] challenge) {
        return new String(
                LicenseMessage.of(Licensing.request(policy, challenge), policy, "example"), StandardCharsets.UTF_8);
    }

    private static WidevinePolicy policy(KeyRules... rules) {
        return WidevinePolicy.builder().addKeyRules(rules).build();
    }

    private static String policyOverrides(WidevinePolicy policy) {
        String message = message(policy, Licensing.CHALLENGE);
        int from = message.indexOf("\"policy_overrides\":");
        return message.substring(from, message.indexOf('}', from) + 1);
    }

    @Test
    void of_leastPolicy_isTheWholeMessage() {
        assertEquals(
                "{\"payload\":\"CAESBAoCCAE=\",\"provider\":\"example\",\"content_id\":\""
                        + base64(Licensing.KID.bytes())
                        + "\",\"allowed_track_types\":\"SD_HD\",\"content_key_specs\":["
                        + "{\"track_type\":\"HD\",\"key_id\":\""
                        + base64(Licensing.KID.bytes())
                        + "\",\"key\":\"wP/uAMD/7hHA/+4iwP/uMw==\",\"security_level\":1,"
                        + "\"required_output_protection\":{\"hdcp\":\"HDCP_NONE\"}}],"
                        + "\"policy_overrides\":{\"can_play\":true,\"can_persist\":false,\"can_renew\":false},"
                        + "\"use_policy_overrides_exclusively\":true}",
                message(Licensing.policy().build(), Licensing.CHALLENGE));
    }

    @Test
    void of_severalKeys_hasOneSpecForEachWithItsRules() {
        String message = message(
                policy(
                        new KeyRules(SecurityLevel.SW_SECURE_CRYPTO, Hdcp.HDCP_NONE, TrackType.SD),
                        new KeyRules(SecurityLevel.HW_SECURE_ALL, Hdcp.HDCP_V2, TrackType.UHD1),
                        new KeyRules(SecurityLevel.HW_SECURE_CRYPTO, Hdcp.HDCP_V1, TrackType.AUDIO)),
                Licensing.CHALLENGE);
        int from = message.indexOf("\"content_key_specs\":");
        assertEquals(
                "\"content_key_specs\":["
                        + spec("SD", 0, "wP/uAMD/7hHA/+4iwP/uMw==", 1, "HDCP_NONE") + ","
                        + spec("UHD1", 1, base64(Bits.counting(1, 16)), 5, "HDCP_V2") + ","
                        + spec("AUDIO", 2, base64(Bits.counting(2, 16)), 3, "HDCP_V1") + "]",
                message.substring(from, message.indexOf(']', from) + 1));
        assertEquals(true, message.contains("\"content_id\":\"" + base64(Licensing.KID.bytes()) + "\""), message);
    }

    private static String spec(String track, int position, String key, int level, String hdcp) {
        return "{\"track_type\":\"" + track + "\",\"key_id\":\""
                + base64(Licensing.kid(position).bytes()) + "\",\"key\":\"" + key + "\",\"security_level\":" + level
                + ",\"required_output_protection\":{\"hdcp\":\"" + hdcp + "\"}}";
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    @ParameterizedTest
    @CsvSource({
        "AUDIO, SD_ONLY",
        "SD, SD_ONLY",
        "SD AUDIO, SD_ONLY",
        "HD, SD_HD",
        "HD AUDIO SD, SD_HD",
        "AUDIO UHD1, SD_UHD1",
        "UHD1 SD HD, SD_UHD1",
        "SD UHD2 UHD1 AUDIO, SD_UHD2"
    })
    void of_allowedTrackTypes_fitTheTracksOfTheKeys(String tracks, String allowed) {
        KeyRules[] rules = Splitter.on(' ')
                .splitToStream(tracks)
                .map(track -> new KeyRules(SecurityLevel.SW_SECURE_CRYPTO, Hdcp.HDCP_NONE, TrackType.valueOf(track)))
                .toArray(KeyRules[]::new);
        String message = message(policy(rules), Licensing.CHALLENGE);
        assertEquals(true, message.contains("\"allowed_track_types\":\"" + allowed + "\","), message);
    }

    @Test
    void of_persistence_isSaidInThePolicy() {
        assertEquals(
                "\"policy_overrides\":{\"can_play\":true,\"can_persist\":true,\"can_renew\":false}",
                policyOverrides(Licensing.policy().persistent(true).build()));
    }

    @ParameterizedTest
    @CsvSource({"60, , 60", "60, 3600, 60", "3600, 60, 60", "0, 60, 60"})
    void of_rentalDuration_boundsWhatRemainsOfThePeriod(long rental, Long period, long seconds) {
        WidevinePolicy policy = Licensing.policy()
                .rentalDuration(Duration.ofSeconds(rental))
                .rental(RentalTerms.builder()
                        .periodEnd(Optional.ofNullable(period).map(NOW::plusSeconds))
                        .build())
                .build();
        assertEquals(
                "\"policy_overrides\":{\"can_play\":true,\"can_persist\":false,\"can_renew\":false,"
                        + "\"rental_duration_seconds\":" + seconds + "}",
                policyOverrides(policy));
    }

    /** Playback is bounded by the smaller of both, and playback has to begin within licenseDuration (ADR 0033). */
    @ParameterizedTest
    @CsvSource({"7200, 3600, 3600, 7200", "3600, 7200, 3600, 3600", "90000, 3600, 3600, 86400", ", 3600, 3600, 86400"})
    void of_playbackDuration_makesLicenseDurationTheTimeUntilPlayback(
            Long license, long playback, long seconds, long untilPlayback) {
        WidevinePolicy policy = Licensing.policy()
                .licenseDuration(Optional.ofNullable(license).map(Duration::ofSeconds))
                .playbackDuration(Duration.ofSeconds(playback))
                .rentalDuration(Duration.ofDays(1))
                .build();
        assertEquals(
                "\"policy_overrides\":{\"can_play\":true,\"can_persist\":false,\"can_renew\":false,"
                        + "\"playback_duration_seconds\":" + seconds + ",\"rental_duration_seconds\":"
                        + untilPlayback + "}",
                policyOverrides(policy));
    }

    @Test
    void of_certificateRequest_hasNeitherKeyNorPolicy() {
        assertEquals(
                "{\"payload\":\"CAQ=\",\"provider\":\"example\"}",
                message(Licensing.policy().build(), Licensing.CERTIFICATE_REQUEST));
    }

    @Test
    void of_contentId_isItsBytesInUtf8() {
        String message = message(Licensing.policy().contentId("film ü").build(), Licensing.CHALLENGE);
        assertEquals(
                true, message.contains("\"content_id\":\"" + base64("film ü".getBytes(StandardCharsets.UTF_8)) + "\""));
    }

    @ParameterizedTest
    @CsvSource({"HW_SECURE_ALL, HDCP_V2, 5", "HW_SECURE_DECODE, HDCP_V1, 4", "SW_SECURE_DECODE, HDCP_NONE, 2"})
    void of_robustness_isSaidOfTheKey(SecurityLevel level, Hdcp hdcp, int number) {
        String message = message(policy(new KeyRules(level, hdcp, TrackType.HD)), Licensing.CHALLENGE);
        assertEquals(
                true,
                message.contains(
                        "\"security_level\":" + number + ",\"required_output_protection\":{\"hdcp\":\"" + hdcp + "\"}"),
                message);
    }

    @ParameterizedTest
    @CsvSource({
        "3600,     , 3600",
        "    , 7200, 7200",
        "3600, 7200, 3600",
        "7200, 3600, 3600",
    })
    void of_durations_playbackIsTheSmaller(Long license, Long play, long playback) {
        WidevinePolicy policy = Licensing.policy()
                .licenseDuration(Optional.ofNullable(license).map(Duration::ofSeconds))
                .rental(RentalTerms.builder()
                        .playDuration(Optional.ofNullable(play).map(Duration::ofSeconds))
                        .build())
                .build();
        assertEquals(
                "\"policy_overrides\":{\"can_play\":true,\"can_persist\":false,\"can_renew\":false,"
                        + "\"playback_duration_seconds\":" + playback + "}",
                policyOverrides(policy));
    }

    @ParameterizedTest
    @CsvSource({"3600000, 3600", "1500, 1", "1, 1"})
    void of_rentalPeriod_isWhatRemains_andNeverWithoutLimit(long millis, long seconds) {
        WidevinePolicy policy = Licensing.policy()
                .rental(RentalTerms.builder().periodEnd(NOW.plusMillis(millis)).build())
                .build();
        assertEquals(
                "\"policy_overrides\":{\"can_play\":true,\"can_persist\":false,\"can_renew\":false,"
                        + "\"rental_duration_seconds\":" + seconds + "}",
                policyOverrides(policy));
    }

    @ParameterizedTest
    @CsvSource({"0", "-1", "-86400000"})
    void of_rentalPeriodThatIsOver_isRefusedWith4010(long millis) {
        WidevinePolicy policy = Licensing.policy()
                .rental(RentalTerms.builder().periodEnd(NOW.plusMillis(millis)).build())
                .build();
        LicenseRefusedException refusal =
                assertThrows(LicenseRefusedException.class, () -> message(policy, Licensing.CHALLENGE));
        assertEquals(-4010, Licensing.code(refusal));
    }
}
