package org.symbolon.drm.fairplay;

import java.security.MessageDigest;
import java.util.Arrays;
import org.symbolon.core.drm.LicenseRefusedException;
import org.symbolon.core.error.Explanation;
import org.symbolon.core.error.SharedError;
import org.symbolon.core.error.Violation;
import org.symbolon.core.key.ContentKey;

/** What is in [SK..R1]: {@code SK (16) | HU (20) | R1 (44) | integrity (16)}, under AES-CBC with DASk. Who the device is (HU), nobody asks. */
final class DeviceSecrets {
    private static final int R1 = Aes.BLOCK + 20;
    private static final int INTEGRITY = R1 + 44;

    private final byte[] plain;

    private DeviceSecrets(byte[] plain) {
        this.plain = plain;
    }

    /**
     * Opens the secrets of a device.
     *
     * @throws LicenseRefusedException with -4001 if they are not whole: the device did not make them for this application
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
                new Explanation(
                        "The integrity inside [SK..R1] is the one beside it.",
                        "16 equal bytes",
                        "other bytes",
                        "The application secret key (ask) is not the one that belongs to the certificate, or the D function is not the one of the deployment"
                                + " package."));
    }

    byte[] r1() {
        return Arrays.copyOfRange(plain, R1, INTEGRITY);
    }

    /** A content key as this device gets it. */
    byte[] wrap(ContentKey key) {
        return Aes.encryptBlock(Arrays.copyOf(plain, Aes.BLOCK), key.reveal());
    }

    /** The key of the CKC. */
    byte[] ckcKey(byte[] antiReplaySeed) {
        return Aes.encryptBlock(Arrays.copyOf(Sha1.of(r1()), Aes.BLOCK), antiReplaySeed);
    }
}
