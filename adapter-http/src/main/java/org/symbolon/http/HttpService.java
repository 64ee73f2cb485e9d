package org.symbolon.http;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Lists;
import com.google.common.collect.Streams;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.ThreadingModel;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.internal.VertxInternal;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.symbolon.core.Symbolon;
import org.symbolon.core.catalogue.DrmDescription;
import org.symbolon.core.settings.SettingKey;
import org.symbolon.core.settings.Settings;
import org.symbolon.core.settings.SettingsException;
import org.symbolon.http.connection.Capacity;
import org.symbolon.http.demo.DemoPages;
import org.symbolon.http.keystore.KeyStorageEndpoint;
import org.symbolon.http.management.HealthCheck;
import org.symbolon.http.records.RecordsEndpoint;
import org.symbolon.http.rights.RightsEndpoint;
import org.symbolon.http.server.CallerWork;
import org.symbolon.http.server.EventLoopServer;
import org.symbolon.http.server.HttpSettings;
import org.symbolon.http.server.KnownCallers;
import org.symbolon.http.server.Listener;
import org.symbolon.http.server.Refusals;
import org.symbolon.http.server.RequestLog;
import org.symbolon.http.server.Router;
import org.symbolon.http.server.Workers;
import org.symbolon.http.tls.Tls;
import org.symbolon.http.tls.TlsSettings;
import org.symbolon.http.token.TokenEndpoint;

/** The running service: one server on each event loop, one event loop for each processor. */
public final class HttpService implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HttpService.class);
    private static final int EVENT_LOOPS = Runtime.getRuntime().availableProcessors();
    private static final Duration START_TIMEOUT = Duration.ofSeconds(30);

    private final Symbolon symbolon;
    private final Settings settings;
    private final RequestLog log;
    private final PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final List<HealthCheck> healthChecks = new ArrayList<>();
    private final List<Workers> workers = new ArrayList<>();
    private final VertxInternal vertx;
    private final Consumer<Throwable> onFailure;
    private String deployment = "";
    private Optional<DemoPages> demoPages = Optional.empty();
    private Optional<Tls> tls = Optional.empty();
    private volatile boolean closing;

    /** The service cannot listen on the address that its settings name. */
    public static final class CannotListenException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        CannotListenException(Settings settings, Throwable cause) {
            super("cannot listen on " + Listeners.addresses(settings) + ": " + cause.getMessage(), cause);
        }
    }

    /** A thread that answers requests has ended, and the connections that it served hang. */
    public static final class EventLoopEndedException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        EventLoopEndedException(@Nullable Throwable cause) {
            super("an event loop has ended", cause);
        }
    }

    private HttpService(Symbolon symbolon, Settings settings, Consumer<Throwable> onFailure) {
        this.symbolon = symbolon;
        this.settings = settings;
        this.onFailure = onFailure;
        this.log = RequestLog.start(settings.get(HttpSettings.LOG_QUEUE));
        this.vertx = (VertxInternal)
                Vertx.vertx(new VertxOptions().setEventLoopPoolSize(EVENT_LOOPS).setUseDaemonThread(false));
    }

    /** The settings that the service declares, for {@code SymbolonLoader.of}. */
    public static ImmutableList<SettingKey<?>> settings() {
        return ImmutableList.<SettingKey<?>>builder()
                .addAll(HttpSettings.all())
                .addAll(TlsSettings.all())
                .build();
    }

    /** The settings, with a free port where they ask for any: licence URLs name the port before the service listens. */
    public static Settings withPort(Settings settings) {
        try {
            return Listeners.withPorts(settings);
        } catch (IOException e) {
            throw new CannotListenException(settings, e);
        }
    }

    /**
     * Starts to listen. The caller closes {@code symbolon} itself, after the service.
     *
     * @throws CannotListenException if it cannot listen on the address
     */
    public static HttpService start(Symbolon symbolon, Settings settings) {
        return start(symbolon, settings, failure -> {});
    }

    /**
     * Starts to listen.
     *
     * @param onFailure is told of each failure that nobody foresaw, once it is in the log. After an {@link
     *     EventLoopEndedException} or an error of the virtual machine the service is not to be relied on.
     * @throws CannotListenException if it cannot listen on the address
     * @throws SettingsException if the files of TLS cannot be used
     */
    public static HttpService start(Symbolon symbolon, Settings settings, Consumer<Throwable> onFailure) {
        HttpService service = new HttpService(symbolon, settings, onFailure);
        try {
            service.watchEventLoops();
            service.listen();
            return service;
        } catch (SettingsException e) {
            service.stop();
            throw e;
        } catch (Exception e) {
            service.stop();
            throw new CannotListenException(settings, e);
        }
    }

    private void watchEventLoops() {
        vertx.exceptionHandler(failure -> {
            LOG.error("a task of an event loop failed", failure);
            onFailure.accept(failure);
        });
        Stream.of(vertx.nettyEventLoopGroup(), vertx.acceptorEventLoopGroup())
                .flatMap(Streams::stream)
                .forEach(loop -> loop.terminationFuture().addListener(ended -> eventLoopEnded(ended.cause())));
    }

    private void eventLoopEnded(@Nullable Throwable cause) {
        if (!closing) {
            EventLoopEndedException ended = new EventLoopEndedException(cause);
            LOG.error("the service is broken", ended);
            onFailure.accept(ended);
        }
    }

    private void listen() throws TimeoutException {
        tls = Tls.start(vertx, settings, meters);
        tls.map(Tls::healthCheck).ifPresent(healthChecks::add);
        ImmutableList<Listener> listeners = listeners();
        Capacity capacity = new Capacity(new Capacity.Limits(
                settings.get(HttpSettings.MEMORY_MAX),
                settings.get(HttpSettings.CONNECTIONS_MAX),
                settings.get(HttpSettings.CONNECTIONS_OF_ADDRESS_MAX)));
        DeploymentOptions options =
                new DeploymentOptions().setInstances(EVENT_LOOPS).setThreadingModel(ThreadingModel.EVENT_LOOP);
        healthChecks.add(new HealthCheck("symbolon", symbolon::problem, true));
        deployment = vertx.deployVerticle(() -> new EventLoopServer(listeners, capacity, log, settings), options)
                .await(START_TIMEOUT.toSeconds(), TimeUnit.SECONDS);
    }

    private ImmutableList<Listener> listeners() {
        Refusals refusals = new Refusals(log, onFailure);
        KnownCallers callers = new KnownCallers(symbolon.accounts());
        TokenEndpoint tokens = new TokenEndpoint(
                symbolon.issuer(), workers("tokens", HttpSettings.WORKERS, HttpSettings.QUEUE, true), settings);
        RightsEndpoint rights = new RightsEndpoint(
                symbolon.redeemer(),
                workers("rights", HttpSettings.RIGHTS_WORKERS, HttpSettings.RIGHTS_QUEUE, false),
                refusals,
                settings);
        ImmutableMap.Builder<String, Router.Route> paths = ImmutableMap.builder();
        for (DrmDescription drm : symbolon.drms().all()) {
            paths.put(TokenEndpoint.path(drm.id()), tokens.of(drm.id()));
            putWithSlash(paths, "/hms/" + drm.id() + "/rights", rights.of(drm));
        }
        Workers recordWorkers = workers("records", HttpSettings.RECORDS_WORKERS, HttpSettings.RECORDS_QUEUE, true);
        DemoPages ofDemo = new DemoPages(symbolon, recordWorkers);
        demoPages = Optional.of(ofDemo);
        CallerWork ofRecords = callerWork(recordWorkers);
        putWithSlash(paths, "/cmiapi/getrecord", new RecordsEndpoint(symbolon, callers, ofRecords).route());
        CallerWork ofKeys =
                callerWork(workers("keystore", HttpSettings.KEYSTORE_WORKERS, HttpSettings.KEYSTORE_QUEUE, true));
        Router.Route keys = new KeyStorageEndpoint(symbolon, callers, ofKeys, refusals, settings).route();
        Listeners.Served served = new Listeners.Served(
                refusals,
                paths.buildOrThrow(),
                ImmutableMap.of(KeyStorageEndpoint.ROOT, keys, DemoPages.ROOT, Router.Route.of(ofDemo)),
                rights.readable(tokens.elsewhere(symbolon.drms().all())),
                () -> symbolon.problem().isEmpty());
        return Listeners.of(served, settings, tls);
    }

    /** A path with and without a slash at its end. */
    private static void putWithSlash(
            ImmutableMap.Builder<String, Router.Route> paths, String path, Router.Route route) {
        paths.put(path, route).put(path + "/", route);
    }

    private Workers workers(String name, SettingKey<Integer> threads, SettingKey<Integer> queue, boolean askStore) {
        Workers started = Workers.start(
                new Workers.Pool(name, settings.get(threads), settings.get(queue), askStore), settings, log);
        workers.add(started);
        return started;
    }

    private CallerWork callerWork(Workers of) {
        return new CallerWork(of, settings.get(HttpSettings.ACCOUNT_LISTS));
    }

    /** Where the site of a demonstration is shown. */
    DemoPages demoPages() {
        return demoPages.orElseThrow();
    }

    /** Stops to listen, lets the requests under way end, and stops. */
    @Override
    public void close() {
        long most = settings.get(HttpSettings.SHUTDOWN_TIMEOUT).toMillis() + 1000;
        try {
            vertx.undeploy(deployment).await(most, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new IllegalStateException("requests under way did not end in time", e);
        } finally {
            stop();
        }
    }

    private void stop() {
        closing = true;
        tls.ifPresent(Tls::close);
        vertx.close().await();
        meters.close();
        Lists.reverse(workers).forEach(Workers::close);
        log.close();
    }
}
