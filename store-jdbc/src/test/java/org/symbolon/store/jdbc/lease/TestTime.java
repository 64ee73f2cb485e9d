package org.symbolon.store.jdbc.lease;

import com.google.common.base.Ticker;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/** Time that passes when a test says so. */
final class TestTime {
    static final Instant START = Instant.parse("2026-01-31T12:00:00Z");

    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 10);

    void pass(Duration length) {
        nanos.addAndGet(length.toNanos());
    }

    LeasedBalance.Machine machine(UUID boot) {
        return new LeasedBalance.Machine(
                new Ticker() {
                    @Override
                    public long read() {
                        return nanos.get();
                    }
                },
                () -> START,
                Optional.of(boot));
    }
}
