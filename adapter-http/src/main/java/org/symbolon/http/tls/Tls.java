package org.symbolon.http.tls;

import com.google.common.util.concurrent.ThreadFactoryBuilder;
import io.micrometer.core.instrument.MeterRegistry;
import io.netty.channel.Channel;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import io.netty.util.concurrent.EventExecutor;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.JdkSSLEngineOptions;
import io.vertx.core.net.KeyCertOptions;
import io.vertx.core.spi.tls.SslContextFactory;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import javax.net.ssl.SSLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.symbolon.core.settings.CoreSettings;
import org.symbolon.core.settings.Settings;
import org.symbolon.core.settings.SettingsException;
import org.symbolon.http.management.HealthCheck;

/** TLS of the service's own, for all its listeners. */
public final class Tls implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Tls.class);

    /** How many steps of handshakes may wait for a thread; the connections of further ones are closed. */
    private static final int WAITING_HANDSHAKES = 1024;

    private static final int THREADS = Runtime.getRuntime().availableProcessors();

    private final Vertx vertx;
    private final Settings settings;
    private final TlsReload reload;
    private final List<TlsContext> contexts = new ArrayList<>();
    private final Map<EventExecutor, Consumer<Channel>> acceptors = new ConcurrentHashMap<>();
    private final AtomicBoolean isReading = new AtomicBoolean();

    /** The costly part of a handshake, so that many of them share the processors with requests that go on. */
    private final ThreadPoolExecutor handshakes = new ThreadPoolExecutor(
            THREADS,
            THREADS,
            1,
            TimeUnit.MINUTES,
            new ArrayBlockingQueue<>(WAITING_HANDSHAKES),
            new ThreadFactoryBuilder()
                    .setNameFormat("symbolon-handshake-%d")
                    .setDaemon(true)
                    .build());

    private long timer;

    private Tls(Vertx vertx, Settings settings, TlsReload reload) {
        this.vertx = vertx;
        this.settings = settings;
        this.reload = reload;
        handshakes.allowCoreThreadTimeOut(true);
    }

    /**
     * Reads the files, and goes on to do so; empty if the settings name none, so that the service speaks plain HTTP.
     *
     * @throws SettingsException if they cannot be used
     */
    public static Optional<Tls> start(Vertx vertx, Settings settings, MeterRegistry meters) {
        // Otherwise a caller can have a handshake of TLS 1.2 repeated on one connection as often as it likes.
        System.getProperties().putIfAbsent("jdk.tls.rejectClientInitiatedRenegotiation", "true");
        return TlsSettings.files(settings).map(files -> {
            Tls tls = new Tls(vertx, settings, new TlsReload(files, vertx, InstantSource.system(), meters));
            tls.problem().ifPresent(LOG::warn);
            tls.readOn();
            return tls;
        });
    }

    private void readOn() {
        long millis = settings.get(TlsSettings.RELOAD_INTERVAL).toMillis();
        timer = vertx.setPeriodic(millis, tick -> {
            if (isReading.compareAndSet(false, true)) {
                vertx.executeBlocking(() -> {
                            reload.check(this::use);
                            return true;
                        })
                        .onComplete(done -> isReading.set(false), failure -> {
                            isReading.set(false);
                            LOG.error("the files of TLS could not be read again", failure);
                        });
            }
        });
    }

    private synchronized void use(TlsIdentity identity) throws SSLException {
        for (TlsContext context : contexts) {
            context.use(identity);
        }
    }

    /** Tells of a new certificate that cannot be used, and of one that expires. */
    public HealthCheck healthCheck() {
        return new HealthCheck("certificate", this::problem, false);
    }

    private Optional<String> problem() {
        return reload.problem(settings.get(TlsSettings.EXPIRY_WARNING));
    }

    /** Whether callers of the partner paths need a client certificate. */
    public static boolean wantsClientCertificates(Settings settings) {
        return !settings.get(TlsSettings.CLIENT_CA).isEmpty();
    }

    private void accepted(Channel channel) {
        Optional.ofNullable(acceptors.get(channel.eventLoop())).ifPresent(acceptor -> acceptor.accept(channel));
    }

    /**
     * The encryption of one listener.
     *
     * @param clientAuth whether a handshake asks for a client certificate, where the settings name authorities for them
     * @throws SettingsException if the JDK cannot use the certificate
     */
    public synchronized Encryption encryption(ClientAuth clientAuth) {
        try {
            TlsContext context = new TlsContext(reload.identity(), clientAuth, handshakes, this::accepted);
            contexts.add(context);
            return new Encryption(this, context);
        } catch (SSLException e) {
            throw new SettingsException(CoreSettings.HTTP_TLS_CERTIFICATE.name() + ": " + e.getMessage(), e);
        }
    }

    /** How one listener encrypts. */
    public static final class Encryption {
        private final Tls tls;
        private final TlsContext context;

        private Encryption(Tls tls, TlsContext context) {
            this.tls = tls;
            this.context = context;
        }

        /** Switches on TLS, with HTTP/2 for callers who speak it. */
        public void configure(HttpServerOptions options) {
            options.setSsl(true)
                    .setUseAlpn(true)
                    // Version 1.0 is not a protocol that TLS negotiates, but Vert.x refuses what is not named here.
                    .setAlpnVersions(List.of(HttpVersion.HTTP_2, HttpVersion.HTTP_1_1, HttpVersion.HTTP_1_0))
                    .setSslEngineOptions(new Engine(context))
                    .setKeyCertOptions(KeyCertOptions.wrap(tls.reload.identity().keys())) // wanted, but not used
                    .setSslHandshakeTimeout(
                            tls.settings.get(TlsSettings.HANDSHAKE_TIMEOUT).toMillis())
                    .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS);
        }

        /** Has whoever owns an event loop told of each connection on it, before its handshake. */
        public void whenAccepted(EventExecutor eventLoop, Consumer<Channel> told) {
            tls.acceptors.put(eventLoop, told);
        }
    }

    /** Gives Vert.x our context in the place of one that it would make. */
    private static final class Engine extends JdkSSLEngineOptions {
        private final SslContext context;

        Engine(SslContext context) {
            this.context = context;
        }

        @Override
        public SslContextFactory sslContextFactory() {
            return () -> context;
        }
    }

    @Override
    public void close() {
        vertx.cancelTimer(timer);
        handshakes.shutdownNow();
    }
}
