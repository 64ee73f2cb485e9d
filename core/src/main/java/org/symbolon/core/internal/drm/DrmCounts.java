package org.symbolon.core.internal.drm;

import com.google.common.collect.ImmutableMap;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;
import org.symbolon.core.drm.License;
import org.symbolon.core.drm.LicenseRefusedException;
import org.symbolon.core.error.ErrorKind;
import org.symbolon.core.store.CallTimes;

/** What a DRM has done so far: tokens that were issued, and licences by their outcome. */
public final class DrmCounts {
    private static final String GRANTED = "granted";
    private static final String REFUSED = "refused";

    private final LongAdder issued = new LongAdder();
    private final ImmutableMap<String, CallTimes> licenses = ImmutableMap.of(
            GRANTED,
            new CallTimes(),
            REFUSED,
            new CallTimes(),
            outcome(ErrorKind.UPSTREAM),
            new CallTimes(),
            outcome(ErrorKind.UNAVAILABLE),
            new CallTimes(),
            outcome(ErrorKind.INTERNAL),
            new CallTimes());

    DrmCounts() {}

    /** Counts a token. */
    public void tokenIssued() {
        issued.increment();
    }

    public long tokensIssued() {
        return issued.sum();
    }

    /** Licences by outcome: granted, refused for a reason of the player's, or failed for one of the service's. */
    public ImmutableMap<String, CallTimes> licenses() {
        return licenses;
    }

    /** Makes a licence, and counts what comes of it. */
    License license(CallTimes.Work<License, RuntimeException> work) {
        long began = System.nanoTime();
        String outcome = outcome(ErrorKind.INTERNAL);
        try {
            License license = work.run();
            outcome = GRANTED;
            return license;
        } catch (LicenseRefusedException e) {
            outcome = outcome(e.violations().get(0).kind());
            throw e;
        } finally {
            Objects.requireNonNull(licenses.get(outcome)).add(System.nanoTime() - began);
        }
    }

    private static String outcome(ErrorKind kind) {
        return switch (kind) {
            case CALLER, AUTHENTICATION -> REFUSED;
            case INTERNAL, UPSTREAM, UNAVAILABLE -> kind.name().toLowerCase(Locale.ROOT);
        };
    }
}
