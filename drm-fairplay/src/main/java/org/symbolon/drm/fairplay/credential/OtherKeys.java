package org.symbolon.drm.fairplay.credential;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Streams;
import org.bouncycastle.asn1.ASN1BitString;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.symbolon.core.drm.credential.InvalidCredentialException;

/** Recognizes what operators give in place of an RSA private key, so that the refusal says what it is. */
final class OtherKeys {
    private static final ImmutableMap<ASN1ObjectIdentifier, String> ALGORITHMS =
            ImmutableMap.of(X9ObjectIdentifiers.id_dsa, "DSA", X9ObjectIdentifiers.id_ecPublicKey, "EC");
    private static final int DSA_KEY_NUMBERS = 6;

    private OtherKeys() {}

    /**
     * Refuses a structure that is a public key, a certificate, or a private key of another algorithm in a form of its
     * own. Every other structure is left to whoever reads it.
     */
    static void check(ASN1Sequence sequence) {
        boolean isPublic = is(sequence, ASN1Sequence.class, ASN1BitString.class)
                || is(sequence, ASN1Integer.class, ASN1Integer.class);
        if (isPublic) {
            throw new InvalidCredentialException(
                    "privateKey is a public key; the private key of the certificate is needed");
        }
        if (is(sequence, ASN1Sequence.class, ASN1Sequence.class, ASN1BitString.class)) {
            throw new InvalidCredentialException(
                    "privateKey is a certificate; the private key of the certificate is needed");
        }
        if (sequence.size() == DSA_KEY_NUMBERS && Streams.stream(sequence).allMatch(ASN1Integer.class::isInstance)) {
            throw ofAlgorithm("DSA");
        }
        if (sequence.size() > 1
                && sequence.getObjectAt(0) instanceof ASN1Integer
                && sequence.getObjectAt(1) instanceof ASN1OctetString) {
            throw ofAlgorithm("EC");
        }
    }

    @SafeVarargs
    private static boolean is(ASN1Sequence sequence, Class<? extends ASN1Encodable>... parts) {
        if (sequence.size() != parts.length) {
            return false;
        }
        for (int i = 0; i < parts.length; i++) {
            if (!parts[i].isInstance(sequence.getObjectAt(i))) {
                return false;
            }
        }
        return true;
    }

    /** Refuses a key in PKCS#8 whose algorithm is not RSA. */
    static void check(AlgorithmIdentifier algorithm) {
        ASN1ObjectIdentifier id = algorithm.getAlgorithm();
        if (!id.equals(PKCSObjectIdentifiers.rsaEncryption)) {
            throw ofAlgorithm(ALGORITHMS.getOrDefault(id, "algorithm " + id));
        }
    }

    /** The refusal of a key of another algorithm. */
    static InvalidCredentialException ofAlgorithm(String name) {
        return new InvalidCredentialException(
                "privateKey is not an RSA key but one of " + name + "; FairPlay needs RSA");
    }
}
