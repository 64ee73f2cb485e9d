package org.symbolon.drm.fairplay;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How long a key may be used, as a CKC says it.
 *
 * @param lease how long playback may last once begun
 * @param rental how long the content may be kept
 */
record Durations(Optional<Duration> lease, Optional<Duration> rental) {
    private static final int LEASE = 0x1a4bde7e;
    private static final int RENTAL = 0x3dfe45a0;
    private static final int BOTH = 0x27b59bde;
    private static final int FIXED = 0x86d34a3a;

    private static final long MOST_SECONDS = 0xffff_ffffL;

    /**
     * The durations of a token that is redeemed now.
     *
     * @throws org.symbolon.core.drm.LicenseRefusedException with -4010 if the rental period is over
     */
    static Durations of(FairPlayPolicy policy, Instant now) {
        Optional<Duration> period = policy.rental().periodLeft(now);
        Optional<Duration> kept = Optional.of(policy.rentalDuration()).filter(duration -> !duration.isZero());
        Optional<Duration> rental =
                Stream.of(period, kept).flatMap(Optional::stream).min(Duration::compareTo);
        return new Durations(policy.rental().playDuration(), rental);
    }

    boolean isEmpty() {
        return lease.isEmpty() && rental.isEmpty();
    }

    /** The value of the CKC's block. */
    byte[] toBytes() {
        return ByteBuffer.allocate(4 * Integer.BYTES)
                .putInt(seconds(lease))
                .putInt(seconds(rental))
                .putInt(keyType())
                .putInt(FIXED)
                .array();
    }

    /** Zero, which means without limit, only where there is none: the last instant of a period is a second. */
    private static int seconds(Optional<Duration> duration) {
        return duration.map(limit -> (int) Math.min(limit.toSeconds(), MOST_SECONDS))
                .orElse(0);
    }

    private int keyType() {
        if (lease.isEmpty()) {
            return RENTAL;
        }
        return rental.isEmpty() ? LEASE : BOTH;
    }
}
