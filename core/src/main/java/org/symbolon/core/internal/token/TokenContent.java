package org.symbolon.core.internal.token;

import com.google.common.collect.ImmutableList;
import java.util.Optional;
import org.immutables.value.Value;
import org.symbolon.core.drm.EncodedPolicy;
import org.symbolon.core.drm.FieldReader;
import org.symbolon.core.drm.TokenClaims;
import org.symbolon.core.error.ErrorFormat;
import org.symbolon.core.value.ContentKey;
import org.symbolon.core.value.KeyId;

/** The claims of a token, with the fields of the policy that only the plug-in understands. */
@Value.Immutable
public abstract class TokenContent implements TokenClaims, EncodedPolicy {

    @Value.Default
    @Override
    public ErrorFormat errorFormat() {
        return ErrorFormat.HTML;
    }

    /** The fields of the policy that hold for all keys. */
    abstract EncodedFields policy();

    /** The keys, with the fields of the policy that each of them has. */
    abstract ImmutableList<KeyContent> keyContents();

    @Override
    public final ImmutableList<Key> keys() {
        return ImmutableList.copyOf(keyContents());
    }

    @Override
    public final FieldReader fields() {
        return policy().read();
    }

    @Override
    public final ImmutableList<FieldReader> keyFields() {
        return keyContents().stream().map(KeyContent::fields).collect(ImmutableList.toImmutableList());
    }

    @Value.Check
    final void check() {
        if (keyContents().isEmpty()) {
            throw new IllegalStateException("a token has at least one key");
        }
    }

    /** Begins without claims. */
    public static Builder builder() {
        return new Builder();
    }

    public static final class Builder extends ImmutableTokenContent.Builder {
        /** Adds a key with the fields of the policy that it alone has. */
        public final Builder addKey(Optional<KeyId> kid, ContentKey key, EncodedFields fields) {
            return addKeyContents(new KeyContent(kid, key, fields));
        }
    }

    /**
     * One key.
     *
     * @param encoded what the plug-in wrote for this key
     */
    record KeyContent(Optional<KeyId> kid, ContentKey contentKey, EncodedFields encoded) implements Key {
        @Override
        public FieldReader fields() {
            return encoded.read();
        }
    }
}
