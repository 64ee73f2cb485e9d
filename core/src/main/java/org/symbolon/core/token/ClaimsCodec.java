package org.symbolon.core.token;

import static org.symbolon.core.token.FieldWriter.OPTIONAL;

import java.time.Instant;
import java.util.NoSuchElementException;
import org.symbolon.core.account.AccountId;
import org.symbolon.core.account.DrmId;
import org.symbolon.core.account.Environment;
import org.symbolon.core.error.ErrorFormat;
import org.symbolon.core.key.ContentKey;
import org.symbolon.core.key.KeyId;

/**
 * The binary form of {@link TokenClaims}: the 16 bytes of the token id, then fields. Values at their default are left out. A tag, once
 * released, keeps its meaning for ever; see ADR 0004.
 */
final class ClaimsCodec {
    private static final int ACCOUNT = 1;
    private static final int ENVIRONMENT = 2;
    private static final int DRM = 3;
    private static final int ISSUED = 4;
    /** Milliseconds from {@link #ISSUED} to the end. */
    private static final int LIFETIME = 5;

    private static final int CONTENT_KEY = 6;
    private static final int KID = 7;
    private static final int POLICY = 8;
    private static final int ERROR_FORMAT = OPTIONAL;
    private static final int COOKIE = OPTIONAL + 1;

    private ClaimsCodec() {}

    static byte[] encode(TokenClaims claims) {
        long issued = claims.issued().toEpochMilli();
        FieldWriter fields = new FieldWriter(claims.id().bytes())
                .number(ACCOUNT, claims.account().value())
                .text(DRM, claims.drm().value())
                .number(ISSUED, issued)
                .number(LIFETIME, claims.end().toEpochMilli() - issued)
                .bytes(CONTENT_KEY, claims.contentKey().reveal())
                .bytes(POLICY, claims.policy().bytes());
        if (claims.environment() != Environment.PRODUCTION) {
            fields.text(ENVIRONMENT, claims.environment().id());
        }
        if (claims.errorFormat() != ErrorFormat.HTML) {
            fields.text(ERROR_FORMAT, claims.errorFormat().id());
        }
        claims.kid().ifPresent(kid -> fields.bytes(KID, kid.bytes()));
        claims.cookie().ifPresent(cookie -> fields.text(COOKIE, cookie));
        return fields.toBytes();
    }

    /**
     * Reads claims back.
     *
     * @throws MalformedFieldsException if they are not what {@link #encode} writes
     */
    static TokenClaims decode(byte[] bytes) {
        try {
            FieldReader fields = new FieldReader(bytes, TokenId.BYTES);
            TokenClaims.Builder claims = TokenClaims.builder().id(TokenId.of(fields.prefix()));
            long issued = -1;
            long lifetime = -1;
            claims.environment(Environment.PRODUCTION);
            while (fields.next()) {
                switch (fields.tag()) {
                    case ACCOUNT -> claims.account(new AccountId(fields.number()));
                    case ENVIRONMENT ->
                        claims.environment(Environment.parse(fields.text()).orElseThrow());
                    case DRM -> claims.drm(new DrmId(fields.text()));
                    case ISSUED -> issued = fields.number();
                    case LIFETIME -> lifetime = fields.number();
                    case CONTENT_KEY -> claims.contentKey(ContentKey.of(fields.bytes()));
                    case KID -> claims.kid(KeyId.of(fields.bytes()));
                    case POLICY -> claims.policy(EncodedPolicy.ofBytes(fields.bytes()));
                    case ERROR_FORMAT ->
                        claims.errorFormat(ErrorFormat.parse(fields.text()).orElseThrow());
                    case COOKIE -> claims.cookie(fields.text());
                    default -> fields.skip();
                }
            }
            if (issued < 0 || lifetime < 0) {
                throw new MalformedFieldsException("the claims have no beginning or no end");
            }
            return claims.issued(Instant.ofEpochMilli(issued))
                    .end(Instant.ofEpochMilli(Math.addExact(issued, lifetime)))
                    .build();
        } catch (IllegalArgumentException | IllegalStateException | NoSuchElementException | ArithmeticException e) {
            throw new MalformedFieldsException("a claim has a value that makes no sense here");
        }
    }
}
