package org.symbolon.http.tls;

import com.google.common.collect.ImmutableList;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.KeyCertOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PfxOptions;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Optional;

/**
 * The files of TLS: a chain and its key in PEM, or both in one PKCS#12 file, and the authorities of client certificates.
 */
record TlsFiles(Path certificate, Optional<Path> key, TlsPassword password, Optional<Path> clientAuthorities) {
    private static final int LONGEST = 1 << 20;
    private static final byte FIRST_OF_DER = 0x30;

    /** What the files say at one time; equal to what they said earlier if nothing has changed. */
    record Content(Buffer certificate, Optional<Buffer> key, Optional<Buffer> clientAuthorities) {
        /** Shows nothing, because a key is in it. */
        @Override
        public String toString() {
            return "Content";
        }
    }

    /**
     * Reads all files.
     *
     * @throws IOException with a message that names the file
     */
    Content read() throws IOException {
        return new Content(read(certificate), readIfGiven(key), readIfGiven(clientAuthorities));
    }

    private static Optional<Buffer> readIfGiven(Optional<Path> file) throws IOException {
        return file.isPresent() ? Optional.of(read(file.get())) : Optional.empty();
    }

    private static Buffer read(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(LONGEST + 1);
            if (bytes.length > LONGEST) {
                throw new IOException("it is longer than a MiB");
            }
            return Buffer.buffer(bytes);
        } catch (IOException e) {
            throw new IOException(
                    "the file " + file + " cannot be read (" + e.getClass().getSimpleName() + ")", e);
        }
    }

    /**
     * Makes a key and its chain of what was read, and checks that they belong together.
     *
     * @throws GeneralSecurityException with a message that says what is wrong, without anything of the key
     */
    TlsIdentity parse(Content content, Vertx vertx) throws GeneralSecurityException {
        try {
            return TlsIdentity.of(
                    options(content).getKeyManagerFactory(vertx),
                    content.clientAuthorities().isPresent()
                            ? authorities(content.clientAuthorities().get())
                            : ImmutableList.of());
        } catch (GeneralSecurityException e) {
            throw e;
        } catch (Exception e) { // Vert.x declares any; it does not quote what it has read
            throw new GeneralSecurityException(certificate + " or its key cannot be used: " + e.getMessage(), e);
        }
    }

    private KeyCertOptions options(Content content) throws GeneralSecurityException {
        boolean isPkcs12 =
                content.certificate().length() > 0 && content.certificate().getByte(0) == FIRST_OF_DER;
        if (isPkcs12) {
            return new PfxOptions().setValue(content.certificate()).setPassword(password.text());
        }
        Buffer pem = content.key()
                .orElseThrow(() -> new GeneralSecurityException(
                        certificate + " is not PKCS#12, so http.tls.key must name the file of its key"));
        if (pem.toString(StandardCharsets.ISO_8859_1).contains("ENCRYPTED")) {
            throw new GeneralSecurityException("the key of " + certificate
                    + " is encrypted; give it without a password, or key and chain as PKCS#12");
        }
        return new PemKeyCertOptions().addCertValue(content.certificate()).addKeyValue(pem);
    }

    private static ImmutableList<X509Certificate> authorities(Buffer bytes) throws GeneralSecurityException {
        ImmutableList<X509Certificate> found =
                CertificateFactory.getInstance("X.509")
                        .generateCertificates(new ByteArrayInputStream(bytes.getBytes()))
                        .stream()
                        .map(X509Certificate.class::cast)
                        .collect(ImmutableList.toImmutableList());
        if (found.isEmpty()) {
            throw new GeneralSecurityException("there is no certificate in the file of http.tls.client.ca");
        }
        return found;
    }
}
