package org.symbolon.drm.fairplay.message;

import com.google.common.collect.ImmutableList;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.symbolon.core.drm.BodyKind;
import org.symbolon.core.error.Explanation;
import org.symbolon.core.value.Hex;
import org.symbolon.drm.fairplay.credential.AccountCredentials;
import org.symbolon.drm.fairplay.credential.FairPlayCredential;
import org.symbolon.drm.fairplay.crypto.Aes;
import org.symbolon.drm.fairplay.crypto.Rsa;
import org.symbolon.drm.fairplay.crypto.Sha1;

/**
 * An SPC as it is posted: {@code version (4) | reserved (4) | IV (16) | AES key under RSA-OAEP (128 or 256) | SHA-1 of
 * the certificate (20) | payload length (4) | payload}. The length of the encrypted key depends on the certificate, so
 * the hash is looked for after either length.
 */
public final class SpcContainer {
    private static final int VERSION = 1;
    private static final int IV = 8;
    private static final int KEY = IV + Aes.BLOCK;
    private static final ImmutableList<Integer> KEY_LENGTHS = ImmutableList.of(1024 / Byte.SIZE, 2048 / Byte.SIZE);
    private static final int MIN_BYTES = KEY + KEY_LENGTHS.get(0) + Sha1.BYTES + Integer.BYTES + Aes.BLOCK;

    private final byte[] spc;
    private final FairPlayCredential credential;

    private SpcContainer(byte[] spc, FairPlayCredential credential) {
        this.spc = spc;
        this.credential = credential;
    }

    /**
     * Reads an SPC that was made for one of these credentials.
     *
     * @throws MalformedException if it is not an SPC, was made for another certificate, or for a credential that cannot
     *     be read
     */
    public static SpcContainer read(byte[] spc, AccountCredentials credentials) {
        ByteBuffer header = ByteBuffer.wrap(spc);
        if (spc.length < MIN_BYTES || header.getInt(0) != VERSION || header.getInt(Integer.BYTES) != 0) {
            throw noSpc(spc);
        }
        FairPlayCredential credential = credentials.readable().stream()
                .filter(candidate ->
                        Arrays.equals(certificateHash(spc, candidate.keyBytes()), candidate.certificateHash()))
                .findFirst()
                .orElseThrow(() -> noCredential(spc, credentials));
        SpcContainer container = new SpcContainer(spc, credential);
        container.checkPayload();
        return container;
    }

    /** The certificate hash if the RSA key has this length; fewer bytes, or none, if the SPC ends earlier. */
    private static byte[] certificateHash(byte[] spc, int keyBytes) {
        int from = Math.min(KEY + keyBytes, spc.length);
        return Arrays.copyOfRange(spc, from, Math.min(from + Sha1.BYTES, spc.length));
    }

    private void checkPayload() {
        int offset = payloadOffset();
        long left = (long) spc.length - offset;
        if (left <= 0 || left % Aes.BLOCK != 0) {
            throw malformed(
                    "The payload consists of whole AES blocks.", "a positive multiple of 16 bytes", left + " bytes");
        }
        long length = Integer.toUnsignedLong(ByteBuffer.wrap(spc).getInt(offset - Integer.BYTES));
        if (length != left) {
            throw malformed("The payload length is the number of bytes after it.", left + " bytes", length + " bytes");
        }
    }

    private int payloadOffset() {
        return KEY + credential.keyBytes() + Sha1.BYTES + Integer.BYTES;
    }

    /** The credential whose certificate the SPC was made for. */
    public FairPlayCredential credential() {
        return credential;
    }

    /**
     * Decrypts and reads the payload.
     *
     * @throws MalformedException if it does not decrypt, or is invalid
     */
    public Spc open(Rsa rsa) {
        byte[] encryptedKey = Arrays.copyOfRange(spc, KEY, KEY + credential.keyBytes());
        byte[] key = rsa.decrypt(credential.privateKey(), encryptedKey)
                .filter(plain -> plain.length == Aes.BLOCK)
                .orElseThrow(SpcContainer::noKey);
        byte[] payload = Arrays.copyOfRange(spc, payloadOffset(), spc.length);
        return Spc.read(Aes.decrypt(key, Arrays.copyOfRange(spc, IV, KEY), payload));
    }

    private static MalformedException noKey() {
        return malformed(
                "The AES key of the SPC is decrypted with the private key.",
                "16 bytes under RSA-OAEP with SHA-1",
                "bytes that this private key does not decrypt");
    }

    private static MalformedException noSpc(byte[] body) {
        BodyKind kind = BodyKind.of(body);
        String beginning = kind == BodyKind.BYTES ? " that begin with " + hex(body, 8) : "";
        return new MalformedException(Explanation.of(
                "The body is an SPC.",
                "version 1, four bytes of zero, and at least " + MIN_BYTES + " bytes in all",
                kind.words() + beginning + ", " + body.length + " bytes in all",
                "The player does not post the SPC that the device made, or encodes it differently: raw bytes, Base64,"
                        + " spc=<Base64>, {\"spc\": \"<Base64>\"} and a fairplay-streaming-request are understood."));
    }

    /** A credential that an operator gave has the hash of its certificate as its name. */
    private static MalformedException noCredential(byte[] spc, AccountCredentials credentials) {
        ImmutableList<String> named = KEY_LENGTHS.stream()
                .map(bytes -> Hex.encode(certificateHash(spc, bytes)))
                .collect(ImmutableList.toImmutableList());
        return named.stream()
                .filter(credentials.unreadable()::containsKey)
                .findFirst()
                .map(name -> unreadable(name, credentials))
                .orElseGet(() -> otherCertificate(named, credentials));
    }

    private static MalformedException unreadable(String name, AccountCredentials credentials) {
        return new MalformedException(Explanation.of(
                "The credential that the SPC names can be read.",
                "credential " + name,
                String.valueOf(credentials.unreadable().get(name)),
                "The key ring was replaced or restored from an older backup, or a newer release stored the credential;"
                        + " symbolon credential set fp stores it anew."));
    }

    private static MalformedException otherCertificate(ImmutableList<String> named, AccountCredentials credentials) {
        return new MalformedException(Explanation.of(
                "The SPC was made for the certificate of one of the account's credentials.",
                credentials.describe(),
                named.get(0) + " if the key has 1024 bits, " + named.get(1) + " if it has 2048",
                "The app uses another application certificate than the account's credentials;"
                        + " symbolon credential set fp stores one."));
    }

    private static MalformedException malformed(String rule, String expected, String got) {
        return new MalformedException(Explanation.of(
                rule, expected, got, "The SPC was cut, changed or encoded differently on its way from the device."));
    }

    private static String hex(byte[] bytes, int maxBytes) {
        return Hex.encode(Arrays.copyOf(bytes, Math.min(maxBytes, bytes.length)));
    }
}
