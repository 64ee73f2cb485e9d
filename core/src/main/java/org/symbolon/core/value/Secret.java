package org.symbolon.core.value;

import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/**
 * Bytes that no log, error or {@code toString} may show. Secrets of one type are compared in constant time; Their hash
 * code is the same for all of them and reveals nothing, so they must not be keys of a hash map. A subclass adds the
 * name of its field and how it is read.
 */
public abstract class Secret {
    private final byte[] bytes;

    /** Keeps a copy. */
    protected Secret(byte[] bytes) {
        this.bytes = bytes.clone();
    }

    /** A copy of the bytes. There is no other way to read them. */
    public final byte[] reveal() {
        return bytes.clone();
    }

    /** The number of bytes. */
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
