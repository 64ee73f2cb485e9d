package org.symbolon.drm.fairplay;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.Bytes;
import com.google.common.primitives.Ints;
import com.google.common.primitives.Longs;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.symbolon.core.drm.simulation.DeviceSimulator;
import org.symbolon.drm.fairplay.credential.FairPlayCredential;
import org.symbolon.drm.fairplay.crypto.Aes;
import org.symbolon.drm.fairplay.crypto.Rsa;
import org.symbolon.drm.fairplay.message.SpcField;
import org.symbolon.drm.fairplay.message.Tllv;

/** A simulated device for one exchange: its secrets, and the SPC that contains them. */
final class SimulatedDevice {
    private static final int MAX_UNKNOWN_BLOCKS = 4;
    private static final int MAX_UNKNOWN_BLOCK_BYTES = 96;
    private static final int PROTOCOL_VERSION = 1;
    private static final int READY_TO_START = 0xf4dee5a2;

    private final SecureRandom random;
    private final byte[] assetId;
    private final byte[] sk;
    private final byte[] r1;
    private final byte[] seed;
    private final ImmutableList<Tllv> returned;

    /**
     * A device.
     *
     * @param assetId what the device asks for; of several keys it names one
     */
    SimulatedDevice(SecureRandom random, String assetId) {
        this.random = random;
        this.assetId = assetId.getBytes(StandardCharsets.US_ASCII);
        this.sk = bytes(Aes.BLOCK);
        this.r1 = bytes(44);
        this.seed = bytes(Aes.BLOCK);
        this.returned = ImmutableList.of(
                block(SpcField.TRANSACTION_ID, bytes(8)), block(SpcField.MEDIA_PLAYBACK_STATE, playbackState()));
    }

    /** Begins the exchange for a licence. */
    DeviceSimulator.Exchange exchange(FairPlayCredential credential, DFunctions dFunctions, SimulatedForm form) {
        return new SimulatedExchange(this, challenge(credential, dFunctions), form);
    }

    private byte[] challenge(FairPlayCredential credential, DFunctions dFunctions) {
        byte[] r2 = bytes(21);
        byte[] payload = payload(r2, dFunctions.derive(r2, credential));
        byte[] key = bytes(Aes.BLOCK);
        byte[] iv = bytes(Aes.BLOCK);
        return Bytes.concat(
                Ints.toByteArray(1),
                new byte[Integer.BYTES],
                iv,
                Rsa.of("").encrypt(credential.publicKey(), key),
                credential.certificateHash(),
                Ints.toByteArray(payload.length),
                Aes.encrypt(key, iv, payload));
    }

    private byte[] payload(byte[] r2, byte[] dask) {
        byte[] integrity = bytes(16);
        byte[] iv = bytes(Aes.BLOCK);
        byte[] secrets = Aes.encrypt(dask, iv, Bytes.concat(sk, bytes(20), r1, integrity));
        byte[] version = Ints.toByteArray(PROTOCOL_VERSION);
        List<Tllv> blocks = new ArrayList<>(returned);
        blocks.add(block(SpcField.SK_R1, Bytes.concat(iv, secrets)));
        blocks.add(block(SpcField.INTEGRITY, integrity));
        blocks.add(block(SpcField.ANTI_REPLAY_SEED, seed));
        blocks.add(block(SpcField.R2, r2));
        blocks.add(block(SpcField.ASSET_ID, assetId));
        blocks.add(block(SpcField.VERSIONS_SUPPORTED, version));
        blocks.add(block(SpcField.VERSION_USED, version));
        blocks.add(block(SpcField.STREAMING_INDICATOR, new byte[8]));
        blocks.add(block(SpcField.RETURN_REQUEST, tags()));
        for (int left = random.nextInt(MAX_UNKNOWN_BLOCKS); left >= 0; left--) {
            blocks.add(padded(random.nextLong(), bytes(random.nextInt(MAX_UNKNOWN_BLOCK_BYTES))));
        }
        Collections.shuffle(blocks, random);
        return Bytes.concat(blocks.stream().map(Tllv::bytes).toArray(byte[][]::new));
    }

    private byte[] tags() {
        return Bytes.concat(
                returned.stream().map(block -> Longs.toByteArray(block.tag())).toArray(byte[][]::new));
    }

    private byte[] playbackState() {
        return ByteBuffer.allocate(16)
                .putInt(random.nextInt())
                .putInt(READY_TO_START)
                .putInt(random.nextInt())
                .array();
    }

    private Tllv block(SpcField field, byte[] value) {
        return padded(field.tag(), value);
    }

    /** A block with random padding that makes its length a multiple of 16 bytes. */
    private Tllv padded(long tag, byte[] value) {
        int slack = -value.length & (Aes.BLOCK - 1);
        return Tllv.of(tag, value, bytes(slack + Aes.BLOCK * random.nextInt(3)));
    }

    byte[] sk() {
        return sk.clone();
    }

    byte[] r1() {
        return r1.clone();
    }

    byte[] seed() {
        return seed.clone();
    }

    /** The blocks that the CKC must contain unchanged. */
    ImmutableList<Tllv> returned() {
        return returned;
    }

    private byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }
}
