package org.symbolon.drm.widevine;

import com.google.common.collect.ImmutableList;
import java.util.Optional;

/** How well a device must protect keys and decoded content before it gets a licence. A higher number is stricter. */
public enum SecurityLevel {
    SW_SECURE_CRYPTO(1),
    SW_SECURE_DECODE(2),
    HW_SECURE_CRYPTO(3),
    HW_SECURE_DECODE(4),
    HW_SECURE_ALL(5);

    private static final ImmutableList<SecurityLevel> ALL = ImmutableList.copyOf(values());

    private final int number;

    SecurityLevel(int number) {
        this.number = number;
    }

    /** The number in requests, in tokens and for licence services, 1 to 5. */
    public int number() {
        return number;
    }

    static Optional<SecurityLevel> of(long number) {
        return number >= 1 && number <= ALL.size() ? Optional.of(ALL.get((int) number - 1)) : Optional.empty();
    }
}
