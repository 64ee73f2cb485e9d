package org.symbolon.core.internal.token;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.symbolon.core.TestBytes;
import org.symbolon.core.error.ErrorFormat;
import org.symbolon.core.value.AccountId;
import org.symbolon.core.value.ContentKey;
import org.symbolon.core.value.DrmId;
import org.symbolon.core.value.Environment;
import org.symbolon.core.value.KeyId;
import org.symbolon.core.value.TokenId;

/** Claims for tests. */
public final class Claims {
    static final Instant ISSUED = Instant.parse("2026-01-01T12:00:00.123Z");
    static final String KEY_HEX = "c0ffee00c0ffee11c0ffee22c0ffee33";

    private Claims() {}

    /** Claims with every optional claim left out, and without a key. */
    static TokenContent.Builder keyless() {
        return TokenContent.builder()
                .id(TokenId.of(TestBytes.counting(0x10, TokenId.BYTES)))
                .account(new AccountId(201722))
                .environment(Environment.PRODUCTION)
                .drm(new DrmId("wv"))
                .issued(ISSUED)
                .end(ISSUED.plus(Duration.ofDays(30)))
                .policy(EncodedFields.write(fields -> fields.number(1, 3).number(2, 0)));
    }

    /** Claims with every optional claim left out. */
    static TokenContent.Builder least() {
        return withKey(keyless(), Optional.empty());
    }

    /** Claims with every optional claim. */
    public static TokenContent.Builder most() {
        return withKey(all(), Optional.of(KeyId.ofString("kid1")));
    }

    /** Claims with every optional claim and three keys, of which the second has rules of its own. */
    static TokenContent.Builder several() {
        return all().addKey(Optional.of(KeyId.ofString("kid1")), key(1), EncodedFields.NONE)
                .addKey(Optional.of(KeyId.ofString("kid2")), key(2), EncodedFields.write(fields -> fields.number(1, 5)))
                .addKey(Optional.of(KeyId.ofString("kid3")), key(3), EncodedFields.NONE);
    }

    private static TokenContent.Builder all() {
        return keyless()
                .environment(Environment.TEST)
                .errorFormat(ErrorFormat.JSON)
                .cookie("a cookie of 32 characters, ünïcödé".substring(0, 32));
    }

    static TokenContent.Builder withKey(TokenContent.Builder claims, Optional<KeyId> kid) {
        return claims.addKey(kid, ContentKey.parse(KEY_HEX).value(), EncodedFields.NONE);
    }

    static ContentKey key(int number) {
        return ContentKey.of(TestBytes.counting(number, ContentKey.BYTES));
    }
}
