package org.symbolon.drm.fairplay.credential;

import com.google.common.collect.ImmutableMap;
import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import org.symbolon.core.drm.FieldReader;
import org.symbolon.core.drm.FieldWriter;
import org.symbolon.core.drm.credential.CredentialSecret;
import org.symbolon.core.drm.credential.InvalidCredentialException;
import org.symbolon.core.drm.credential.NewCredential;
import org.symbolon.core.value.Hex;
import org.symbolon.drm.fairplay.crypto.Sha1;

/** A FairPlay credential: the application certificate with its private key, and the application secret key (ASK). */
public final class FairPlayCredential {
    /** The private key in PKCS#8, with its CRT values, which make decryption faster. */
    private static final int PRIVATE_KEY = 1;

    private static final int CERTIFICATE = 2;
    private static final int ASK = 3;
    private static final int SIMULATED = 4;
    /** The name of the simulator's credential. An account has one at most, because a new one replaces it. */
    private static final String SIMULATED_NAME = "simulated";

    private final X509Certificate certificate;
    private final byte[] certificateHash;
    private final RSAPrivateCrtKey privateKey;
    private final ApplicationSecretKey ask;
    private final boolean simulated;

    private FairPlayCredential(
            X509Certificate certificate, RSAPrivateCrtKey privateKey, ApplicationSecretKey ask, boolean simulated) {
        this.certificate = certificate;
        this.certificateHash = Sha1.of(der(certificate));
        this.privateKey = privateKey;
        this.ask = ask;
        this.simulated = simulated;
    }

    /**
     * Makes a credential.
     *
     * @param simulated whether the simulator made it
     * @throws InvalidCredentialException if the private key does not belong to the certificate, or is not RSA of
     *     1024 or 2048 bits
     */
    public static FairPlayCredential of(
            X509Certificate certificate, RSAPrivateCrtKey privateKey, ApplicationSecretKey ask, boolean simulated) {
        if (!(certificate.getPublicKey() instanceof RSAPublicKey publicKey)) {
            throw new InvalidCredentialException("certificate must be for an RSA key");
        }
        int bits = publicKey.getModulus().bitLength();
        if (bits != 1024 && bits != 2048) {
            throw new InvalidCredentialException(
                    "certificate must be for an RSA key of 1024 or 2048 bits, not " + bits);
        }
        if (!publicKey.getModulus().equals(privateKey.getModulus())
                || !publicKey.getPublicExponent().equals(privateKey.getPublicExponent())) {
            throw new InvalidCredentialException("privateKey does not belong to certificate");
        }
        return new FairPlayCredential(certificate, privateKey, ask, simulated);
    }

    /**
     * Reads what {@link #encode} wrote.
     *
     * @throws InvalidCredentialException if the content is not a credential
     * @throws org.symbolon.core.drm.MalformedFieldsException if a newer release wrote it
     */
    public static FairPlayCredential decode(CredentialSecret secret) {
        FieldReader fields = new FieldReader(secret.reveal());
        byte[] key = new byte[0];
        byte[] der = new byte[0];
        byte[] ask = new byte[0];
        boolean simulated = false;
        while (fields.next()) {
            switch (fields.tag()) {
                case PRIVATE_KEY -> key = fields.bytes();
                case CERTIFICATE -> der = fields.bytes();
                case ASK -> ask = fields.bytes();
                case SIMULATED -> simulated = true;
                default -> fields.skip();
            }
        }
        return of(certificate(der), privateKey(key), ApplicationSecretKey.of(ask), simulated);
    }

    /**
     * Reads a certificate as DER or PEM.
     *
     * @throws InvalidCredentialException if it is not a certificate
     */
    public static X509Certificate certificate(byte[] bytes) {
        try {
            return (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(bytes));
        } catch (CertificateException e) {
            throw new InvalidCredentialException("certificate is not an X.509 certificate as DER or PEM", e);
        }
    }

    private static RSAPrivateCrtKey privateKey(byte[] pkcs8) {
        try {
            return (RSAPrivateCrtKey) KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
        } catch (GeneralSecurityException | ClassCastException e) {
            throw new InvalidCredentialException("the credential's private key cannot be read");
        }
    }

    private static byte[] der(X509Certificate certificate) {
        try {
            return certificate.getEncoded();
        } catch (CertificateException e) {
            throw new InvalidCredentialException("certificate cannot be encoded", e);
        }
    }

    /** The credential as it is stored. */
    public NewCredential encode() {
        FieldWriter fields = new FieldWriter()
                .bytes(PRIVATE_KEY, privateKey.getEncoded())
                .bytes(CERTIFICATE, der(certificate))
                .bytes(ASK, ask.reveal());
        if (simulated) {
            fields.number(SIMULATED, 1);
        }
        return NewCredential.of(simulated ? SIMULATED_NAME : name(), CredentialSecret.of(fields.toBytes()));
    }

    /** The SHA-1 of the certificate in hexadecimal. An SPC names the certificate by this hash. */
    public String name() {
        return Hex.encode(certificateHash);
    }

    /** The application certificate. */
    public X509Certificate certificate() {
        return certificate;
    }

    /** The bytes of the certificate, as players give them to devices. */
    public byte[] der() {
        return der(certificate);
    }

    public byte[] certificateHash() {
        return certificateHash.clone();
    }

    public RSAPublicKey publicKey() {
        return (RSAPublicKey) certificate.getPublicKey();
    }

    public RSAPrivateCrtKey privateKey() {
        return privateKey;
    }

    /** The length of the RSA key in bytes, which is also the length of what it encrypts. */
    public int keyBytes() {
        return privateKey.getModulus().bitLength() / Byte.SIZE;
    }

    public ApplicationSecretKey ask() {
        return ask;
    }

    /** Whether the simulator made it. Then it works with the simulator's D function, and with no real device. */
    public boolean simulated() {
        return simulated;
    }

    /** When the certificate expires. */
    Instant notAfter() {
        return certificate.getNotAfter().toInstant();
    }

    /** Facts without secrets, for operators. */
    public ImmutableMap<String, String> describe() {
        return ImmutableMap.of(
                "certificate", name(),
                "subject", certificate.getSubjectX500Principal().getName(),
                "keySize", Integer.toString(keyBytes() * Byte.SIZE),
                "notAfter", notAfter().toString(),
                "simulated", simulated ? "yes" : "no");
    }
}
