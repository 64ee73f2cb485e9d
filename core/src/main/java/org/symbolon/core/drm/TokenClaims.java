package org.symbolon.core.drm;

import com.google.common.collect.ImmutableList;
import java.time.Instant;
import java.util.Optional;
import org.symbolon.core.error.ErrorFormat;
import org.symbolon.core.value.AccountId;
import org.symbolon.core.value.ContentKey;
import org.symbolon.core.value.DrmId;
import org.symbolon.core.value.Environment;
import org.symbolon.core.value.KeyId;
import org.symbolon.core.value.TokenId;

/** What a token says. Times are kept to the millisecond. Core implements this interface; it grows by new methods. */
public interface TokenClaims {

    /** The id of the token, in logs and records. */
    TokenId id();

    /** The account that asked for the token. */
    AccountId account();

    /** The only environment in which the token can be redeemed. */
    Environment environment();

    /** The only DRM for which the token can be redeemed. */
    DrmId drm();

    /** When the token was issued. */
    Instant issued();

    /** From this instant on the token cannot be redeemed. */
    Instant end();

    /** The form of errors at redemption. */
    ErrorFormat errorFormat();

    /** The caller's own mark, which is logged at issuance and at redemption. */
    Optional<String> cookie();

    /** The keys of the licence, in the order of their numbers; at least one. */
    ImmutableList<Key> keys();

    /** Whether the token has ended. A token whose end is now has ended. */
    default boolean hasEnded(Instant now) {
        return !now.isBefore(end());
    }

    /** One key of a licence. */
    interface Key {

        /** The key id; empty where the request did not name the key, which only tokens of one key allow. */
        Optional<KeyId> kid();

        /** The key itself. */
        ContentKey contentKey();

        /**
         * What the plug-in wrote for this key in {@link DrmPolicy#encodeKey}. Each call returns a new reader at the
         * first field.
         */
        FieldReader fields();
    }
}
