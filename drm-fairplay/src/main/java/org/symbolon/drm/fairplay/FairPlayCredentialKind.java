package org.symbolon.drm.fairplay;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.symbolon.core.credential.CredentialSecret;
import org.symbolon.core.drm.CredentialField;
import org.symbolon.core.drm.CredentialKind;
import org.symbolon.core.drm.InvalidCredentialException;
import org.symbolon.core.drm.NewCredential;

/** What operators hand over for FairPlay. */
final class FairPlayCredentialKind implements CredentialKind {
    private static final CredentialField CERTIFICATE = new CredentialField(
            "certificate",
            "The application certificate: X.509, in DER or PEM, for RSA of 1024 or 2048 bits",
            true,
            false);
    private static final CredentialField PRIVATE_KEY = new CredentialField(
            "privateKey", "Its private key: PKCS#8 or PKCS#1, in PEM or DER; an encrypted one in PKCS#8", true, true);
    private static final CredentialField PASSPHRASE =
            new CredentialField("passphrase", "The passphrase of an encrypted private key, in ASCII", false, true);
    private static final CredentialField ASK = new CredentialField(
            "ask", "The application secret key: 16 bytes, as they are or as 32 hexadecimal digits", true, true);

    @Override
    public ImmutableList<CredentialField> fields() {
        return ImmutableList.of(CERTIFICATE, PRIVATE_KEY, PASSPHRASE, ASK);
    }

    @Override
    public NewCredential read(ImmutableMap<String, byte[]> values) {
        return FairPlayCredential.of(
                        FairPlayCredential.certificate(required(values, CERTIFICATE)),
                        PrivateKeys.read(
                                required(values, PRIVATE_KEY),
                                Optional.ofNullable(values.get(PASSPHRASE.name()))
                                        .map(FairPlayCredentialKind::passphrase)),
                        ApplicationSecretKey.read(required(values, ASK)),
                        false)
                .encode();
    }

    private static byte[] required(ImmutableMap<String, byte[]> values, CredentialField field) {
        return Optional.ofNullable(values.get(field.name()))
                .orElseThrow(() -> new InvalidCredentialException(field.name() + " is required"));
    }

    /** Passphrases come from files, whose last line ends. */
    private static char[] passphrase(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8).stripTrailing().toCharArray();
    }

    @Override
    public ImmutableMap<String, String> describe(CredentialSecret secret) {
        return FairPlayCredential.decode(secret).describe();
    }
}
