package org.symbolon.core.internal.token;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.symbolon.core.store.keyring.SealingKey;

/**
 * AES-SIV (RFC 5297) under one key and for one vector of associated data: deterministic authenticated encryption. It
 * needs no nonce; equal plaintexts have equal ciphertexts, and nothing else is revealed. A {@link SealingKey} makes it
 * AES-256-SIV; shorter keys are allowed for the test vectors of the RFC.
 *
 * <p>The associated data are the same for every token under a key, so S2V (section 2.4) is computed for them once, in
 * the constructor. To seal then takes one pass of CBC for the CMAC and one of CTR. The ciphers are those of the JDK,
 * which use the AES instructions of the processor.
 */
public final class AesSiv {
    /** The synthetic IV that precedes the ciphertext. */
    public static final int SIV_BYTES = 16;

    private static final int BLOCK = 16;
    /** The largest number of components of associated data (section 7). */
    private static final int MAX_ASSOCIATED_DATA = 126;

    private final SecretKeySpec macKey;
    private final SecretKeySpec counterKey;
    private final Pool<Ciphers> pool = new Pool<>(this::newCiphers);
    private final byte[] wholeBlockMask;
    private final byte[] paddedBlockMask;
    private final byte[] afterAssociatedData;

    public AesSiv(SealingKey key, byte[]... associatedData) {
        this(key.reveal(), associatedData);
    }

    AesSiv(byte[] key, byte[]... associatedData) {
        if (key.length != 32 && key.length != 48 && key.length != 64) {
            throw new IllegalArgumentException("an AES-SIV key has 32, 48 or 64 bytes, not " + key.length);
        }
        if (associatedData.length > MAX_ASSOCIATED_DATA) {
            throw new IllegalArgumentException("at most 126 components of associated data");
        }
        this.macKey = new SecretKeySpec(key, 0, key.length / 2, "AES");
        this.counterKey = new SecretKeySpec(key, key.length / 2, key.length / 2, "AES");
        Ciphers ciphers = pool.take();
        this.wholeBlockMask = doubled(ciphers.mac(new byte[BLOCK]));
        this.paddedBlockMask = doubled(wholeBlockMask);
        this.afterAssociatedData = s2v(ciphers, associatedData);
        pool.giveBack(ciphers);
    }

    /** The synthetic IV and the ciphertext (section 2.6). */
    public byte[] seal(byte[] plaintext) {
        byte[] sealed = new byte[SIV_BYTES + plaintext.length];
        seal(plaintext, sealed, 0);
        return sealed;
    }

    /** Writes what {@link #seal(byte[])} returns into {@code target}, from {@code offset} on. */
    void seal(byte[] plaintext, byte[] target, int offset) {
        Ciphers ciphers = pool.take();
        byte[] siv = syntheticIv(ciphers, plaintext);
        System.arraycopy(siv, 0, target, offset, SIV_BYTES);
        ciphers.applyKeyStream(siv, plaintext, 0, target, offset + SIV_BYTES, plaintext.length);
        pool.giveBack(ciphers);
    }

    /** The plaintext of what {@link #seal} made (section 2.7); empty for anything else. */
    public Optional<byte[]> open(byte[] sealed) {
        return open(sealed, 0);
    }

    /** Opens the bytes from {@code offset} on. */
    Optional<byte[]> open(byte[] sealed, int offset) {
        if (sealed.length < offset + SIV_BYTES) {
            return Optional.empty();
        }
        byte[] siv = Arrays.copyOfRange(sealed, offset, offset + SIV_BYTES);
        byte[] plaintext = new byte[sealed.length - offset - SIV_BYTES];
        Ciphers ciphers = pool.take();
        ciphers.applyKeyStream(siv, sealed, offset + SIV_BYTES, plaintext, 0, plaintext.length);
        byte[] expected = syntheticIv(ciphers, plaintext);
        pool.giveBack(ciphers);
        return MessageDigest.isEqual(siv, expected) ? Optional.of(plaintext) : Optional.empty();
    }

    /** S2V (section 2.4) up to the plaintext. */
    private byte[] s2v(Ciphers ciphers, byte[][] associatedData) {
        byte[] state = cmac(ciphers, new byte[BLOCK]);
        for (byte[] component : associatedData) {
            state = doubled(state);
            xor(cmac(ciphers, component), state, 0);
        }
        return state;
    }

    /**
     * The last step of S2V: the plaintext, with the state xored into its last bytes, or into the padded plaintext if it
     * is shorter than a block.
     */
    private byte[] syntheticIv(Ciphers ciphers, byte[] plaintext) {
        if (plaintext.length < BLOCK) {
            byte[] last = padded(plaintext);
            xor(doubled(afterAssociatedData), last, 0);
            xor(wholeBlockMask, last, 0);
            return ciphers.mac(last);
        }
        byte[] text = padded(plaintext);
        xor(afterAssociatedData, text, plaintext.length - BLOCK);
        xor(text.length == plaintext.length ? wholeBlockMask : paddedBlockMask, text, text.length - BLOCK);
        return ciphers.mac(text);
    }

    /** AES-CMAC (RFC 4493 section 2.4). */
    private byte[] cmac(Ciphers ciphers, byte[] message) {
        byte[] text = padded(message);
        boolean whole = message.length > 0 && message.length == text.length;
        xor(whole ? wholeBlockMask : paddedBlockMask, text, text.length - BLOCK);
        return ciphers.mac(text);
    }

    /** A copy padded to whole blocks, at least one, with a one bit and then zeros. */
    private static byte[] padded(byte[] message) {
        int blocks = Math.max(1, (message.length + BLOCK - 1) / BLOCK);
        byte[] text = Arrays.copyOf(message, blocks * BLOCK);
        if (text.length > message.length) {
            text[message.length] = (byte) 0x80;
        }
        return text;
    }

    /** Multiplication by x in GF(2^128) (section 2.3). */
    private static byte[] doubled(byte[] block) {
        byte[] twice = new byte[BLOCK];
        for (int i = 0; i < BLOCK - 1; i++) {
            twice[i] = (byte) (block[i] << 1 | (block[i + 1] & 0xff) >>> 7);
        }
        int carry = (block[0] >> 7) & 0x87;
        twice[BLOCK - 1] = (byte) (block[BLOCK - 1] << 1 ^ carry);
        return twice;
    }

    private static void xor(byte[] block, byte[] target, int offset) {
        for (int i = 0; i < BLOCK; i++) {
            target[offset + i] ^= block[i];
        }
    }

    private Ciphers newCiphers() {
        return new Ciphers(macKey, counterKey);
    }

    /** The two ciphers that one thread uses. They are made once, because to look them up costs more than to seal. */
    private static final class Ciphers {
        private final SecretKeySpec counterKey;
        private final Cipher cbc;
        private final Cipher ctr;

        Ciphers(SecretKeySpec macKey, SecretKeySpec counterKey) {
            this.counterKey = counterKey;
            try {
                cbc = Cipher.getInstance("AES/CBC/NoPadding");
                cbc.init(Cipher.ENCRYPT_MODE, macKey, new IvParameterSpec(new byte[BLOCK]));
                ctr = Cipher.getInstance("AES/CTR/NoPadding");
            } catch (GeneralSecurityException everyPlatformHasAes) {
                throw new IllegalStateException(everyPlatformHasAes);
            }
        }

        /** CBC-MAC over whole blocks; a CBC cipher starts again with its zero IV after each message. */
        byte[] mac(byte[] blocks) {
            try {
                byte[] chained = cbc.doFinal(blocks);
                return Arrays.copyOfRange(chained, blocks.length - BLOCK, blocks.length);
            } catch (GeneralSecurityException wholeBlocksAlwaysFit) {
                throw new IllegalStateException(wholeBlocksAlwaysFit);
            }
        }

        /**
         * CTR that starts at the synthetic IV (section 2.5). Two bits of it are cleared so that the counter does not
         * overflow.
         */
        void applyKeyStream(byte[] siv, byte[] source, int sourceOffset, byte[] target, int targetOffset, int length) {
            byte[] counter = siv.clone();
            counter[8] &= 0x7f;
            counter[12] &= 0x7f;
            try {
                ctr.init(Cipher.ENCRYPT_MODE, counterKey, new IvParameterSpec(counter));
                ctr.doFinal(source, sourceOffset, length, target, targetOffset);
            } catch (GeneralSecurityException counterAndTargetAlwaysFit) {
                throw new IllegalStateException(counterAndTargetAlwaysFit);
            }
        }
    }
}
