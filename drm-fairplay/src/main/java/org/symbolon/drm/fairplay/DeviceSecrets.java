package org.symbolon.drm.fairplay;

import java.security.MessageDigest;
import java.util.Arrays;
import org.symbolon.core.drm.LicenseRefusedException;
import org.symbolon.core.error.Explanation;
import org.symbolon.core.error.SharedError;
import org.symbolon.core.error.Violation;
import org.symbolon.core.value.ContentKey;
import org.symbolon.drm.fairplay.crypto.Aes;
import org.symbolon.drm.fairplay.crypto.Sha1;
import org.symbolon.drm.fairplay.message.Spc;
import org.symbolon.drm.fairplay.message.SpcField;

/**
 * The decrypted content of the block [SK..R1]: {@code SK (16) | HU (20) | R1 (44) | integrity (16)}. HU, the identity
 * of the device, is not used.
 */
final class DeviceSecrets {
    private static final int R1 = Aes.BLOCK + 20;
    private static final int INTEGRITY = R1 + 44;

    private final byte[] plain;

    private DeviceSecrets(byte[] plain) {
        this.plain = plain;
    }

    /**
     * Decrypts the secrets of a device.
     *
     * @param dask the key that the D function derived, 16 bytes
     * @throws LicenseRefusedException with -4001 if the integrity check fails, so the device did not make them for this
     *     application
     */
    static DeviceSecrets open(Spc spc, byte[] dask) {
        byte[] value = spc.value(SpcField.SK_R1);
        byte[] iv = Arrays.copyOf(value, Aes.BLOCK);
        byte[] plain = Aes.decrypt(dask, iv, Arrays.copyOfRange(value, Aes.BLOCK, value.length));
        byte[] integrity = Arrays.copyOfRange(plain, INTEGRITY, plain.length);
        if (!MessageDigest.isEqual(integrity, spc.value(SpcField.INTEGRITY))) {
            throw notAuthenticated();
        }
        return new DeviceSecrets(plain);
    }

    private static LicenseRefusedException notAuthenticated() {
        return new LicenseRefusedException(
                Violation.of(SharedError.DEVICE_NOT_AUTHENTICATED, "the device's proof failed"),
                Explanation.of(
                        "The integrity value inside [SK..R1] equals the one in the block of its own.",
                        "16 equal bytes",
                        "other bytes",
                        "The application secret key (ask) does not belong to the certificate,"
                                + " or the D function is not that of the deployment package."));
    }

    /** R1, 44 bytes. */
    byte[] r1() {
        return Arrays.copyOfRange(plain, R1, INTEGRITY);
    }

    /** A content key, encrypted under the key of this device. */
    byte[] wrap(ContentKey key) {
        return Aes.encryptBlock(Arrays.copyOf(plain, Aes.BLOCK), key.reveal());
    }

    /** The key that encrypts the payload of the CKC. */
    byte[] ckcKey(byte[] antiReplaySeed) {
        return Aes.encryptBlock(Arrays.copyOf(Sha1.of(r1()), Aes.BLOCK), antiReplaySeed);
    }
}
