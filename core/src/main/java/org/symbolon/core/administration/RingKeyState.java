package org.symbolon.core.administration;

import java.time.Instant;
import java.util.Optional;
import org.symbolon.core.store.keyring.RingKeyId;

/**
 * A key of the ring as it may be shown.
 *
 * @param state {@code primary}, {@code waiting} or {@code old}
 * @param until when it stops to seal; empty if no key follows it
 * @param spent whether all tokens that it has sealed have ended
 */
public record RingKeyState(RingKeyId id, String state, Instant sealsFrom, Optional<Instant> until, boolean spent) {}
