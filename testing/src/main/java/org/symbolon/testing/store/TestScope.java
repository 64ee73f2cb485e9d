package org.symbolon.testing.store;

import java.time.LocalDate;
import org.symbolon.core.store.usage.UsageScope;
import org.symbolon.core.value.AccountId;
import org.symbolon.core.value.DrmId;
import org.symbolon.core.value.Environment;

/** What tests count tokens under that are about something else. */
public final class TestScope {
    /** The day of all of them. */
    public static final LocalDate DAY = LocalDate.of(2026, 1, 31);

    private static final DrmId DRM = new DrmId("d1");

    private TestScope() {}

    /** A token of an account. */
    public static UsageScope of(AccountId account) {
        return new UsageScope(account, DRM, Environment.PRODUCTION, DAY);
    }
}
