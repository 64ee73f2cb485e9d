package org.symbolon.drm.widevine;

import java.util.Optional;

/** The protection that a digital output has to have (HDCP). */
public enum Hdcp {
    HDCP_NONE(0),
    HDCP_V1(1),
    HDCP_V2(2);

    private final int number;

    Hdcp(int number) {
        this.number = number;
    }

    /** The number on the wire, 0 to 2. */
    public int number() {
        return number;
    }

    static Optional<Hdcp> of(long number) {
        for (Hdcp hdcp : values()) {
            if (hdcp.number == number) {
                return Optional.of(hdcp);
            }
        }
        return Optional.empty();
    }
}
