package org.symbolon.core.internal.token;

import com.google.common.collect.ImmutableMap;
import com.google.common.io.BaseEncoding;
import com.google.common.primitives.Ints;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import org.symbolon.core.drm.MalformedFieldsException;
import org.symbolon.core.error.StoreUnavailableException;
import org.symbolon.core.store.keyring.KeyRing;
import org.symbolon.core.store.keyring.KeyRingStore;
import org.symbolon.core.store.keyring.RingKey;
import org.symbolon.core.store.keyring.RingKeyId;
import org.symbolon.core.value.SealedToken;

/**
 * Seals claims into tokens and opens them again. A token is {@code version (1) | key id (4) | SIV (16) | ciphertext} in
 * base64url without padding. The first five bytes are the associated data of AES-256-SIV.
 */
public final class TokenSealer {
    private static final byte VERSION = 1;
    private static final int HEADER = 1 + RingKeyId.BYTES;
    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();
    private static final BaseEncoding DECODER = BaseEncoding.base64Url().omitPadding();

    private final KeyRingStore store;
    private volatile Optional<Ring> ring;

    /** The ring, and one cipher for each of its keys. */
    private record Ring(KeyRing keys, ImmutableMap<RingKeyId, AesSiv> ciphers) {

        static Ring of(KeyRing keys) {
            return new Ring(keys, keys.keys().stream().collect(ImmutableMap.toImmutableMap(RingKey::id, Ring::cipher)));
        }

        private static AesSiv cipher(RingKey key) {
            return new AesSiv(key.key(), header(key.id()));
        }
    }

    /** Reads the ring. If there is none yet, no token can be sealed or opened before {@link #refresh} finds one. */
    public TokenSealer(KeyRingStore store) {
        this.store = store;
        this.ring = store.read().map(Ring::of);
    }

    /**
     * Uses the ring as it is now, if it has changed. If it has disappeared, the one that was read before stays in use.
     */
    public void refresh() {
        Optional<KeyRing> known = ring.map(Ring::keys);
        store.read()
                .filter(read -> !known.equals(Optional.of(read)))
                .ifPresent(read -> ring = Optional.of(Ring.of(read)));
    }

    /** The ring that is in use; empty if there is none yet. */
    public Optional<KeyRing> keyRing() {
        return ring.map(Ring::keys);
    }

    private Ring current() {
        return ring.orElseThrow(() -> new StoreUnavailableException("there is no key ring"));
    }

    /**
     * Claims that are encoded but not sealed yet, so that it is known how long their token will be.
     */
    public static final class Draft {
        private final RingKeyId key;
        private final AesSiv cipher;
        private final byte[] claims;

        private Draft(RingKeyId key, AesSiv cipher, byte[] claims) {
            this.key = key;
            this.cipher = cipher;
            this.claims = claims;
        }

        private int bytes() {
            return HEADER + AesSiv.SIV_BYTES + claims.length;
        }

        /** How many characters the token will have. */
        public int length() {
            return (bytes() * 4 + 2) / 3;
        }

        /** Seals the claims. */
        public SealedToken seal() {
            byte[] token = Arrays.copyOf(header(key), bytes());
            cipher.seal(claims, token, HEADER);
            return new SealedToken(ENCODER.encodeToString(token));
        }
    }

    /** Encodes claims, to be sealed under the key that is the primary one when the token is issued. */
    public Draft draft(TokenContent claims) {
        Ring current = current();
        RingKeyId id = current.keys().primary(claims.issued()).id();
        return new Draft(id, cipher(current, id).orElseThrow(), ClaimsCodec.encode(claims));
    }

    /** Seals claims under the key that is the primary one when the token is issued. */
    public SealedToken seal(TokenContent claims) {
        return draft(claims).seal();
    }

    /**
     * Opens a token; empty for text that is not a token, was changed in any bit, or whose key is not in the ring.
     *
     * @throws MalformedFieldsException if the token has claims that this release does not know and must not ignore
     */
    public Optional<OpenedToken> open(SealedToken token) {
        if (!DECODER.canDecode(token.text())) {
            return Optional.empty();
        }
        byte[] bytes = DECODER.decode(token.text());
        if (bytes.length < HEADER
                || bytes[0] != VERSION
                || !ENCODER.encodeToString(bytes).equals(token.text())) {
            return Optional.empty();
        }
        RingKeyId id = new RingKeyId(Ints.fromByteArray(Arrays.copyOfRange(bytes, 1, HEADER)));
        return cipher(current(), id)
                .flatMap(cipher -> cipher.open(bytes, HEADER))
                .map(claims -> new OpenedToken(ClaimsCodec.decode(claims), id));
    }

    /** Why a text does not open, for explanations. It shows only the length of the text and the id of the ring key. */
    public String whyNot(SealedToken token) {
        if (token.text().isEmpty()) {
            return "no token";
        }
        String length = token.text().length() + " characters";
        if (!DECODER.canDecode(token.text())) {
            return length + " that are not base64url without padding";
        }
        byte[] bytes = DECODER.decode(token.text());
        if (bytes.length <= HEADER + AesSiv.SIV_BYTES || bytes[0] != VERSION) {
            return length + " that are not a token of this service: too few, or of another version";
        }
        RingKeyId id = new RingKeyId(Ints.fromByteArray(Arrays.copyOfRange(bytes, 1, HEADER)));
        return cipher(current(), id).isEmpty()
                ? length + " that name the ring key " + id + ", which is not in the ring"
                : length + " that name the ring key " + id + ", but were changed after they were sealed";
    }

    private static Optional<AesSiv> cipher(Ring ring, RingKeyId id) {
        return Optional.ofNullable(ring.ciphers().get(id));
    }

    private static byte[] header(RingKeyId id) {
        byte[] header = new byte[HEADER];
        header[0] = VERSION;
        System.arraycopy(Ints.toByteArray(id.value()), 0, header, 1, RingKeyId.BYTES);
        return header;
    }
}
