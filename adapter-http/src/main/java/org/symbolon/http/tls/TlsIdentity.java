package org.symbolon.http.tls;

import com.google.common.collect.ImmutableList;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.X509KeyManager;

/**
 * As whom the service answers, and whose client certificates it takes.
 *
 * @param keys the private key with its chain
 * @param from when the whole chain has become valid
 * @param end when the first certificate of the chain expires
 * @param clientAuthorities the authorities that sign client certificates; empty if none are asked for
 */
record TlsIdentity(
        KeyManagerFactory keys, Instant from, Instant end, ImmutableList<X509Certificate> clientAuthorities) {
    private static final byte[] SAMPLE = {1, 2, 3};

    /**
     * An identity.
     *
     * @throws GeneralSecurityException if there is no key, or if it is not that of the certificate
     */
    static TlsIdentity of(KeyManagerFactory keys, ImmutableList<X509Certificate> clientAuthorities)
            throws GeneralSecurityException {
        X509KeyManager manager = Arrays.stream(keys.getKeyManagers())
                .filter(X509KeyManager.class::isInstance)
                .map(X509KeyManager.class::cast)
                .findFirst()
                .orElseThrow();
        String alias = Stream.of("RSA", "EC", "EdDSA", "RSASSA-PSS")
                .flatMap(type -> Optional.ofNullable(manager.getServerAliases(type, null)).stream())
                .flatMap(Arrays::stream)
                .findFirst()
                .orElseThrow(
                        () -> new GeneralSecurityException("there is no certificate with an RSA, EC or EdDSA key"));
        X509Certificate[] chain = manager.getCertificateChain(alias);
        requirePair(manager.getPrivateKey(alias), chain[0].getPublicKey());
        return new TlsIdentity(
                keys,
                Arrays.stream(chain)
                        .map(one -> one.getNotBefore().toInstant())
                        .max(Instant::compareTo)
                        .orElseThrow(),
                Arrays.stream(chain)
                        .map(one -> one.getNotAfter().toInstant())
                        .min(Instant::compareTo)
                        .orElseThrow(),
                clientAuthorities);
    }

    private static void requirePair(PrivateKey privateKey, PublicKey publicKey) throws GeneralSecurityException {
        String problem = "the private key is not that of the certificate";
        if (!privateKey.getAlgorithm().equals(publicKey.getAlgorithm())) {
            throw new GeneralSecurityException(problem);
        }
        Signature signature = Signature.getInstance(
                switch (publicKey.getAlgorithm()) {
                    case "EC" -> "SHA256withECDSA";
                    case "EdDSA" -> "EdDSA";
                    default -> "SHA256withRSA";
                });
        signature.initSign(privateKey);
        signature.update(SAMPLE);
        byte[] signed = signature.sign();
        signature.initVerify(publicKey);
        signature.update(SAMPLE);
        if (!signature.verify(signed)) {
            throw new GeneralSecurityException(problem);
        }
    }
}
