package org.symbolon.drm.widevine;

import java.util.Optional;

/** The robustness that a device has to have before it gets the key; the number on the wire is the ordinal of Widevine's own scale, from 1. */
public enum SecurityLevel {
    SW_SECURE_CRYPTO(1),
    SW_SECURE_DECODE(2),
    HW_SECURE_CRYPTO(3),
    HW_SECURE_DECODE(4),
    HW_SECURE_ALL(5);

    private final int number;

    SecurityLevel(int number) {
        this.number = number;
    }

    /** The number on the wire, 1 to 5. */
    public int number() {
        return number;
    }

    static Optional<SecurityLevel> of(long number) {
        for (SecurityLevel level : values()) {
            if (level.number == number) {
                return Optional.of(level);
            }
        }
        return Optional.empty();
    }
}
