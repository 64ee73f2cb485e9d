package org.symbolon.drm.fairplay;

import com.google.common.collect.ImmutableMap;
import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import org.symbolon.core.drm.FieldReader;
import org.symbolon.core.drm.credential.Credential;
import org.symbolon.core.drm.credential.CredentialSecret;
import org.symbolon.core.drm.credential.NewCredential;
import org.symbolon.drm.fairplay.credential.FairPlayCredentialKind;
import org.symbolon.testing.Bits;
import org.symbolon.testing.TestContext;
import org.symbolon.testing.TestCredential;

/**
 * A certificate of the simulator, its private key, and an ASK, given as an operator gives them, so that the installed D
 * function is used.
 */
record Keys(X509Certificate certificate, CredentialSecret pkcs8, CredentialSecret ask) {
    static Keys make(int bits) {
        return make(bits, Ksm.NOW);
    }

    /** Keys with a certificate that is valid from this time on. */
    static Keys make(int bits, Instant notBefore) {
        FieldReader fields = new FieldReader(new FairPlayPlugin()
                .simulator(TestContext.at(notBefore), bits)
                .credential()
                .secret()
                .reveal());
        fields.next();
        CredentialSecret pkcs8 = CredentialSecret.of(fields.bytes());
        fields.next();
        return new Keys(certificate(fields.bytes()), pkcs8, CredentialSecret.of(Bits.counting(0x60, 16)));
    }

    private static X509Certificate certificate(byte[] der) {
        try {
            return (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    byte[] der() {
        try {
            return certificate.getEncoded();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    byte[] hash() {
        return Crypto.sha1(der());
    }

    RSAPublicKey publicKey() {
        return (RSAPublicKey) certificate.getPublicKey();
    }

    Credential credential() {
        return credential(new FairPlayCredentialKind()
                .read(ImmutableMap.of("certificate", der(), "privateKey", pkcs8.reveal(), "ask", ask.reveal())));
    }

    static Credential credential(NewCredential made) {
        return TestCredential.of(made);
    }
}
