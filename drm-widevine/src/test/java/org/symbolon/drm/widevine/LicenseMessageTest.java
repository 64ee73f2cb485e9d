package org.symbolon.drm.widevine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

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

class LicenseMessageTest {
    private static final Instant NOW = Bridging.NOW;

    private static String message(WidevinePolicy policy, byte[] challenge) {
        return new String(
                LicenseMessage.of(Bridging.request(policy, challenge), policy, "example"), StandardCharsets.UTF_8);
    }

    private static String policyOverrides(WidevinePolicy policy) {
        String message = message(policy, Bridging.CHALLENGE);
        int from = message.indexOf("\"policy_overrides\":");
        return message.substring(from, message.indexOf('}', from) + 1);
    }

    @Test
    void of_leastPolicy_isTheWholeMessage() {
        assertEquals(
                "{\"payload\":\"CAESBAoCCAE=\",\"provider\":\"example\",\"content_id\":\""
                        + base64(Bridging.KID.bytes())
                        + "\",\"allowed_track_types\":\"SD_HD\",\"content_key_specs\":[{\"track_type\":\"SD\",\"key_id\":\""
                        + base64(Bridging.KID.bytes())
                        + "\",\"key\":\"wP/uAMD/7hHA/+4iwP/uMw==\",\"security_level\":1,"
                        + "\"required_output_protection\":{\"hdcp\":\"HDCP_NONE\"}}],"
                        + "\"policy_overrides\":{\"can_play\":true,\"can_persist\":false,\"can_renew\":false},"
                        + "\"use_policy_overrides_exclusively\":true}",
                message(Bridging.policy().build(), Bridging.CHALLENGE));
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    @Test
    void of_certificateRequest_hasNeitherKeyNorPolicy() {
        assertEquals(
                "{\"payload\":\"CAQ=\",\"provider\":\"example\"}",
                message(Bridging.policy().build(), Bridging.CERTIFICATE_REQUEST));
    }

    @Test
    void of_contentId_isItsBytesInUtf8() {
        String message = message(Bridging.policy().contentId("film ü").build(), Bridging.CHALLENGE);
        assertEquals(
                true, message.contains("\"content_id\":\"" + base64("film ü".getBytes(StandardCharsets.UTF_8)) + "\""));
    }

    @ParameterizedTest
    @CsvSource({"HW_SECURE_ALL, HDCP_V2, 5", "HW_SECURE_DECODE, HDCP_V1, 4", "SW_SECURE_DECODE, HDCP_NONE, 2"})
    void of_robustness_isSaidOfTheKey(SecurityLevel level, Hdcp hdcp, int number) {
        String message =
                message(Bridging.policy().securityLevel(level).hdcp(hdcp).build(), Bridging.CHALLENGE);
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
        WidevinePolicy policy = Bridging.policy()
                .licenseDuration(Optional.ofNullable(license).map(Duration::ofSeconds))
                .rental(new RentalTerms(
                        Optional.empty(), Optional.ofNullable(play).map(Duration::ofSeconds)))
                .build();
        assertEquals(
                "\"policy_overrides\":{\"can_play\":true,\"can_persist\":false,\"can_renew\":false,"
                        + "\"playback_duration_seconds\":" + playback + "}",
                policyOverrides(policy));
    }

    @ParameterizedTest
    @CsvSource({"3600000, 3600", "1500, 1", "1, 1"})
    void of_rentalPeriod_isWhatRemains_andNeverWithoutLimit(long millis, long seconds) {
        WidevinePolicy policy = Bridging.policy()
                .rental(new RentalTerms(Optional.of(NOW.plusMillis(millis)), Optional.empty()))
                .build();
        assertEquals(
                "\"policy_overrides\":{\"can_play\":true,\"can_persist\":false,\"can_renew\":false,"
                        + "\"rental_duration_seconds\":" + seconds + "}",
                policyOverrides(policy));
    }

    @ParameterizedTest
    @CsvSource({"0", "-1", "-86400000"})
    void of_rentalPeriodThatIsOver_isRefusedWith4010(long millis) {
        WidevinePolicy policy = Bridging.policy()
                .rental(new RentalTerms(Optional.of(NOW.plusMillis(millis)), Optional.empty()))
                .build();
        LicenseRefusedException refusal =
                assertThrows(LicenseRefusedException.class, () -> message(policy, Bridging.CHALLENGE));
        assertEquals(-4010, Bridging.code(refusal));
    }
}
