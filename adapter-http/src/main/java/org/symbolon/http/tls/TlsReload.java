package org.symbolon.http.tls;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.symbolon.core.settings.CoreSettings;
import org.symbolon.core.settings.SettingsException;

/**
 * Reads the files of TLS again, and has a new identity used. What cannot be used is tried once more the next time,
 * because it may be half written; then it is refused, the log says so once, and the old identity stays.
 */
final class TlsReload {
    private static final Logger LOG = LoggerFactory.getLogger(TlsReload.class);
    private static final String RELOADS = "symbolon.tls.reloads";

    private final TlsFiles files;
    private final Vertx vertx;
    private final InstantSource clock;
    private final Counter succeeded;
    private final Counter failed;
    private volatile TlsIdentity identity;
    private volatile Optional<String> refusal = Optional.empty();

    /** Each is the content of the files, or the reason why they cannot be read. */
    private Object inUse;

    private Optional<Object> suspect = Optional.empty();
    private Optional<Object> refused = Optional.empty();

    /** Has an identity used from now on. */
    @FunctionalInterface
    interface User {
        void use(TlsIdentity identity) throws SSLException;
    }

    /**
     * Reads the files for the first time.
     *
     * @throws SettingsException if they cannot be used
     */
    TlsReload(TlsFiles files, Vertx vertx, InstantSource clock, MeterRegistry meters) {
        this.files = files;
        this.vertx = vertx;
        this.clock = clock;
        try {
            TlsFiles.Content content = files.read();
            this.identity = files.parse(content, vertx);
            this.inUse = content;
        } catch (IOException | GeneralSecurityException e) {
            throw new SettingsException(CoreSettings.HTTP_TLS_CERTIFICATE.name() + ": " + e.getMessage(), e);
        }
        this.succeeded = counter(meters, "success");
        this.failed = counter(meters, "failure");
        TimeGauge.builder(
                        "symbolon.tls.certificate.expiry.timestamp",
                        this,
                        TimeUnit.SECONDS,
                        reload -> reload.identity.end().getEpochSecond())
                .description("When the first certificate of the chain in use expires, in seconds since 1970")
                .register(meters);
    }

    private static Counter counter(MeterRegistry meters, String outcome) {
        return Counter.builder(RELOADS)
                .description("Changes of the files of TLS")
                .tag("outcome", outcome)
                .register(meters);
    }

    TlsIdentity identity() {
        return identity;
    }

    /** Looks whether the files have changed. Blocks. */
    synchronized void check(User user) {
        Object found = found();
        if (found.equals(inUse)) {
            suspect = Optional.empty();
            refused = Optional.empty();
            refusal = Optional.empty();
        } else if (!Optional.of(found).equals(refused)) {
            change(found, user);
        }
    }

    private Object found() {
        try {
            return files.read();
        } catch (IOException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private void change(Object found, User user) {
        try {
            TlsIdentity next = usable(found);
            user.use(next);
            identity = next;
            inUse = found;
            refusal = Optional.empty();
            succeeded.increment();
            LOG.info("the certificate of TLS was replaced; the new one expires at {}", next.end());
        } catch (GeneralSecurityException | SSLException e) {
            refuse(found, String.valueOf(e.getMessage()));
        }
    }

    private TlsIdentity usable(Object found) throws GeneralSecurityException {
        if (!(found instanceof TlsFiles.Content content)) {
            throw new GeneralSecurityException(found.toString());
        }
        TlsIdentity next = files.parse(content, vertx);
        Optional<String> invalid = invalidity(next, Duration.ZERO);
        if (invalid.isPresent()) {
            throw new GeneralSecurityException(invalid.get());
        }
        return next;
    }

    private void refuse(Object found, String reason) {
        if (!Optional.of(found).equals(suspect)) {
            suspect = Optional.of(found);
            return;
        }
        refused = suspect;
        refusal = Optional.of("the new files of TLS cannot be used, and the old certificate stays: " + reason);
        failed.increment();
        LOG.warn("{}", refusal.get());
    }

    /** What is wrong with the files or with the certificate in use, where that ends within this time. */
    Optional<String> problem(Duration warning) {
        return refusal.or(() -> invalidity(identity, warning));
    }

    private Optional<String> invalidity(TlsIdentity of, Duration warning) {
        Instant now = clock.instant();
        if (now.isBefore(of.from())) {
            return Optional.of("the certificate of TLS is not valid before " + of.from());
        } else if (!now.isBefore(of.end())) {
            return Optional.of("the certificate of TLS has expired at " + of.end());
        } else if (!now.plus(warning).isBefore(of.end())) {
            return Optional.of("the certificate of TLS expires at " + of.end());
        }
        return Optional.empty();
    }
}
