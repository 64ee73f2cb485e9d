package org.symbolon.drm.fairplay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.common.collect.ImmutableMap;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.symbolon.core.drm.License;
import org.symbolon.core.drm.LicenseRefusedException;
import org.symbolon.core.drm.RentalTerms;
import org.symbolon.core.value.Challenge;
import org.symbolon.testing.TestLicenseRequest;

/** The account setting for devices that cannot hold a rental or a lease. */
final class WithoutPlaybackStateTest {
    private static final Keys KEYS = Keys.make(1024);
    private static final Ksm KSM = Ksm.with(KEYS.credential());
    private static final FairPlayPolicy RENTED = Ksm.rules()
            .rentalDuration(Duration.ofSeconds(60))
            .rental(RentalTerms.builder().playDuration(Duration.ofSeconds(30)).build())
            .build();
    private static final FairPlayPolicy BOUGHT = Ksm.rules().build();

    private static byte[] spc() {
        return new HandmadeSpc(KEYS)
                .remove(HandmadeSpc.PLAYBACK)
                .remove(HandmadeSpc.RETURN_REQUEST)
                .toBytes();
    }

    private static License license(byte[] spc, FairPlayPolicy policy, ImmutableMap<String, String> settings) {
        return KSM.system()
                .license(TestLicenseRequest.of(Ksm.ONE_KEY, policy, Challenge.of(spc))
                        .withCredentials(KSM.credentials())
                        .withAccountSettings(settings));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "serve", "a value of another release"})
    void served_withoutDurations_andTheRecordSaysSo(String value) {
        License license = license(
                spc(), RENTED, value.isEmpty() ? ImmutableMap.of() : ImmutableMap.of("withoutPlaybackState", value));
        assertEquals(
                Set.of(HandmadeCkc.CONTENT_KEY, HandmadeCkc.R1),
                HandmadeCkc.open(Ksm.bytes(license)).blocks().keySet());
        assertEquals(
                "not sent, because there is no media playback state",
                license.device().get("durations"));
    }

    @Test
    void refused_where_theAccountSaysSo() {
        ImmutableMap<String, String> refuse = ImmutableMap.of("withoutPlaybackState", "refuse");
        LicenseRefusedException refusal =
                assertThrows(LicenseRefusedException.class, () -> license(spc(), RENTED, refuse));

        assertEquals(-6004, refusal.violations().get(0).code().number());
        assertEquals(
                "the device sends no media playback state, so it cannot hold the token's rental or lease",
                refusal.violations().get(0).rule());
        assertEquals(
                "a media playback state, because the token has a lease of 30 s and a rental of 60 s",
                refusal.explanation().expected());
        assertEquals(KEYS.credential().name(), refusal.device().get("certificate"));

        license(spc(), BOUGHT, refuse);
        license(new HandmadeSpc(KEYS).toBytes(), RENTED, refuse);
    }

    @Test
    void deviceWhoseProofFails_isToldNothingOfIt() {
        byte[] forged = new HandmadeSpc(KEYS)
                .remove(HandmadeSpc.PLAYBACK)
                .remove(HandmadeSpc.RETURN_REQUEST)
                .replace(HandmadeSpc.INTEGRITY, new byte[16], 0)
                .toBytes();
        LicenseRefusedException refusal = assertThrows(
                LicenseRefusedException.class,
                () -> license(forged, RENTED, ImmutableMap.of("withoutPlaybackState", "refuse")));
        assertEquals(-4001, refusal.violations().get(0).code().number());
    }
}
