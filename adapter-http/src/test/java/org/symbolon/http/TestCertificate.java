package org.symbolon.http;

import com.google.common.collect.ImmutableMap;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.symbolon.core.settings.CoreSettings;
import org.symbolon.core.settings.SettingKey;
import org.symbolon.http.tls.TlsSettings;

/** A certificate for 127.0.0.1 with its key, made for one test, in the forms in which services and clients want it. */
public record TestCertificate(X509Certificate certificate, KeyPair keys) {
    /** Of the service in tests that do not change it. */
    public static final TestCertificate SERVICE = selfSigned("service");

    public static TestCertificate selfSigned(String name) {
        return make(name, Optional.empty(), Instant.now().plus(Duration.ofDays(30)));
    }

    /** A certificate that this one has signed. */
    public TestCertificate issue(String name) {
        return make(name, Optional.of(this), Instant.now().plus(Duration.ofDays(30)));
    }

    public static TestCertificate expiring(Instant end) {
        return make("expiring", Optional.empty(), end);
    }

    private static TestCertificate make(String name, Optional<TestCertificate> issuer, Instant end) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(256);
            KeyPair keys = generator.generateKeyPair();
            X500Name subject = new X500Name("CN=" + name);
            X509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                            issuer.map(ca -> new X500Name(ca.certificate()
                                            .getSubjectX500Principal()
                                            .getName()))
                                    .orElse(subject),
                            BigInteger.valueOf(ThreadLocalRandom.current().nextLong(1, Long.MAX_VALUE)),
                            Date.from(Instant.now().minus(Duration.ofDays(1))),
                            Date.from(end),
                            subject,
                            keys.getPublic())
                    .addExtension(Extension.basicConstraints, true, new BasicConstraints(issuer.isEmpty()))
                    .addExtension(
                            Extension.subjectAlternativeName,
                            false,
                            new GeneralNames(new GeneralName(GeneralName.iPAddress, "127.0.0.1")));
            KeyPair signing = issuer.map(TestCertificate::keys).orElse(keys);
            return new TestCertificate(
                    new JcaX509CertificateConverter()
                            .getCertificate(builder.build(
                                    new JcaContentSignerBuilder("SHA256withECDSA").build(signing.getPrivate()))),
                    keys);
        } catch (GeneralSecurityException | OperatorCreationException | IOException e) {
            throw new AssertionError(e);
        }
    }

    public String chainPem() throws GeneralSecurityException {
        return pem("CERTIFICATE", certificate.getEncoded());
    }

    public String keyPem() {
        return pem("PRIVATE KEY", keys.getPrivate().getEncoded());
    }

    private static String pem(String what, byte[] der) {
        return "-----BEGIN " + what + "-----\n" + Base64.getMimeEncoder().encodeToString(der) + "\n-----END " + what
                + "-----\n";
    }

    /** Writes chain and key into a folder, and returns the settings that name them. */
    public ImmutableMap<SettingKey<?>, String> settings(Path folder) {
        try {
            Path chain = Files.writeString(folder.resolve("chain.pem"), chainPem());
            Path key = Files.writeString(folder.resolve("key.pem"), keyPem());
            return ImmutableMap.of(
                    CoreSettings.HTTP_TLS_CERTIFICATE,
                    chain.toAbsolutePath().toString(),
                    TlsSettings.KEY,
                    key.toAbsolutePath().toString());
        } catch (IOException | GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    public void writePkcs12(Path file, String password) throws IOException, GeneralSecurityException {
        try (OutputStream out = Files.newOutputStream(file)) {
            store(password).store(out, password.toCharArray());
        }
    }

    private KeyStore store(String password) throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry("it", keys.getPrivate(), password.toCharArray(), new Certificate[] {certificate});
        return store;
    }

    /** TLS for a client that trusts this certificate alone. */
    public SSLContext clients() {
        return clients(Optional.empty());
    }

    /**
     * TLS for a client that trusts this certificate alone.
     *
     * @param own what the client shows of itself
     */
    public SSLContext clients(Optional<TestCertificate> own) {
        try {
            KeyStore trusted = KeyStore.getInstance("PKCS12");
            trusted.load(null, null);
            trusted.setCertificateEntry("it", certificate);
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(trusted);
            KeyManagerFactory shown = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            shown.init(own.isPresent() ? own.get().store("") : null, new char[0]);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(shown.getKeyManagers(), trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new AssertionError(e);
        }
    }

    /** A connection to a service that has this certificate, before its handshake. */
    public SSLSocket open(int port, String... applicationProtocols) throws IOException {
        return open(clients(), port, applicationProtocols);
    }

    public static SSLSocket open(SSLContext client, int port, String... applicationProtocols) throws IOException {
        Socket plain = new Socket(InetAddress.getLoopbackAddress(), port);
        plain.setSoTimeout(20_000);
        SSLSocket socket = (SSLSocket) client.getSocketFactory().createSocket(plain, "127.0.0.1", port, true);
        var parameters = socket.getSSLParameters();
        parameters.setApplicationProtocols(applicationProtocols);
        socket.setSSLParameters(parameters);
        return socket;
    }
}
