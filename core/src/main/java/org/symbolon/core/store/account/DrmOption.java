package org.symbolon.core.store.account;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Whether a DRM is open to an account. */
public enum DrmOption {
    ENABLED,
    /** The account has the DRM, but it is switched off. */
    DISABLED,
    /** The account does not have the DRM. */
    ABSENT;

    /** The name in files: {@code enabled}, {@code disabled}, {@code absent}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<DrmOption> parse(String id) {
        return Stream.of(values()).filter(o -> o.id().equals(id)).findFirst();
    }
}
