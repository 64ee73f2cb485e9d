package org.symbolon.drm.fairplay;

import com.google.common.collect.ImmutableList;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.symbolon.core.drm.BodyKind;
import org.symbolon.core.error.Explanation;
import org.symbolon.core.secret.Hex;

/**
 * An SPC as it is posted: {@code version (4) | reserved (4) | IV (16) | AES key under RSA-OAEP (128 or 256) | SHA-1 of the certificate (20) | payload length (4) |
 * payload}. How long the encrypted key is, only the certificate says that comes after it.
 */
final class SpcContainer {
    private static final int VERSION = 1;
    private static final int IV = 8;
    private static final int KEY = IV + Aes.BLOCK;
    private static final int LEAST = KEY + 1024 / Byte.SIZE + Sha1.BYTES + Integer.BYTES + Aes.BLOCK;

    private final byte[] spc;
    private final FairPlayCredential credential;

    private SpcContainer(byte[] spc, FairPlayCredential credential) {
        this.spc = spc;
        this.credential = credential;
    }

    /**
     * Reads an SPC that was made for one of these credentials.
     *
     * @throws MalformedException if it is none
     */
    static SpcContainer read(byte[] spc, ImmutableList<FairPlayCredential> credentials) {
        ByteBuffer header = ByteBuffer.wrap(spc);
        if (spc.length < LEAST || header.getInt(0) != VERSION || header.getInt(Integer.BYTES) != 0) {
            throw noSpc(spc);
        }
        FairPlayCredential credential = credentials.stream()
                .filter(candidate ->
                        Arrays.equals(certificateHash(spc, candidate.keyBytes()), candidate.certificateHash()))
                .findFirst()
                .orElseThrow(() -> otherCertificate(spc, credentials));
        SpcContainer container = new SpcContainer(spc, credential);
        container.checkPayload();
        return container;
    }

    /** What stands where the hash does with a key of so many bytes; less, or nothing, where the SPC ends before. */
    private static byte[] certificateHash(byte[] spc, int keyBytes) {
        int from = Math.min(KEY + keyBytes, spc.length);
        return Arrays.copyOfRange(spc, from, Math.min(from + Sha1.BYTES, spc.length));
    }

    private void checkPayload() {
        int from = payloadFrom();
        long left = (long) spc.length - from;
        if (left <= 0 || left % Aes.BLOCK != 0) {
            throw malformed("The payload is whole blocks of AES.", "a positive multiple of 16 bytes", left + " bytes");
        }
        long length = Integer.toUnsignedLong(ByteBuffer.wrap(spc).getInt(from - Integer.BYTES));
        if (length != left) {
            throw malformed("The payload length is what remains.", left + " bytes", length + " bytes");
        }
    }

    private int payloadFrom() {
        return KEY + credential.keyBytes() + Sha1.BYTES + Integer.BYTES;
    }

    /** The credential that it was made for. */
    FairPlayCredential credential() {
        return credential;
    }

    /**
     * Decrypts and reads the payload.
     *
     * @throws MalformedException if it makes no sense
     */
    Spc open(Rsa rsa) {
        byte[] encryptedKey = Arrays.copyOfRange(spc, KEY, KEY + credential.keyBytes());
        byte[] key = rsa.decrypt(credential.privateKey(), encryptedKey)
                .filter(plain -> plain.length == Aes.BLOCK)
                .orElseThrow(SpcContainer::noKey);
        byte[] payload = Arrays.copyOfRange(spc, payloadFrom(), spc.length);
        return Spc.read(Aes.decrypt(key, Arrays.copyOfRange(spc, IV, KEY), payload));
    }

    private static MalformedException noKey() {
        return malformed(
                "The AES key of an SPC opens with the private key.",
                "16 bytes under RSA-OAEP with SHA-1",
                "something that this private key does not open");
    }

    private static MalformedException noSpc(byte[] body) {
        BodyKind kind = BodyKind.of(body);
        String beginning = kind == BodyKind.BYTES ? " that begin with " + hex(body, 0, IV) : "";
        return new MalformedException(new Explanation(
                "The body is an SPC.",
                "version 1, four bytes of zero, and at least " + LEAST + " bytes in all",
                kind.words() + beginning + ", " + body.length + " bytes in all",
                "The player posts something else than the SPC that the device made, or re-encodes it: raw bytes, spc=<Base64> and {\"spc\": \"<Base64>\"} are"
                        + " understood."));
    }

    private static MalformedException otherCertificate(byte[] spc, ImmutableList<FairPlayCredential> credentials) {
        return new MalformedException(
                new Explanation(
                        "The SPC was made for the certificate of one of the account's credentials.",
                        credentials.stream()
                                .map(c -> c.name() + " (" + c.keyBytes() * Byte.SIZE + " bits)")
                                .collect(Collectors.joining(", ")),
                        Hex.encode(certificateHash(spc, 128)) + " if for 1024 bits, "
                                + Hex.encode(certificateHash(spc, 256)) + " if for 2048",
                        "The app has another application certificate than the account's credentials; hand them over with fairplay credentials set."));
    }

    private static MalformedException malformed(String rule, String expected, String got) {
        return new MalformedException(new Explanation(
                rule, expected, got, "The SPC was cut, changed or re-encoded on its way from the device."));
    }

    private static String hex(byte[] bytes, int from, int most) {
        return Hex.encode(Arrays.copyOfRange(bytes, from, Math.min(from + most, bytes.length)));
    }
}
