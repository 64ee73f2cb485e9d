package org.symbolon.drm.widevine;

import java.util.Optional;
import java.util.stream.Stream;

/** The copy protection (HDCP) that a digital output of the device must have. */
public enum Hdcp {
    HDCP_NONE(0),
    HDCP_V1(1),
    HDCP_V2(2);

    private final int number;

    Hdcp(int number) {
        this.number = number;
    }

    /** The number in requests and tokens, 0 to 2. */
    public int number() {
        return number;
    }

    /** The protection with a number from 0 to 2. */
    static Hdcp of(int number) {
        return values()[number];
    }

    static Optional<Hdcp> find(long number) {
        return Stream.of(values()).filter(hdcp -> hdcp.number == number).findFirst();
    }
}
