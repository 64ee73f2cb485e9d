package org.symbolon.store.jdbc.usage;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Optional;
import org.symbolon.core.store.usage.UsageScope;
import org.symbolon.core.value.AccountId;
import org.symbolon.core.value.DrmId;
import org.symbolon.core.value.Environment;

/**
 * A scope as three numbers, for files that are mapped into memory.
 *
 * @param account the id of the account; 0 marks a place that is free
 * @param drm the 2 to 8 letters of the DRM's id in ASCII, with zeros behind them
 * @param dayAndEnvironment the day since 1970 and, in the lowest bit, the environment
 */
public record ScopeNumbers(long account, long drm, long dayAndEnvironment) {

    /** The numbers of a scope. */
    public static ScopeNumbers of(UsageScope scope) {
        return new ScopeNumbers(scope.account().value(), drm(scope.drm()), dayAndEnvironment(scope));
    }

    private static long drm(DrmId drm) {
        return ByteBuffer.allocate(Long.BYTES)
                .put(drm.value().getBytes(StandardCharsets.US_ASCII))
                .getLong(0);
    }

    /** The last of the three numbers. */
    public static long dayAndEnvironment(UsageScope scope) {
        return (scope.day().toEpochDay() << 1) | (scope.environment() == Environment.PRODUCTION ? 0 : 1);
    }

    /** The scope; empty if these are no numbers of one. */
    public Optional<UsageScope> scope() {
        byte[] bytes = ByteBuffer.allocate(Long.BYTES).putLong(drm).array();
        String letters = new String(bytes, StandardCharsets.US_ASCII).replace("\0", "");
        if (account <= 0 || dayAndEnvironment < 0 || !DrmId.isValid(letters)) {
            return Optional.empty();
        }
        return Optional.of(new UsageScope(
                new AccountId(account),
                new DrmId(letters),
                (dayAndEnvironment & 1) == 0 ? Environment.PRODUCTION : Environment.TEST,
                LocalDate.ofEpochDay(dayAndEnvironment >> 1)));
    }
}
