package org.symbolon.core.token;

import java.time.Duration;
import java.time.Instant;
import org.symbolon.core.Bits;
import org.symbolon.core.account.AccountId;
import org.symbolon.core.account.DrmId;
import org.symbolon.core.account.Environment;
import org.symbolon.core.error.ErrorFormat;
import org.symbolon.core.key.ContentKey;
import org.symbolon.core.key.KeyId;

/** Claims for tests. */
final class Claims {
    static final Instant ISSUED = Instant.parse("2026-01-01T12:00:00.123Z");
    static final String KEY_HEX = "c0ffee00c0ffee11c0ffee22c0ffee33";

    private Claims() {}

    /** With every optional claim left out. */
    static TokenClaims.Builder least() {
        return TokenClaims.builder()
                .id(TokenId.of(Bits.counting(0x10, TokenId.BYTES)))
                .account(new AccountId(201722))
                .environment(Environment.PRODUCTION)
                .drm(new DrmId("wv"))
                .issued(ISSUED)
                .end(ISSUED.plus(Duration.ofDays(30)))
                .contentKey(ContentKey.parse(KEY_HEX).value())
                .policy(EncodedPolicy.of(fields -> fields.number(1, 3).number(2, 0)));
    }

    /** With every optional claim. */
    static TokenClaims.Builder most() {
        return least().environment(Environment.TEST)
                .errorFormat(ErrorFormat.JSON)
                .cookie("a cookie of 32 characters, ünïcödé".substring(0, 32))
                .kid(KeyId.ofString("kid1"));
    }
}
