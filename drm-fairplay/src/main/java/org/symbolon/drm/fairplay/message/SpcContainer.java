package org.symbolon.drm.fairplay.message;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Collection;
import java.util.Optional;
import java.util.stream.Collectors;
import org.symbolon.core.drm.BodyKind;
import org.symbolon.core.error.Explanation;
import org.symbolon.core.value.Hex;
import org.symbolon.drm.fairplay.credential.AccountCredentials;
import org.symbolon.drm.fairplay.credential.FairPlayCredential;
import org.symbolon.drm.fairplay.crypto.Aes;
import org.symbolon.drm.fairplay.crypto.Rsa;
import org.symbolon.drm.fairplay.crypto.Sha1;

/**
 * An SPC of version 1 as it is posted: {@code version (4) | reserved (4) | IV (16) | AES key under RSA-OAEP (128 or
 * 256) | SHA-1 of the certificate (20) | payload length (4) | payload}. The length of the encrypted key depends on the
 * certificate, so the hash is looked for after either length.
 */
public final class SpcContainer {
    private static final int VERSION = 1;
    /** The highest that Apple's documents name. */
    private static final int HIGHEST_VERSION = 3;

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
     * The version of an SPC.
     *
     * @throws MalformedException if the bytes are too few for an SPC
     */
    public static int version(byte[] spc) {
        if (spc.length < MIN_BYTES) {
            throw noSpc(spc);
        }
        return ByteBuffer.wrap(spc).getInt(0);
    }

    /**
     * The refusal of an SPC whose version no module answers. Other versions than those that Apple's documents name are
     * not taken for SPCs.
     *
     * @param answered the versions that are answered
     */
    public static MalformedException versionNotAnswered(byte[] spc, Collection<Integer> answered) {
        int version = version(spc);
        if (version < VERSION || version > HIGHEST_VERSION) {
            return noSpc(spc);
        }
        String versions = answered.stream().sorted().map(String::valueOf).collect(Collectors.joining(", "));
        return new MalformedException(
                Explanation.of(
                        "A key security module answers the version of the SPC.",
                        "an SPC of version " + versions,
                        "an SPC of version " + version + ", " + spc.length + " bytes in all",
                        "The player loads a certificate for a key of 2048 bits. A key of 1024 bits goes with SPC"
                                + " version 1, so load such a certificate; for versions 2 and 3 a licensed partner puts"
                                + " a jar with Apple's own key security module (KeySecurityModule) into plugins/. "
                                + AppleNumber.sentence(
                                        AppleNumber.CKC_INVALID,
                                        AppleNumber.VERSIONS_INVALID,
                                        AppleNumber.UNEXPLAINED)),
                "the SPC has version " + version + ", but this service answers version " + versions
                        + " only; a certificate for a key of 1024 bits goes with SPC version 1");
    }

    /** The credential that an SPC of version 1 names. */
    public static Optional<FairPlayCredential> find(byte[] spc, AccountCredentials credentials) {
        return credentials.readable().stream()
                .filter(candidate ->
                        Arrays.equals(certificateHash(spc, candidate.keyBytes()), candidate.certificateHash()))
                .findFirst();
    }

    /**
     * Reads an SPC of version 1 that was made for one of these credentials.
     *
     * @throws MalformedException if it is not an SPC, was made for another certificate, or for a credential that cannot
     *     be read
     */
    public static SpcContainer read(byte[] spc, AccountCredentials credentials) {
        if (version(spc) != VERSION || ByteBuffer.wrap(spc).getInt(Integer.BYTES) != 0) {
            throw noSpc(spc);
        }
        FairPlayCredential credential = find(spc, credentials).orElseThrow(() -> noCredential(spc, credentials));
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
        int offset = payloadOffset(credential.keyBytes());
        long left = (long) spc.length - offset;
        if (left <= 0 || left % Aes.BLOCK != 0) {
            throw malformed(
                    "The payload consists of whole AES blocks.", "a positive multiple of 16 bytes", left + " bytes");
        }
        long length = payloadLength(spc, credential.keyBytes());
        if (length != left) {
            throw malformed("The payload length is the number of bytes after it.", left + " bytes", length + " bytes");
        }
    }

    private static int payloadOffset(int keyBytes) {
        return KEY + keyBytes + Sha1.BYTES + Integer.BYTES;
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
        byte[] payload = Arrays.copyOfRange(spc, payloadOffset(credential.keyBytes()), spc.length);
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

    /**
     * The refusal of an SPC for a certificate that is none of the account's. Its length says which of the two layouts
     * fits, if it was not cut.
     */
    private static MalformedException noCredential(byte[] spc, AccountCredentials credentials) {
        ImmutableList<Integer> fitting = KEY_LENGTHS.stream()
                .filter(keyBytes -> payloadLength(spc, keyBytes) == (long) spc.length - payloadOffset(keyBytes))
                .collect(ImmutableList.toImmutableList());
        ImmutableMap.Builder<String, Integer> named = ImmutableMap.builder();
        for (int keyBytes : fitting.isEmpty() ? KEY_LENGTHS : fitting) {
            named.put(Hex.encode(certificateHash(spc, keyBytes)), keyBytes * Byte.SIZE);
        }
        return WrongCertificate.refusal(named.buildKeepingLast(), credentials);
    }

    /** The length that the container says if the RSA key has this length; -1 if it ends earlier. */
    private static long payloadLength(byte[] spc, int keyBytes) {
        int offset = payloadOffset(keyBytes);
        return spc.length < offset
                ? -1
                : Integer.toUnsignedLong(ByteBuffer.wrap(spc).getInt(offset - Integer.BYTES));
    }

    private static MalformedException malformed(String rule, String expected, String got) {
        return new MalformedException(Explanation.of(
                rule, expected, got, "The SPC was cut, changed or encoded differently on its way from the device."));
    }

    private static String hex(byte[] bytes, int maxBytes) {
        return Hex.encode(Arrays.copyOf(bytes, Math.min(maxBytes, bytes.length)));
    }
}
