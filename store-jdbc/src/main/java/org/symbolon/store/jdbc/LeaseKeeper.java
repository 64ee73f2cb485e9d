package org.symbolon.store.jdbc;

import com.google.common.collect.ImmutableList;
import java.time.Duration;
import java.util.OptionalLong;

/** What is done for leases every second. */
final class LeaseKeeper {
    private static final long RECOVERY = Duration.ofSeconds(5).toNanos();

    private final LeaseBook book;
    private final Lender lender;
    private final LeaseRecovery recovery;
    private final long idle;
    private OptionalLong recovered = OptionalLong.empty();

    LeaseKeeper(LeaseBook book, Lender lender, LeaseRecovery recovery, Duration idle) {
        this.book = book;
        this.lender = lender;
        this.recovery = recovery;
        this.idle = idle.toNanos();
    }

    /** Looks for processes that are gone. */
    void recover(long now) {
        recovered = OptionalLong.of(now);
        recovery.run();
    }

    /** Gives back what nobody asks for, reports what was used, and now and then looks for processes that are gone. */
    void tick(long now) {
        ImmutableList<Lease> leases = book.all();
        lender.giveBack(quiet(leases, now), Duration.ZERO);
        lender.report(changed(leases));
        if (recovered.isEmpty() || now - recovered.getAsLong() >= RECOVERY) {
            recover(now);
        }
    }

    private ImmutableList<Lease> quiet(ImmutableList<Lease> leases, long now) {
        // Every lease is asked every time, as it compares with the time before.
        return leases.stream()
                .filter(lease -> lease.quietNanos(now) >= idle)
                .filter(Lease::isHeld)
                .collect(ImmutableList.toImmutableList());
    }

    private static ImmutableList<Lease> changed(ImmutableList<Lease> leases) {
        return leases.stream()
                .filter(lease -> lease.isHeld() && !lease.isReported())
                .collect(ImmutableList.toImmutableList());
    }
}
