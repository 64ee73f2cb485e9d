package org.symbolon.core.internal.token;

import com.google.common.primitives.Bytes;
import com.google.common.primitives.Ints;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Optional;
import org.symbolon.core.error.StoreUnavailableException;
import org.symbolon.core.store.keyring.KeyRing;
import org.symbolon.core.store.keyring.KeyRingStore;
import org.symbolon.core.store.keyring.RingKey;
import org.symbolon.core.store.keyring.RingKeyId;

/**
 * Seals secrets that a store keeps, under the key ring: {@code version (1) | key id (4) | SIV (16) | ciphertext}, with
 * the first five bytes and the name of the owner as associated data, so that a secret cannot be opened as that of
 * another owner. AES-SIV needs no nonce.
 */
public final class RingSeal {
    private static final int HEADER = 1 + RingKeyId.BYTES;

    private final byte version;
    private final KeyRingStore ring;
    private final InstantSource clock;

    /**
     * A seal for one kind of secret.
     *
     * @param version differs from the version of tokens and of every other kind, so that a secret of one kind cannot be
     * opened as another
     */
    public RingSeal(int version, KeyRingStore ring, InstantSource clock) {
        this.version = (byte) version;
        this.ring = ring;
        this.clock = clock;
    }

    /** Seals under the ring's primary key. */
    public byte[] seal(byte[] secret, byte[] owner) {
        return seal(readRing().primary(clock.instant()), secret, owner);
    }

    byte[] seal(RingKey key, byte[] secret, byte[] owner) {
        byte[] header =
                Bytes.concat(new byte[] {version}, Ints.toByteArray(key.id().value()));
        return Bytes.concat(header, new AesSiv(key.key(), header, owner).seal(secret));
    }

    /**
     * The secret; empty if the ring does not have the key, or the bytes were sealed for another owner or changed.
     */
    public Optional<byte[]> open(byte[] sealed, byte[] owner) {
        byte[] header = Arrays.copyOf(sealed, HEADER);
        return keyOf(sealed)
                .flatMap(readRing()::find)
                .flatMap(key ->
                        new AesSiv(key.key(), header, owner).open(Arrays.copyOfRange(sealed, HEADER, sealed.length)));
    }

    /** Whether it is sealed under this key of the ring. */
    public boolean isUnder(RingKeyId key, byte[] sealed) {
        return keyOf(sealed).filter(key::equals).isPresent();
    }

    /**
     * Seals again, under the key that is primary after another key is removed.
     *
     * @throws IllegalArgumentException if the ring has no other key
     */
    public byte[] sealWithout(RingKeyId retired, byte[] secret, byte[] owner) {
        return seal(readRing().without(retired).primary(clock.instant()), secret, owner);
    }

    private Optional<RingKeyId> keyOf(byte[] sealed) {
        return sealed.length > HEADER && sealed[0] == version
                ? Optional.of(new RingKeyId(Ints.fromByteArray(Arrays.copyOfRange(sealed, 1, HEADER))))
                : Optional.empty();
    }

    private KeyRing readRing() {
        return ring.read().orElseThrow(() -> new StoreUnavailableException("there is no key ring"));
    }
}
