package org.symbolon.http.tls;

import com.google.common.base.Ascii;
import com.google.common.collect.ImmutableSet;
import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.OpenSslCachingX509KeyManagerFactory;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.symbolon.core.settings.Settings;

/**
 * What encrypts: BoringSSL, which is OpenSSL to Netty, or the JDK. BoringSSL takes half of the JDK's processor time for
 * a short answer, and is native code, which is not shipped for every platform.
 */
record TlsLibrary(boolean isNative, String description) {
    /** What BoringSSL signs with; the JDK knows further kinds of keys. */
    private static final ImmutableSet<String> NATIVE_KEYS = ImmutableSet.of("RSA", "EC");

    /** Netty's property for the folder into which it unpacks native libraries. */
    private static final String UNPACKED = "io.netty.native.workdir";

    private static final Logger LOG = LoggerFactory.getLogger(TlsLibrary.class);

    /** What the setting {@code http.tls.library} says. */
    enum Choice {
        AUTO,
        JDK;

        static Choice of(String text) {
            return Arrays.stream(values())
                    .filter(choice -> text.equals(Ascii.toLowerCase(choice.name())))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("must be auto or jdk"));
        }
    }

    static TlsLibrary of(Settings settings, TlsIdentity identity) {
        unpackInto(settings.dataFolder());
        return of(settings.get(TlsSettings.LIBRARY), identity);
    }

    /**
     * Has Netty unpack BoringSSL into the data folder, if there is one, unless the operator names a folder: a temporary
     * folder is often one from which nothing may be loaded. Netty removes the file as soon as it is loaded.
     */
    private static void unpackInto(Path dataFolder) {
        if (System.getProperty(UNPACKED) == null && Files.isDirectory(dataFolder)) {
            Path folder = dataFolder.resolve("native");
            try {
                Files.createDirectories(folder);
                System.setProperty(UNPACKED, folder.toAbsolutePath().toString());
            } catch (IOException e) {
                LOG.debug("BoringSSL cannot be unpacked into {}", folder, e);
            }
        }
    }

    /** The library for a certificate: a reload may bring one with a key of another kind. */
    static TlsLibrary of(Choice choice, TlsIdentity identity) {
        if (choice == Choice.JDK) {
            return jdk(TlsSettings.LIBRARY.name() + " says so");
        } else if (!NATIVE_KEYS.contains(identity.keyAlgorithm())) {
            return jdk("BoringSSL has no keys of the kind " + identity.keyAlgorithm());
        } else if (!OpenSsl.isAvailable()) {
            return jdk("BoringSSL cannot be loaded here: " + reason(OpenSsl.unavailabilityCause()));
        }
        return new TlsLibrary(true, OpenSsl.versionString() + " encrypts");
    }

    private static TlsLibrary jdk(String reason) {
        return new TlsLibrary(false, "the JDK encrypts, because " + reason);
    }

    /** Netty wraps the reason why there is no library into several exceptions; the first one names the library. */
    private static String reason(Throwable cause) {
        return String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
    }

    SslContextBuilder contextFor(TlsIdentity identity) {
        return isNative
                // Otherwise the key would be converted for each handshake.
                ? SslContextBuilder.forServer(new OpenSslCachingX509KeyManagerFactory(identity.keys()))
                        .sslProvider(SslProvider.OPENSSL_REFCNT)
                : SslContextBuilder.forServer(identity.keys()).sslProvider(SslProvider.JDK);
    }
}
