package org.symbolon.core.drm;

import com.google.common.collect.ImmutableMap;
import java.util.Map;

/** A licence, as a plug-in makes it. */
public final class License {
    private final DrmAnswer answer;
    private final ImmutableMap<String, String> device;

    private License(DrmAnswer answer, ImmutableMap<String, String> device) {
        this.answer = answer;
        this.device = device;
    }

    /**
     * A licence.
     *
     * @param mediaType the Content-Type of the answer
     * @param body the bytes of the answer
     * @throws IllegalArgumentException if the media type is not a valid one
     */
    public static License of(String mediaType, byte[] body) {
        return new License(DrmAnswer.of(mediaType, body), ImmutableMap.of());
    }

    /**
     * The same licence with facts about the device, which are recorded and logged.
     *
     * @param facts names and values; they must hold no secret
     */
    public License withDevice(Map<String, String> facts) {
        return new License(answer, ImmutableMap.copyOf(facts));
    }

    /** What the player gets. */
    public DrmAnswer answer() {
        return answer;
    }

    /** What is known of the device, by name. */
    public ImmutableMap<String, String> device() {
        return device;
    }
}
