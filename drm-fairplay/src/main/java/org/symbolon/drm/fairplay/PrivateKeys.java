package org.symbolon.drm.fairplay;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPrivateCrtKeySpec;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.pkcs.RSAPrivateKey;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemReader;
import org.symbolon.core.drm.InvalidCredentialException;

/** Reads private keys in the forms in which operators have them. What they are shows in the DER, so a PEM's title says nothing. */
final class PrivateKeys {
    private static final String RULE = "privateKey is no RSA key in PKCS#8 or PKCS#1, in PEM or DER";
    private static final String PBES2 = "1.2.840.113549.1.5.13";

    private PrivateKeys() {}

    /**
     * Reads a key.
     *
     * @throws InvalidCredentialException if it is none, or the passphrase does not open it; the cause would show what is in it, so there is none
     */
    static RSAPrivateCrtKey read(byte[] bytes, Optional<char[]> passphrase) {
        byte[] der = der(bytes);
        try {
            ASN1Sequence sequence = ASN1Sequence.getInstance(der);
            if (sequence.size() == 2 && sequence.getObjectAt(1) instanceof ASN1OctetString) {
                return ofPkcs8(decrypted(der, passphrase));
            }
            return sequence.size() > 1 && sequence.getObjectAt(1) instanceof ASN1Integer
                    ? ofPkcs1(RSAPrivateKey.getInstance(sequence))
                    : ofPkcs8(new PKCS8EncodedKeySpec(der));
        } catch (GeneralSecurityException | IllegalArgumentException | ClassCastException e) {
            throw new InvalidCredentialException(RULE);
        }
    }

    private static byte[] der(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        int begin = text.indexOf("-----BEGIN ");
        if (begin < 0) {
            return bytes;
        }
        try (PemReader pem = new PemReader(new StringReader(text.substring(begin)))) {
            PemObject object = pem.readPemObject();
            if (object == null) {
                throw new InvalidCredentialException(RULE);
            }
            if (!object.getHeaders().isEmpty()) {
                throw new InvalidCredentialException("privateKey is encrypted in an old form; make it PKCS#8 first:"
                        + " openssl pkcs8 -topk8 -in KEY -out NEW");
            }
            return object.getContent();
        } catch (IOException | IllegalStateException e) {
            throw new InvalidCredentialException(RULE);
        }
    }

    private static RSAPrivateCrtKey ofPkcs8(PKCS8EncodedKeySpec key) throws GeneralSecurityException {
        return (RSAPrivateCrtKey) KeyFactory.getInstance("RSA").generatePrivate(key);
    }

    private static RSAPrivateCrtKey ofPkcs1(RSAPrivateKey key) throws GeneralSecurityException {
        return (RSAPrivateCrtKey) KeyFactory.getInstance("RSA")
                .generatePrivate(new RSAPrivateCrtKeySpec(
                        key.getModulus(),
                        key.getPublicExponent(),
                        key.getPrivateExponent(),
                        key.getPrime1(),
                        key.getPrime2(),
                        key.getExponent1(),
                        key.getExponent2(),
                        key.getCoefficient()));
    }

    private static PKCS8EncodedKeySpec decrypted(byte[] der, Optional<char[]> passphrase) {
        PBEKeySpec password = new PBEKeySpec(passphrase.orElseThrow(
                () -> new InvalidCredentialException("privateKey is encrypted; its passphrase is required")));
        try {
            EncryptedPrivateKeyInfo info = new EncryptedPrivateKeyInfo(der);
            String algorithm = algorithm(info);
            Cipher cipher = Cipher.getInstance(algorithm);
            cipher.init(
                    Cipher.DECRYPT_MODE,
                    SecretKeyFactory.getInstance(algorithm).generateSecret(password),
                    info.getAlgParameters());
            return info.getKeySpec(cipher);
        } catch (IOException | GeneralSecurityException e) {
            throw new InvalidCredentialException(
                    "privateKey does not open with this passphrase, or is encrypted in a form that this JVM does not know");
        } finally {
            password.clearPassword();
        }
    }

    /** PBES2 is a family; the JDK names the member by its parameters. */
    private static String algorithm(EncryptedPrivateKeyInfo info) {
        String name = info.getAlgName();
        return name.equals("PBES2") || name.equals(PBES2)
                ? info.getAlgParameters().toString()
                : name;
    }
}
