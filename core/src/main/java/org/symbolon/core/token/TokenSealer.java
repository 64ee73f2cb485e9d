package org.symbolon.core.token;

import com.google.common.collect.ImmutableMap;
import com.google.common.io.BaseEncoding;
import com.google.common.primitives.Ints;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/**
 * Seals claims into tokens and opens them again. A token is base64url without padding of
 * {@code version (1) | key id (4) | SIV (16) | ciphertext}, the first five bytes as associated data of AES-256-SIV.
 */
public final class TokenSealer {
    private static final byte VERSION = 1;
    private static final int HEADER = 1 + RingKeyId.BYTES;
    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();
    private static final BaseEncoding DECODER = BaseEncoding.base64Url().omitPadding();

    private final KeyRingStore store;
    private volatile Ring ring;

    /** The ring and, for each of its keys, the cipher that is made once for it. */
    private record Ring(KeyRing keys, ImmutableMap<RingKeyId, AesSiv> ciphers) {

        static Ring of(KeyRing keys) {
            return new Ring(keys, keys.keys().stream().collect(ImmutableMap.toImmutableMap(RingKey::id, Ring::cipher)));
        }

        private static AesSiv cipher(RingKey key) {
            return new AesSiv(key.key(), header(key.id()));
        }
    }

    /**
     * Reads the ring.
     *
     * @throws IllegalStateException if there is none yet
     */
    public TokenSealer(KeyRingStore store) {
        this.store = store;
        this.ring = store.read().map(Ring::of).orElseThrow(() -> new IllegalStateException("there is no key ring yet"));
    }

    /** Takes over what changed in the ring since the last time; a ring that is gone leaves this one in use. */
    public void refresh() {
        store.read().filter(read -> !read.equals(ring.keys())).ifPresent(read -> ring = Ring.of(read));
    }

    /** Seals claims under the key that is primary when they are issued. */
    public SealedToken seal(TokenClaims claims) {
        Ring current = ring;
        RingKeyId id = current.keys().primary(claims.issued()).id();
        byte[] plaintext = ClaimsCodec.encode(claims);
        byte[] token = Arrays.copyOf(header(id), HEADER + AesSiv.SIV_BYTES + plaintext.length);
        cipher(current, id).orElseThrow().seal(plaintext, token, HEADER);
        return new SealedToken(ENCODER.encodeToString(token));
    }

    /**
     * Opens a token; empty for text that is none, that was changed in any bit, or whose key is not in the ring (any more).
     *
     * @throws MalformedFieldsException for a token of this ring that a newer version issued, with claims that this one must not overlook
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
        return cipher(ring, id)
                .flatMap(cipher -> cipher.open(bytes, HEADER))
                .map(claims -> new OpenedToken(ClaimsCodec.decode(claims), id));
    }

    /** Why text does not open, for the operator who asks: nothing of it but its length and the id of the key that it names. */
    public String whyNot(SealedToken token) {
        if (token.text().isEmpty()) {
            return "no token";
        }
        String length = token.text().length() + " characters";
        if (!DECODER.canDecode(token.text())) {
            return length + " that are no base64url without padding";
        }
        byte[] bytes = DECODER.decode(token.text());
        if (bytes.length <= HEADER + AesSiv.SIV_BYTES || bytes[0] != VERSION) {
            return length + " that are no token of this service: too short, or of another version";
        }
        RingKeyId id = new RingKeyId(Ints.fromByteArray(Arrays.copyOfRange(bytes, 1, HEADER)));
        return cipher(ring, id).isEmpty()
                ? length + " that name the ring key " + id + ", which is not in the ring"
                : length + " that name the ring key " + id + ", under which they were not sealed like this";
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
