package org.symbolon.drm.fairplay;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.interfaces.RSAPrivateCrtKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x509.TBSCertificate;
import org.bouncycastle.asn1.x509.Time;
import org.bouncycastle.asn1.x509.V3TBSCertificateGenerator;
import org.symbolon.core.credential.Credential;
import org.symbolon.core.drm.DeviceSimulator;
import org.symbolon.core.drm.DrmContext;
import org.symbolon.core.drm.InvalidCredentialException;
import org.symbolon.core.drm.NewCredential;

/** A FairPlay device in software. Its credentials have a certificate that it signed itself and a D function of its own: no real device takes part. */
final class Simulator implements DeviceSimulator {
    private static final X500Name SUBJECT = new X500Name("CN=Symbolon simulated device,O=for tests only");
    private static final Duration VALID = Duration.ofDays(3650);
    private static final AlgorithmIdentifier SIGNED_BY =
            new AlgorithmIdentifier(PKCSObjectIdentifiers.sha256WithRSAEncryption, DERNull.INSTANCE);

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
                            FairPlayCredential.certificate(certificate(keys)),
                            (RSAPrivateCrtKey) keys.getPrivate(),
                            ApplicationSecretKey.of(ask),
                            true)
                    .encode();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JVM makes no RSA keys", e);
        }
    }

    private byte[] certificate(KeyPair keys) throws GeneralSecurityException {
        Instant now = context.clock().instant();
        V3TBSCertificateGenerator generator = new V3TBSCertificateGenerator();
        generator.setSerialNumber(new ASN1Integer(new BigInteger(Long.SIZE, context.random())));
        generator.setIssuer(SUBJECT);
        generator.setSubject(SUBJECT);
        generator.setStartDate(new Time(Date.from(now)));
        generator.setEndDate(new Time(Date.from(now.plus(VALID))));
        generator.setSignature(SIGNED_BY);
        generator.setSubjectPublicKeyInfo(
                SubjectPublicKeyInfo.getInstance(keys.getPublic().getEncoded()));
        return signed(generator.generateTBSCertificate(), keys.getPrivate());
    }

    private static byte[] signed(TBSCertificate certificate, PrivateKey key) throws GeneralSecurityException {
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(key);
            signature.update(certificate.getEncoded());
            return new DERSequence(new ASN1Encodable[] {certificate, SIGNED_BY, new DERBitString(signature.sign())})
                    .getEncoded();
        } catch (IOException e) {
            throw new IllegalStateException("a certificate in memory cannot be encoded", e);
        }
    }

    @Override
    public Exchange begin(Credential credential) {
        FairPlayCredential opened = FairPlayCredential.decode(credential.secret());
        if (!dFunctions.serve(opened)) {
            throw new InvalidCredentialException(
                    "there is no D function in plugins/, and the credential is not one that the simulator made");
        }
        try {
            return new SimulatedDevice(context.random()).exchange(opened, dFunctions);
        } catch (MalformedException e) {
            throw new InvalidCredentialException(
                    e.explanation().rule() + " It made " + e.explanation().got(), e);
        }
    }
}
