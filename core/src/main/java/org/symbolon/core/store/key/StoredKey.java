package org.symbolon.core.store.key;

import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.immutables.value.Value;
import org.symbolon.core.value.KeyEncryptionKey;
import org.symbolon.core.value.KeyId;
import org.symbolon.core.value.WrappedKey;

/** A key object as it is stored (key-storage-api, "The key object"): the key itself is there only wrapped. */
@Value.Immutable
public abstract class StoredKey {
    private static final long BYTES_BESIDE_TEXTS = 200;

    /** Its id, unique in its account and environment. */
    public abstract KeyId kid();

    /** The content key, wrapped under a key encryption key that is not stored. */
    public abstract WrappedKey ek();

    /** The name of that key encryption key: its {@link KeyEncryptionKey#id}, or a name that the caller chose. */
    public abstract Optional<String> kekId();

    /** Any text that the caller wants to keep with it. */
    public abstract Optional<String> info();

    /** Which content it is for, in the caller's words. */
    public abstract Optional<String> contentId();

    /** When it expires; never by default. */
    public abstract Optional<KeyExpiration> expiration();

    /** When it was stored or changed, to the millisecond. */
    public abstract Instant lastUpdate();

    /** Whether it has expired. */
    public final boolean isExpired(Instant now) {
        return expiration().filter(end -> !end.instant().isAfter(now)).isPresent();
    }

    /**
     * About how many bytes it takes in memory and in an answer, so that large keys fill a page sooner: its texts, and
     * a fixed number for the rest.
     */
    public final long approximateBytes() {
        return BYTES_BESIDE_TEXTS
                + Stream.of(kekId(), info(), contentId())
                        .flatMap(Optional::stream)
                        .mapToLong(String::length)
                        .sum();
    }

    public static Builder builder() {
        return new Builder();
    }

    public static final class Builder extends ImmutableStoredKey.Builder {}
}
