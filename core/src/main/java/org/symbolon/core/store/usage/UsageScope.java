package org.symbolon.core.store.usage;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.symbolon.core.value.AccountId;
import org.symbolon.core.value.DrmId;
import org.symbolon.core.value.Environment;

/**
 * What something is counted under.
 *
 * @param account who asked
 * @param drm the DRM of the request
 * @param environment the environment of the request
 * @param day the day of the request in UTC
 */
public record UsageScope(AccountId account, DrmId drm, Environment environment, LocalDate day) {

    /** The scope of a request at a time. */
    public static UsageScope at(AccountId account, DrmId drm, Environment environment, Instant time) {
        return new UsageScope(account, drm, environment, LocalDate.ofInstant(time, ZoneOffset.UTC));
    }
}
