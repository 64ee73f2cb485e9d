package org.symbolon.drm.fairplay;

import com.google.common.collect.ImmutableMap;
import org.symbolon.core.drm.DrmPlugin;
import org.symbolon.testing.DrmPluginContract;

/** The tests that every plug-in passes. */
final class FairPlayPluginTest implements DrmPluginContract {
    @Override
    public DrmPlugin plugin() {
        return new FairPlayPlugin();
    }

    @Override
    public ImmutableMap<String, String> parameters() {
        return ImmutableMap.<String, String>builder()
                .put("iv", "00112233445566778899aabbccddeeff")
                .put("rentalDuration", "60")
                .put("playbackDuration", "60")
                .put("fpExtension", "wudo,AAAAAA==")
                .put("rightsType", "Rental")
                .put("rental.periodEndTime", "+3600")
                .put("rental.playDuration", "600")
                .buildOrThrow();
    }
}
