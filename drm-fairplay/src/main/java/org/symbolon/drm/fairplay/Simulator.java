package org.symbolon.drm.fairplay;

import com.google.common.collect.ImmutableList;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPrivateCrtKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.symbolon.core.drm.DrmContext;
import org.symbolon.core.drm.credential.Credential;
import org.symbolon.core.drm.credential.InvalidCredentialException;
import org.symbolon.core.drm.credential.NewCredential;
import org.symbolon.core.drm.simulation.DeviceSimulator;
import org.symbolon.core.value.KeyId;
import org.symbolon.drm.fairplay.credential.ApplicationSecretKey;
import org.symbolon.drm.fairplay.credential.FairPlayCredential;
import org.symbolon.drm.fairplay.message.MalformedException;

/** Simulates FairPlay devices. Its credentials have a self-signed certificate and work with no real device. */
final class Simulator implements DeviceSimulator {
    private static final X500Name SUBJECT = new X500Name("CN=Symbolon simulated device,O=for tests only");
    private static final String ANY_ASSET = "symbolon-simulated";
    private static final Duration VALIDITY = Duration.ofDays(3650);

    private final DrmContext context;
    private final DFunctions dFunctions;
    private final int keySize;

    Simulator(DrmContext context, int keySize) {
        this.context = context;
        this.dFunctions = DFunctions.of(context);
        this.keySize = keySize;
    }

    @Override
    public NewCredential credential() {
        byte[] ask = new byte[ApplicationSecretKey.BYTES];
        context.random().nextBytes(ask);
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(keySize, context.random());
            KeyPair keys = generator.generateKeyPair();
            return FairPlayCredential.of(
                            certificate(keys), (RSAPrivateCrtKey) keys.getPrivate(), ApplicationSecretKey.of(ask), true)
                    .encode();
        } catch (GeneralSecurityException | OperatorCreationException e) {
            throw new IllegalStateException("this JVM cannot make RSA keys", e);
        }
    }

    private X509Certificate certificate(KeyPair keys) throws GeneralSecurityException, OperatorCreationException {
        Instant now = context.clock().instant();
        X509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                SUBJECT,
                new BigInteger(Long.SIZE, context.random()),
                Date.from(now),
                Date.from(now.plus(VALIDITY)),
                SUBJECT,
                keys.getPublic());
        return new JcaX509CertificateConverter()
                .getCertificate(builder.build(new JcaContentSignerBuilder("SHA256withRSA").build(keys.getPrivate())));
    }

    @Override
    public ImmutableList<String> forms() {
        return SimulatedForm.NAMES;
    }

    @Override
    public Exchange begin(Credential credential, String form) {
        return begin(credential, form, ANY_ASSET);
    }

    /** The asset id is the key id, as {@link org.symbolon.drm.fairplay.message.AssetIds#choose} reads it. */
    @Override
    public Exchange begin(Credential credential, String form, KeyId kid) {
        return begin(credential, form, kid.toString());
    }

    private Exchange begin(Credential credential, String form, String assetId) {
        FairPlayCredential opened = FairPlayCredential.decode(credential.secret());
        if (!dFunctions.isInstalledFor(opened)) {
            throw new InvalidCredentialException(
                    "the plug-in folder has no D function, and the simulator did not make this credential");
        }
        try {
            return new SimulatedDevice(context.random(), assetId).exchange(opened, dFunctions, SimulatedForm.of(form));
        } catch (MalformedException e) {
            throw new InvalidCredentialException(
                    "the D function fails for this credential: "
                            + e.explanation().got(),
                    e);
        }
    }
}
