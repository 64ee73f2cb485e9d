package org.symbolon.drm.fairplay.message;

import java.util.Arrays;

/** A block that a CKC has anyway. The return request of an SPC must not ask for blocks with these tags. */
public enum CkcField {
    CONTENT_KEY(0x58b38165af0e3d5aL),
    R1(0xea74c4645d5efee9L),
    DURATIONS(0x47acf6a418cd091aL);

    private final long tag;

    CkcField(long tag) {
        this.tag = tag;
    }

    public long tag() {
        return tag;
    }

    static boolean hasTag(long tag) {
        return Arrays.stream(values()).anyMatch(field -> field.tag == tag);
    }
}
