package org.symbolon.drm.fairplay.credential;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.Optional;
import org.symbolon.core.drm.credential.CredentialField;
import org.symbolon.core.drm.credential.CredentialKind;
import org.symbolon.core.drm.credential.CredentialSecret;
import org.symbolon.core.drm.credential.InvalidCredentialException;
import org.symbolon.core.drm.credential.NewCredential;

/** What operators provide for FairPlay: certificate, private key, and application secret key (ASK). */
public final class FairPlayCredentialKind implements CredentialKind {
    private static final CredentialField CERTIFICATE = CredentialField.optional(
            "certificate",
            "The application certificate: X.509 as DER or PEM, for RSA of 1024 bits, which goes with SPC version 1,"
                    + " or 2048; required unless privateKey is PKCS#12 and contains it");
    private static final CredentialField PRIVATE_KEY = CredentialField.required(
                    "privateKey",
                    "The private key of the certificate: PKCS#8, PKCS#1 or PKCS#12, as PEM or DER, encrypted or not")
            .asSecret();
    private static final CredentialField PASSPHRASE = CredentialField.optional(
                    "passphrase", "The passphrase of an encrypted private key")
            .asSecret();
    private static final CredentialField ASK = CredentialField.required(
                    "ask", "The application secret key: 16 bytes, or the same as 32 hexadecimal digits")
            .asSecret();

    @Override
    public ImmutableList<CredentialField> fields() {
        return ImmutableList.of(CERTIFICATE, PRIVATE_KEY, PASSPHRASE, ASK);
    }

    @Override
    public NewCredential read(ImmutableMap<String, byte[]> values) {
        PrivateKeys.Found found = PrivateKeys.read(
                find(values, PRIVATE_KEY).orElseThrow(() -> missing(PRIVATE_KEY)),
                find(values, PASSPHRASE).map(FairPlayCredentialKind::passphrase));
        X509Certificate certificate = find(values, CERTIFICATE)
                .map(FairPlayCredential::certificate)
                .or(found::certificate)
                .orElseThrow(() -> missing(CERTIFICATE));
        byte[] ask = find(values, ASK).orElseThrow(() -> missing(ASK));
        return FairPlayCredential.of(certificate, found.key(), ApplicationSecretKey.read(ask), false)
                .encode();
    }

    private static Optional<byte[]> find(ImmutableMap<String, byte[]> values, CredentialField field) {
        return Optional.ofNullable(values.get(field.name()));
    }

    private static InvalidCredentialException missing(CredentialField field) {
        return new InvalidCredentialException(field.name() + " is required");
    }

    /** The passphrase without the line end that a file may have after it. */
    private static char[] passphrase(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8).stripTrailing().toCharArray();
    }

    @Override
    public ImmutableMap<String, String> describe(CredentialSecret secret) {
        return FairPlayCredential.decode(secret).describe();
    }
}
