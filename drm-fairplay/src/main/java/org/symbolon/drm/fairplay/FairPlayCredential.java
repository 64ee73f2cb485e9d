package org.symbolon.drm.fairplay;

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
import org.symbolon.core.credential.CredentialSecret;
import org.symbolon.core.drm.InvalidCredentialException;
import org.symbolon.core.drm.NewCredential;
import org.symbolon.core.secret.Hex;
import org.symbolon.core.token.FieldReader;
import org.symbolon.core.token.FieldWriter;

/** A FairPlay credential: the application certificate with its private key, and the application secret key. */
final class FairPlayCredential {
    /** The private key, with all that makes it fast, in PKCS#8. */
    private static final int PRIVATE_KEY = 1;

    private static final int CERTIFICATE = 2;
    private static final int ASK = 3;
    private static final int SIMULATED = 4;
    /** What the simulator's credential of an account is called: there is one, which a new one replaces. */
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
     * Puts a credential together.
     *
     * @throws InvalidCredentialException if the key does not belong to the certificate, or is none that FairPlay has
     */
    static FairPlayCredential of(
            X509Certificate certificate, RSAPrivateCrtKey privateKey, ApplicationSecretKey ask, boolean simulated) {
        if (!(certificate.getPublicKey() instanceof RSAPublicKey publicKey)) {
            throw new InvalidCredentialException("certificate has to be of an RSA key");
        }
        int bits = publicKey.getModulus().bitLength();
        if (bits != 1024 && bits != 2048) {
            throw new InvalidCredentialException(
                    "certificate has to be of an RSA key of 1024 or 2048 bits, not " + bits);
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
     * @throws InvalidCredentialException if it makes no credential
     * @throws org.symbolon.core.token.MalformedFieldsException if a newer release wrote it
     */
    static FairPlayCredential decode(CredentialSecret secret) {
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

    /** Reads a certificate, in DER or PEM. */
    static X509Certificate certificate(byte[] bytes) {
        try {
            return (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(bytes));
        } catch (CertificateException e) {
            throw new InvalidCredentialException("certificate is no X.509 certificate, in DER or PEM", e);
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

    NewCredential encode() {
        FieldWriter fields = new FieldWriter()
                .bytes(PRIVATE_KEY, privateKey.getEncoded())
                .bytes(CERTIFICATE, der(certificate))
                .bytes(ASK, ask.reveal());
        if (simulated) {
            fields.number(SIMULATED, 1);
        }
        return new NewCredential(simulated ? SIMULATED_NAME : name(), CredentialSecret.of(fields.toBytes()));
    }

    /** What it is called: the SHA-1 of its certificate, as an SPC names it. */
    String name() {
        return Hex.encode(certificateHash);
    }

    byte[] certificateHash() {
        return certificateHash.clone();
    }

    RSAPublicKey publicKey() {
        return (RSAPublicKey) certificate.getPublicKey();
    }

    RSAPrivateCrtKey privateKey() {
        return privateKey;
    }

    /** How many bytes the key has, and what is encrypted under it. */
    int keyBytes() {
        return privateKey.getModulus().bitLength() / Byte.SIZE;
    }

    ApplicationSecretKey ask() {
        return ask;
    }

    /** Whether it was made by the simulator: it has the simulator's D function, and no device knows it. */
    boolean simulated() {
        return simulated;
    }

    /** What may be shown. */
    ImmutableMap<String, String> describe() {
        return ImmutableMap.of(
                "certificate", name(),
                "subject", certificate.getSubjectX500Principal().getName(),
                "keySize", Integer.toString(keyBytes() * Byte.SIZE),
                "notAfter", certificate.getNotAfter().toInstant().toString(),
                "simulated", simulated ? "yes" : "no");
    }
}
