package org.symbolon.drm.fairplay.credential;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.pkcs.RSAPrivateKey;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.openssl.bc.BcPEMDecryptorProvider;
import org.bouncycastle.openssl.jcajce.JceOpenSSLPKCS8DecryptorProviderBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;
import org.bouncycastle.pkcs.PKCSException;
import org.bouncycastle.util.io.pem.PemHeader;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemReader;
import org.symbolon.core.drm.credential.InvalidCredentialException;
import org.symbolon.core.value.Hex;

/**
 * Reads RSA private keys in the forms that operators have: PKCS#8, PKCS#1 and PKCS#12, as PEM or DER, encrypted or not.
 * The structure of the bytes decides what they are; titles of PEM are often wrong. Exceptions of libraries are not kept
 * as causes, because their messages could show a part of the key.
 */
public final class PrivateKeys {
    private static final String NOT_A_KEY = "privateKey is not an RSA key in PKCS#8, PKCS#1 or PKCS#12, as PEM or DER";
    private static final String WRONG_PASSPHRASE =
            "privateKey does not open with this passphrase, or is encrypted in a form that is not known";

    private PrivateKeys() {}

    /**
     * A private key.
     *
     * @param key the key
     * @param certificate the certificate that came with the key, which only PKCS#12 has
     */
    record Found(RSAPrivateCrtKey key, Optional<X509Certificate> certificate) {}

    /**
     * Reads a key.
     *
     * @throws InvalidCredentialException if the bytes are not an RSA key, or the passphrase is missing or wrong
     */
    public static Found read(byte[] bytes, Optional<char[]> passphrase) {
        try {
            ASN1Sequence sequence = isPem(bytes) ? ofPem(bytes, passphrase) : ASN1Sequence.getInstance(bytes);
            OtherKeys.check(sequence);
            return isPkcs12(sequence)
                    ? ofPkcs12(sequence, required(passphrase))
                    : new Found(ofPkcs8(unencrypted(sequence, passphrase)), Optional.empty());
        } catch (IOException | GeneralSecurityException | RuntimeException e) {
            throw e instanceof InvalidCredentialException refused ? refused : new InvalidCredentialException(NOT_A_KEY);
        }
    }

    private static boolean isPem(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1).contains("-----BEGIN ");
    }

    /** The structure in a PEM text. If it is encrypted in OpenSSL's old form, headers tell the cipher and the IV. */
    private static ASN1Sequence ofPem(byte[] bytes, Optional<char[]> passphrase) throws IOException {
        PemObject pem = keyInPem(bytes);
        for (Object header : pem.getHeaders()) {
            if (header instanceof PemHeader encryption && encryption.getName().equals("DEK-Info")) {
                return decrypted(pem.getContent(), encryption.getValue(), required(passphrase));
            }
        }
        return ASN1Sequence.getInstance(pem.getContent());
    }

    /** The first private key of a PEM text; without one, the first object, which may be a key with a wrong title. */
    private static PemObject keyInPem(byte[] bytes) throws IOException {
        try (PemReader reader = new PemReader(new StringReader(new String(bytes, StandardCharsets.ISO_8859_1)))) {
            PemObject first = reader.readPemObject();
            for (PemObject object = first; object != null; object = reader.readPemObject()) {
                if (object.getType().endsWith("PRIVATE KEY")) {
                    return object;
                }
            }
            return Optional.ofNullable(first).orElseThrow(() -> new InvalidCredentialException(NOT_A_KEY));
        }
    }

    /** Decrypts the old form of OpenSSL; {@code cipherAndIv} is written {@code AES-256-CBC,<IV in hexadecimal>}. */
    private static ASN1Sequence decrypted(byte[] content, String cipherAndIv, char[] passphrase) {
        try {
            int comma = cipherAndIv.indexOf(',');
            byte[] iv = Hex.decode(cipherAndIv.substring(comma + 1));
            byte[] der = new BcPEMDecryptorProvider(passphrase)
                    .get(cipherAndIv.substring(0, comma))
                    .decrypt(content, iv);
            // After a wrong passphrase the padding is right once in 256 times, but the content is not a structure.
            return ASN1Sequence.getInstance(der);
        } catch (IOException | RuntimeException e) {
            throw new InvalidCredentialException(WRONG_PASSPHRASE);
        }
    }

    /** PKCS#12 begins with the version 3; private keys begin with 0, 1 or an algorithm. */
    private static boolean isPkcs12(ASN1Sequence sequence) {
        return sequence.size() > 1 && sequence.getObjectAt(0) instanceof ASN1Integer version && version.hasValue(3);
    }

    private static PrivateKeyInfo unencrypted(ASN1Sequence sequence, Optional<char[]> passphrase) throws IOException {
        if (sequence.size() == 2
                && sequence.getObjectAt(0) instanceof ASN1Sequence
                && sequence.getObjectAt(1) instanceof ASN1OctetString) {
            return decrypted(new PKCS8EncryptedPrivateKeyInfo(sequence.getEncoded()), required(passphrase));
        }
        boolean isPkcs1 = sequence.size() > 1 && sequence.getObjectAt(1) instanceof ASN1Integer;
        if (isPkcs1) {
            AlgorithmIdentifier rsa = new AlgorithmIdentifier(PKCSObjectIdentifiers.rsaEncryption, DERNull.INSTANCE);
            return new PrivateKeyInfo(rsa, RSAPrivateKey.getInstance(sequence));
        }
        return PrivateKeyInfo.getInstance(sequence);
    }

    private static PrivateKeyInfo decrypted(PKCS8EncryptedPrivateKeyInfo encrypted, char[] passphrase) {
        try {
            return encrypted.decryptPrivateKeyInfo(new JceOpenSSLPKCS8DecryptorProviderBuilder()
                    .setProvider(new BouncyCastleProvider())
                    .build(passphrase));
        } catch (PKCSException | OperatorCreationException | RuntimeException e) {
            throw new InvalidCredentialException(WRONG_PASSPHRASE);
        }
    }

    private static char[] required(Optional<char[]> passphrase) {
        return passphrase.orElseThrow(
                () -> new InvalidCredentialException("privateKey is encrypted; its passphrase is required"));
    }

    private static RSAPrivateCrtKey ofPkcs8(PrivateKeyInfo key) throws IOException, GeneralSecurityException {
        OtherKeys.check(key.getPrivateKeyAlgorithm());
        return rsa(KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(key.getEncoded())));
    }

    private static Found ofPkcs12(ASN1Sequence file, char[] passphrase) throws GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try {
            store.load(new ByteArrayInputStream(file.getEncoded()), passphrase);
        } catch (IOException | GeneralSecurityException e) {
            throw new InvalidCredentialException(WRONG_PASSPHRASE);
        }
        List<String> aliases = Collections.list(store.aliases());
        for (String alias : aliases) {
            if (store.isKeyEntry(alias)) {
                Optional<X509Certificate> certificate = Optional.ofNullable(store.getCertificate(alias))
                        .filter(X509Certificate.class::isInstance)
                        .map(X509Certificate.class::cast);
                return new Found(rsa(store.getKey(alias, passphrase)), certificate);
            }
        }
        throw new InvalidCredentialException("privateKey is a PKCS#12 file without a private key");
    }

    private static RSAPrivateCrtKey rsa(Key key) {
        if (key instanceof RSAPrivateCrtKey rsa) {
            return rsa;
        }
        throw key.getAlgorithm().equals("RSA")
                ? new InvalidCredentialException(NOT_A_KEY)
                : OtherKeys.ofAlgorithm(key.getAlgorithm());
    }
}
