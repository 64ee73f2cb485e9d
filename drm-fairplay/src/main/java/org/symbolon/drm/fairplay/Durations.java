package org.symbolon.drm.fairplay;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The block of a CKC that says how long a key may be used.
 *
 * @param lease how long playback may last after it has begun; unlimited if empty
 * @param rental how long the content may be kept; unlimited if empty
 */
record Durations(Optional<Duration> lease, Optional<Duration> rental) {
    private static final int LEASE = 0x1a4bde7e;
    private static final int RENTAL = 0x3dfe45a0;
    private static final int BOTH = 0x27b59bde;
    /** The last four bytes of every such block. */
    private static final int FIXED_END = 0x86d34a3a;

    private static final long MAX_SECONDS = 0xffff_ffffL;

    /**
     * The durations for a licence that is made now.
     *
     * @throws org.symbolon.core.drm.LicenseRefusedException with -4010 if the rental period is over
     */
    static Durations of(FairPlayPolicy policy, Instant now) {
        Optional<Duration> period = policy.rental().periodLeft(now);
        Optional<Duration> kept = Optional.of(policy.rentalDuration()).filter(duration -> !duration.isZero());
        Optional<Duration> rental =
                Stream.of(period, kept).flatMap(Optional::stream).min(Duration::compareTo);
        Optional<Duration> lease = Stream.of(
                        policy.playbackDuration(), policy.rental().playDuration())
                .flatMap(Optional::stream)
                .min(Duration::compareTo);
        return new Durations(lease, rental);
    }

    /** The durations in words, for explanations. */
    String describe() {
        return Stream.of(
                        lease.map(limit -> "a lease of " + limit.toSeconds() + " s"),
                        rental.map(limit -> "a rental of " + limit.toSeconds() + " s"))
                .flatMap(Optional::stream)
                .collect(Collectors.joining(" and "));
    }

    boolean isEmpty() {
        return lease.isEmpty() && rental.isEmpty();
    }

    /** The value of the block: lease seconds, rental seconds, type, fixed end. */
    byte[] toBytes() {
        return ByteBuffer.allocate(4 * Integer.BYTES)
                .putInt(seconds(lease))
                .putInt(seconds(rental))
                .putInt(keyType())
                .putInt(FIXED_END)
                .array();
    }

    /** 0 means "no limit" to a device. */
    private static int seconds(Optional<Duration> duration) {
        return duration.map(limit -> (int) Math.min(limit.toSeconds(), MAX_SECONDS))
                .orElse(0);
    }

    private int keyType() {
        if (lease.isEmpty()) {
            return RENTAL;
        }
        return rental.isEmpty() ? LEASE : BOTH;
    }
}
