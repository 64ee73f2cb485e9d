package org.symbolon.core.internal.token;

import static org.symbolon.core.drm.FieldWriter.OPTIONAL;

import java.time.Instant;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.symbolon.core.drm.FieldReader;
import org.symbolon.core.drm.FieldWriter;
import org.symbolon.core.drm.MalformedFieldsException;
import org.symbolon.core.error.ErrorFormat;
import org.symbolon.core.internal.token.TokenContent.KeyContent;
import org.symbolon.core.value.AccountId;
import org.symbolon.core.value.ContentKey;
import org.symbolon.core.value.DrmId;
import org.symbolon.core.value.Environment;
import org.symbolon.core.value.KeyId;
import org.symbolon.core.value.TokenId;

/**
 * The binary form of a token's claims (ADR 0004): the 16 bytes of the token id, then fields. Values at their default
 * are left out. A tag that was once released keeps its meaning for ever.
 *
 * <p>A token with one key has the fields {@code CONTENT_KEY}, {@code KID} and {@code KEY_POLICY}, of which releases
 * before 0.2 know the first two. A token with several keys has a field {@code KEY} for each instead, which makes those
 * releases refuse it. A token with one key and no rules of its own has the same bytes as in those releases.
 */
final class ClaimsCodec {
    private static final int ACCOUNT = 1;
    private static final int ENVIRONMENT = 2;
    private static final int DRM = 3;
    private static final int ISSUED = 4;
    /** The milliseconds from {@link #ISSUED} to the end. */
    private static final int LIFETIME = 5;

    private static final int CONTENT_KEY = 6;
    private static final int KID = 7;
    private static final int POLICY = 8;
    /** Fields within fields: one of several keys. */
    private static final int KEY = 9;
    /** What the plug-in wrote for the only key. */
    private static final int KEY_POLICY = 10;

    private static final int ERROR_FORMAT = OPTIONAL;
    private static final int COOKIE = OPTIONAL + 1;

    private ClaimsCodec() {}

    static byte[] encode(TokenContent claims) {
        long issued = claims.issued().toEpochMilli();
        FieldWriter fields = new FieldWriter(claims.id().bytes())
                .number(ACCOUNT, claims.account().value())
                .text(DRM, claims.drm().value())
                .number(ISSUED, issued)
                .number(LIFETIME, claims.end().toEpochMilli() - issued);
        KeyContent first = claims.keyContents().get(0);
        boolean several = claims.keyContents().size() > 1;
        if (several) {
            claims.keyContents().forEach(key -> fields.bytes(KEY, encodeKey(key)));
        } else {
            fields.bytes(CONTENT_KEY, first.contentKey().reveal());
        }
        fields.bytes(POLICY, claims.policy().bytes());
        if (claims.environment() != Environment.PRODUCTION) {
            fields.text(ENVIRONMENT, claims.environment().id());
        }
        if (claims.errorFormat() != ErrorFormat.HTML) {
            fields.text(ERROR_FORMAT, claims.errorFormat().id());
        }
        if (!several) {
            encodeOptional(first, fields);
        }
        claims.cookie().ifPresent(cookie -> fields.text(COOKIE, cookie));
        return fields.toBytes();
    }

    private static byte[] encodeKey(KeyContent key) {
        FieldWriter fields =
                new FieldWriter().bytes(CONTENT_KEY, key.contentKey().reveal());
        encodeOptional(key, fields);
        return fields.toBytes();
    }

    private static void encodeOptional(KeyContent key, FieldWriter fields) {
        key.kid().ifPresent(kid -> fields.bytes(KID, kid.bytes()));
        if (!key.encoded().isEmpty()) {
            fields.bytes(KEY_POLICY, key.encoded().bytes());
        }
    }

    /**
     * Reads claims back.
     *
     * @throws MalformedFieldsException if they are not what {@link #encode} writes
     */
    static TokenContent decode(byte[] bytes) {
        try {
            return new Decoding(new FieldReader(bytes, TokenId.BYTES)).read();
        } catch (IllegalArgumentException | IllegalStateException | NoSuchElementException | ArithmeticException e) {
            throw new MalformedFieldsException("a claim has an invalid value");
        }
    }

    /** The state of reading the claims of one token. */
    private static final class Decoding {
        private final FieldReader fields;
        private final TokenContent.Builder claims = TokenContent.builder();
        private final KeyDecoding onlyKey = new KeyDecoding();
        private long issued = -1;
        private long lifetime = -1;

        Decoding(FieldReader fields) {
            this.fields = fields;
        }

        TokenContent read() {
            claims.id(TokenId.of(fields.prefix())).environment(Environment.PRODUCTION);
            while (fields.next()) {
                readField();
            }
            if (issued < 0 || lifetime < 0) {
                throw new MalformedFieldsException("the claims have no beginning or no end");
            }
            onlyKey.key().ifPresent(claims::addKeyContents);
            return claims.issued(Instant.ofEpochMilli(issued))
                    .end(Instant.ofEpochMilli(Math.addExact(issued, lifetime)))
                    .build();
        }

        private void readField() {
            switch (fields.tag()) {
                case ACCOUNT -> claims.account(new AccountId(fields.number()));
                case ENVIRONMENT ->
                    claims.environment(Environment.parse(fields.text()).orElseThrow());
                case DRM -> claims.drm(new DrmId(fields.text()));
                case ISSUED -> issued = fields.number();
                case LIFETIME -> lifetime = fields.number();
                case CONTENT_KEY, KID, KEY_POLICY -> onlyKey.readField(fields);
                case KEY -> claims.addKeyContents(KeyDecoding.read(new FieldReader(fields.bytes())));
                case POLICY -> claims.policy(EncodedFields.ofBytes(fields.bytes()));
                case ERROR_FORMAT ->
                    claims.errorFormat(ErrorFormat.parse(fields.text()).orElseThrow());
                case COOKIE -> claims.cookie(fields.text());
                default -> fields.skip();
            }
        }
    }

    /** The state of reading one key. */
    private static final class KeyDecoding {
        private Optional<KeyId> kid = Optional.empty();
        private Optional<ContentKey> key = Optional.empty();
        private EncodedFields encoded = EncodedFields.NONE;

        static KeyContent read(FieldReader fields) {
            KeyDecoding decoding = new KeyDecoding();
            while (fields.next()) {
                decoding.readField(fields);
            }
            return decoding.key().orElseThrow();
        }

        void readField(FieldReader fields) {
            switch (fields.tag()) {
                case CONTENT_KEY -> key = Optional.of(ContentKey.of(fields.bytes()));
                case KID -> kid = Optional.of(KeyId.of(fields.bytes()));
                case KEY_POLICY -> encoded = EncodedFields.ofBytes(fields.bytes());
                default -> fields.skip();
            }
        }

        Optional<KeyContent> key() {
            return key.map(present -> new KeyContent(kid, present, encoded));
        }
    }
}
