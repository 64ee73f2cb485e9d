package org.symbolon.core.value;

import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/**
 * Bytes that no log, error or {@code toString} may show. Secrets of one type are compared in constant time; their hash
 * code says nothing of them, so they serve badly as keys of a map, which is as it should be. Subclasses add what their
 * field calls them, and how they are read.
 */
public abstract class Secret {
    private final byte[] bytes;

    /** Keeps a copy. */
    protected Secret(byte[] bytes) {
        this.bytes = bytes.clone();
    }

    /** The one place where a secret is opened: a copy of its bytes. */
    public final byte[] reveal() {
        return bytes.clone();
    }

    /** How many bytes it has. */
    public final int size() {
        return bytes.length;
    }

    @Override
    public final boolean equals(@Nullable Object other) {
        return other instanceof Secret secret
                && secret.getClass() == getClass()
                && MessageDigest.isEqual(bytes, secret.bytes);
    }

    @Override
    public final int hashCode() {
        return getClass().hashCode();
    }

    @Override
    public final String toString() {
        return getClass().getSimpleName() + "[***]";
    }
}
