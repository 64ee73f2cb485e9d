package org.symbolon.testing;

import com.google.common.collect.ImmutableList;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.symbolon.core.drm.FieldReader;
import org.symbolon.core.drm.FieldWriter;
import org.symbolon.core.drm.TokenClaims;
import org.symbolon.core.error.ErrorFormat;
import org.symbolon.core.value.AccountId;
import org.symbolon.core.value.ContentKey;
import org.symbolon.core.value.DrmId;
import org.symbolon.core.value.Environment;
import org.symbolon.core.value.KeyId;
import org.symbolon.core.value.TokenId;

/** The claims of a token, for tests of {@link org.symbolon.core.drm.DrmSystem#license} without a token. */
public final class TestClaims implements TokenClaims {
    private final Builder values;
    private final ImmutableList<Key> keys;

    private TestClaims(Builder values) {
        this.values = values.copy();
        this.keys = ImmutableList.copyOf(values.keys);
    }

    /**
     * Begins the claims of a token with an arbitrary id and account, for production, that ends an hour after it was
     * issued. It has no key yet.
     *
     * @param drm the DRM of the token
     * @param issued when it was issued
     */
    public static Builder builder(DrmId drm, Instant issued) {
        return new Builder(drm, issued);
    }

    @Override
    public TokenId id() {
        return values.id;
    }

    @Override
    public AccountId account() {
        return values.account;
    }

    @Override
    public Environment environment() {
        return values.environment;
    }

    @Override
    public DrmId drm() {
        return values.drm;
    }

    @Override
    public Instant issued() {
        return values.issued;
    }

    @Override
    public Instant end() {
        return values.end;
    }

    @Override
    public ErrorFormat errorFormat() {
        return values.errorFormat;
    }

    @Override
    public Optional<String> cookie() {
        return values.cookie;
    }

    @Override
    public ImmutableList<Key> keys() {
        return keys;
    }

    /** The id only. */
    @Override
    public String toString() {
        return "TestClaims[" + values.id + "]";
    }

    /** Collects claims. It can be used again after {@link #build}. */
    public static final class Builder {
        private final DrmId drm;
        private final Instant issued;
        private final List<Key> keys = new ArrayList<>();
        private TokenId id = new TokenId(1, 2);
        private AccountId account = new AccountId(201_722);
        private Environment environment = Environment.PRODUCTION;
        private Instant end;
        private ErrorFormat errorFormat = ErrorFormat.HTML;
        private Optional<String> cookie = Optional.empty();

        private Builder(DrmId drm, Instant issued) {
            this.drm = drm;
            this.issued = issued;
            this.end = issued.plus(Duration.ofHours(1));
        }

        private Builder copy() {
            Builder copy = new Builder(drm, issued);
            copy.id = id;
            copy.account = account;
            copy.environment = environment;
            copy.end = end;
            copy.errorFormat = errorFormat;
            copy.cookie = cookie;
            return copy;
        }

        /** Sets the id of the token. */
        public Builder id(TokenId value) {
            this.id = value;
            return this;
        }

        /** Sets the account. */
        public Builder account(AccountId value) {
            this.account = value;
            return this;
        }

        /** Sets the environment. */
        public Builder environment(Environment value) {
            this.environment = value;
            return this;
        }

        /** Sets the end of the token. */
        public Builder end(Instant value) {
            this.end = value;
            return this;
        }

        /** Sets the form of errors. */
        public Builder errorFormat(ErrorFormat value) {
            this.errorFormat = value;
            return this;
        }

        /** Sets the caller's mark. */
        public Builder cookie(String value) {
            this.cookie = Optional.of(value);
            return this;
        }

        /** Adds a key without an id. */
        public Builder addKey(ContentKey key) {
            keys.add(new TestKey(Optional.empty(), key, new byte[0]));
            return this;
        }

        /** Adds a key. */
        public Builder addKey(KeyId kid, ContentKey key) {
            return addKey(kid, key, fields -> {});
        }

        /**
         * Adds a key with fields of its own.
         *
         * @param fields writes what the plug-in would write in {@link org.symbolon.core.drm.DrmPolicy#encodeKey}
         */
        public Builder addKey(KeyId kid, ContentKey key, Consumer<FieldWriter> fields) {
            FieldWriter written = new FieldWriter();
            fields.accept(written);
            keys.add(new TestKey(Optional.of(kid), key, written.toBytes()));
            return this;
        }

        /** The claims. */
        public TestClaims build() {
            return new TestClaims(this);
        }
    }

    private static final class TestKey implements Key {
        private final Optional<KeyId> kid;
        private final ContentKey contentKey;
        private final byte[] encoded;

        TestKey(Optional<KeyId> kid, ContentKey contentKey, byte[] encoded) {
            this.kid = kid;
            this.contentKey = contentKey;
            this.encoded = encoded;
        }

        @Override
        public Optional<KeyId> kid() {
            return kid;
        }

        @Override
        public ContentKey contentKey() {
            return contentKey;
        }

        @Override
        public FieldReader fields() {
            return new FieldReader(encoded);
        }
    }
}
