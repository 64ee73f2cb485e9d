package org.symbolon.core.token;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A {@link Policy} in the form it has in a token: fields that only the plug-in of the token's DRM can tell apart. */
public final class EncodedPolicy {
    private final byte[] bytes;

    private EncodedPolicy(byte[] bytes) {
        this.bytes = bytes;
    }

    public static EncodedPolicy of(Policy policy) {
        FieldWriter fields = new FieldWriter();
        policy.encode(fields);
        return new EncodedPolicy(fields.toBytes());
    }

    static EncodedPolicy ofBytes(byte[] bytes) {
        return new EncodedPolicy(bytes);
    }

    byte[] bytes() {
        return bytes;
    }

    public FieldReader fields() {
        return new FieldReader(bytes);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof EncodedPolicy policy && Arrays.equals(bytes, policy.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return "EncodedPolicy[" + bytes.length + " bytes]";
    }
}
