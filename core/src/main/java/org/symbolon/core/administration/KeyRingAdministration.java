package org.symbolon.core.administration;

import com.google.common.collect.ImmutableList;
import java.time.Duration;
import org.symbolon.core.store.administration.Expected;
import org.symbolon.core.store.keyring.RingKeyId;

/** The key ring. Its keys are never shown. */
public final class KeyRingAdministration {

    /** The keys of the ring. */
    public Versioned<ImmutableList<RingKeyState>> list() {
        throw new UnsupportedOperationException();
    }

    /** Adds a key, which begins to seal after a while. */
    public RingKeyState rotate(Duration sealsIn, Expected expected) {
        throw new UnsupportedOperationException();
    }

    /** Takes a key out, after everything that it has sealed is sealed anew. @param force even if tokens that it has sealed are still valid */
    public RingRetirement retire(RingKeyId id, boolean force, Expected expected) {
        throw new UnsupportedOperationException();
    }
}
