package org.symbolon.core;

import com.google.common.collect.ImmutableMap;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;
import org.symbolon.core.error.StoreUnavailableException;
import org.symbolon.core.internal.drm.DrmCounts;
import org.symbolon.core.internal.record.RecordCounts;
import org.symbolon.core.internal.record.RecordWriter;
import org.symbolon.core.internal.runtime.Services;
import org.symbolon.core.store.CallTimes;
import org.symbolon.core.store.StoreMeasures;
import org.symbolon.core.store.Stores;
import org.symbolon.core.store.keyring.KeyRing;
import org.symbolon.core.value.DrmId;

/** What a monitor can know of the product. All of it is answered from memory; numbers count from the start. */
public final class Measures {
    /** How often the stores are asked for the sum of all balances, which may take them a moment. */
    private static final long SUM_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final Services services;
    private final RecordWriter records;
    private final StoreMeasures store;
    private volatile OptionalDouble balance = OptionalDouble.empty();
    private long nextSum = System.nanoTime();

    Measures(Services services, RecordWriter records, Stores stores) {
        this.services = services;
        this.records = records;
        this.store = stores.measures();
    }

    /** Asks for what is not in memory, if it is time to. */
    void refresh() {
        if (System.nanoTime() - nextSum >= 0) {
            nextSum = System.nanoTime() + SUM_NANOS;
            balance = sum();
        }
    }

    private OptionalDouble sum() {
        try {
            return services.balance().sum();
        } catch (StoreUnavailableException e) {
            return OptionalDouble.empty();
        }
    }

    private DrmCounts counts(DrmId drm) {
        return services.drms().require(drm).counts();
    }

    /** How many tokens of a DRM were issued. */
    public long tokensIssued(DrmId drm) {
        return counts(drm).tokensIssued();
    }

    /**
     * The licences that a DRM was asked for, with the time that its licence service took, by their outcome: {@code
     * granted}, {@code refused} for a reason of the player's, or, for a reason of the service's, the kind of the error:
     * {@code upstream}, {@code unavailable}, {@code internal}.
     */
    public ImmutableMap<String, CallTimes> licenses(DrmId drm) {
        return counts(drm).licenses();
    }

    /** How many records were written. */
    public long recordsWritten() {
        return records.counts().written().sum();
    }

    /**
     * How many records were dropped, by reason: {@code full} if the store was slow or away for too long, {@code
     * refusals} if there were too many refusals to record all of them, {@code lost} if the store did not take them.
     */
    public ImmutableMap<String, Long> recordsDropped() {
        RecordCounts counts = records.counts();
        return ImmutableMap.of(
                "full", counts.full().sum(),
                "refusals", counts.refusals().sum(),
                "lost", counts.lost().sum());
    }

    /** How many records wait to be written. */
    public int recordsWaiting() {
        return records.waiting();
    }

    /** The stores. */
    public StoreMeasures store() {
        return store;
    }

    /**
     * The sum of all balances some seconds ago, without what nodes have taken in advance; empty if it is not known,
     * because the store did not answer or there is no refresh interval.
     */
    public OptionalDouble balance() {
        return balance;
    }

    /** How many accounts there are. */
    public int accounts() {
        return services.accounts().all().size();
    }

    /** For how long the primary key of the ring has been sealing; empty without a ring. */
    public Optional<Duration> primaryKeyAge() {
        Instant now = services.clock().instant();
        return keyRing().map(ring -> Duration.between(ring.primary(now).sealsFrom(), now));
    }

    /** How many keys the ring has. */
    public int ringKeys() {
        return keyRing().map(ring -> ring.keys().size()).orElse(0);
    }

    private Optional<KeyRing> keyRing() {
        return services.sealer().keyRing();
    }
}
