package org.symbolon.drm.widevine;

import com.google.common.collect.ImmutableList;
import java.util.Optional;

/** The copy protection (HDCP) that a digital output of the device must have. */
public enum Hdcp {
    HDCP_NONE(0),
    HDCP_V1(1),
    HDCP_V2(2);

    private static final ImmutableList<Hdcp> ALL = ImmutableList.copyOf(values());

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
        return ALL.get(number);
    }

    static Optional<Hdcp> find(long number) {
        return number >= 0 && number < ALL.size() ? Optional.of(of((int) number)) : Optional.empty();
    }
}
