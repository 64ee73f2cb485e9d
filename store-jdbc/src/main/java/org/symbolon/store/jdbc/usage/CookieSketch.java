package org.symbolon.store.jdbc.usage;

import com.dynatrace.hash4j.distinctcount.UltraLogLog;
import com.dynatrace.hash4j.hashing.Hashing;
import java.util.Arrays;
import java.util.Optional;
import org.symbolon.core.error.StoreUnavailableException;
import org.symbolon.core.store.usage.UsageStore.CookieSet;

/**
 * A set of cookies as an UltraLogLog sketch, of which a union can be made without counting anything twice. It has a
 * fixed size and estimates how many distinct cookies it has got, with a standard error of 1.7 percent.
 */
final class CookieSketch implements CookieSet {
    /** The sketch has 2 to the power of this many bytes. Sketches of other sizes cannot be read after a change. */
    private static final int PRECISION = 11;

    private final UltraLogLog sketch;

    private CookieSketch(UltraLogLog sketch) {
        this.sketch = sketch;
    }

    static CookieSketch empty() {
        return new CookieSketch(UltraLogLog.create(PRECISION));
    }

    /**
     * A sketch from a store.
     *
     * @throws StoreUnavailableException if the bytes are no such sketch
     */
    static CookieSketch of(byte[] bytes) {
        if (bytes.length != 1 << PRECISION) {
            throw new StoreUnavailableException("a set of cookies in the store has " + bytes.length + " bytes");
        }
        return new CookieSketch(UltraLogLog.wrap(bytes));
    }

    /** The hash must be the same in every release, because stored sketches are made of it. */
    @Override
    public void add(String cookie) {
        sketch.add(Hashing.komihash5_0().hashCharsToLong(cookie));
    }

    void addAll(CookieSketch other) {
        sketch.add(other.sketch);
    }

    byte[] bytes() {
        return sketch.getState();
    }

    /** The union with a stored sketch; empty if that has everything already. */
    Optional<byte[]> unionUnlessWithin(byte[] stored) {
        CookieSketch union = of(stored.clone());
        union.addAll(this);
        return Optional.of(union.bytes()).filter(bytes -> !Arrays.equals(bytes, stored));
    }

    /** About how many distinct cookies were added. */
    long size() {
        return Math.round(sketch.getDistinctCountEstimate());
    }
}
