package org.symbolon.http;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Lists;
import com.google.common.collect.Streams;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.ThreadingModel;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.internal.VertxInternal;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.symbolon.core.Symbolon;
import org.symbolon.core.catalogue.DrmDescription;
import org.symbolon.core.settings.CoreSettings;
import org.symbolon.core.settings.SettingKey;
import org.symbolon.core.settings.Settings;
import org.symbolon.core.settings.SettingsException;
import org.symbolon.http.connection.Capacity;
import org.symbolon.http.demo.DemoPages;
import org.symbolon.http.keystore.KeyStorageEndpoint;
import org.symbolon.http.limit.LimitSettings;
import org.symbolon.http.limit.LimitedRoute;
import org.symbolon.http.limit.Limits;
import org.symbolon.http.limit.ResourceWatch;
import org.symbolon.http.log.LogSettings;
import org.symbolon.http.management.EventLoopWatch;
import org.symbolon.http.management.HealthCheck;
import org.symbolon.http.management.ManagementServer;
import org.symbolon.http.management.ManagementSettings;
import org.symbolon.http.management.ManagementSite;
import org.symbolon.http.management.NodeMeters;
import org.symbolon.http.management.RequestFigures;
import org.symbolon.http.management.RequestMeters;
import org.symbolon.http.openapi.OpenApi;
import org.symbolon.http.openapi.OpenApiEndpoint;
import org.symbolon.http.records.RecordsEndpoint;
import org.symbolon.http.rights.DocumentEndpoint;
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
import org.symbolon.http.usage.UsageEndpoint;

/** The running service: one server on each event loop, one event loop for each processor. */
public final class HttpService implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HttpService.class);
    private static final int EVENT_LOOPS = Runtime.getRuntime().availableProcessors();
    private static final Duration START_TIMEOUT = Duration.ofSeconds(30);

    private final Symbolon symbolon;
    private final Settings settings;
    private final RequestLog log;
    private final PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final NodeMeters nodeMeters = new NodeMeters(meters);
    private final List<HealthCheck> healthChecks = new ArrayList<>();
    private final List<Workers> workers = new ArrayList<>();
    /** Kept here, because the meters do not keep alive what they ask. */
    private final LongSupplier droppedLines;

    private final LongSupplier droppedEvents = EventAppender::droppedOfProcess;
    private final VertxInternal vertx;
    private final Consumer<Throwable> onFailure;
    private String deployment = "";
    private ImmutableSet<String> paths = ImmutableSet.of();
    private Optional<DemoPages> demoPages = Optional.empty();
    private Optional<ResourceWatch> resources = Optional.empty();
    private Optional<EventLoopWatch> eventLoopWatch = Optional.empty();
    private Optional<ManagementServer> management = Optional.empty();
    private volatile boolean ending;
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
        this.droppedLines = log::dropped;
        this.vertx = (VertxInternal)
                Vertx.vertx(new VertxOptions().setEventLoopPoolSize(EVENT_LOOPS).setUseDaemonThread(false));
    }

    /** The settings that the service declares, for {@code SymbolonLoader.of}. */
    public static ImmutableList<SettingKey<?>> settings() {
        return ImmutableList.<SettingKey<?>>builder()
                .addAll(HttpSettings.all())
                .addAll(LimitSettings.all())
                .addAll(ManagementSettings.all())
                .addAll(LogSettings.all())
                .addAll(TlsSettings.all())
                .build();
    }

    /** The settings, with a free port where they ask for any: licence URLs name the port before the service listens. */
    public static Settings withPort(Settings settings) {
        if (settings.get(CoreSettings.HTTP_PORT) == 0
                && settings.given(ManagementSettings.PORT).origin().isDefault()) {
            return withPort(settings.with(ManagementSettings.PORT, "0"));
        }
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
     * @throws ManagementServer.CannotManageException if the management cannot listen on its own
     * @throws SettingsException if the files of TLS cannot be used
     */
    public static HttpService start(Symbolon symbolon, Settings settings, Consumer<Throwable> onFailure) {
        HttpService service = new HttpService(symbolon, settings, onFailure);
        try {
            service.watchEventLoops();
            service.listen();
            service.manage();
            return service;
        } catch (ManagementServer.CannotManageException | SettingsException e) {
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
        ResourceWatch resourceWatch = ResourceWatch.start(capacity, settings.dataFolder(), meters);
        resources = Optional.of(resourceWatch);
        healthChecks.addAll(resourceWatch.healthChecks());
        nodeMeters.connections(capacity);
        EventLoopServer.Shared shared = new EventLoopServer.Shared(capacity, log, new RequestMeters(meters));
        deployment = vertx.deployVerticle(() -> new EventLoopServer(listeners, shared, settings), options)
                .await(START_TIMEOUT.toSeconds(), TimeUnit.SECONDS);
    }

    /** Lets monitors ask. Whatever measures or checks something was made before. */
    private void manage() {
        if (!settings.get(ManagementSettings.ENABLED)) {
            return;
        }
        EventLoopWatch watch = EventLoopWatch.start(vertx.nettyEventLoopGroup(), meters, EventLoopWatch.HANGS);
        eventLoopWatch = Optional.of(watch);
        symbolon.conditions()
                .forEach(condition ->
                        healthChecks.add(new HealthCheck(condition.name(), condition.problem(), condition.needed())));
        healthChecks.add(new HealthCheck("ending", this::ending, true));
        ImmutableList<HealthCheck> ready = ImmutableList.copyOf(healthChecks);
        nodeMeters.process();
        nodeMeters.product(symbolon);
        nodeMeters.droppedLines("requests", droppedLines);
        nodeMeters.droppedLines("events", droppedEvents);
        nodeMeters.checks(ready);
        ImmutableList<HealthCheck> alive = ImmutableList.of(new HealthCheck("event-loops", watch::problem, true));
        ImmutableList<ManagementSite> sites = ManagementSite.open(symbolon, settings, new RequestFigures(meters));
        management = Optional.of(ManagementServer.start(
                settings,
                new ManagementServer.Content(
                        meters,
                        alive,
                        ready,
                        () -> OpenApi.of(symbolon.drms(), ImmutableSet.of(OpenApi.Part.MANAGEMENT)),
                        sites)));
    }

    private Optional<String> ending() {
        return ending ? Optional.of("the service was told to end") : Optional.empty();
    }

    private ImmutableList<Listener> listeners() {
        Refusals refusals = new Refusals(log, onFailure, symbolon.drms().wordings());
        KnownCallers callers = new KnownCallers(symbolon.accounts());
        TokenEndpoint tokens = new TokenEndpoint(
                symbolon.issuer(), workers("tokens", HttpSettings.WORKERS, HttpSettings.QUEUE, true), settings);
        Workers ofRights = workers("rights", HttpSettings.RIGHTS_WORKERS, HttpSettings.RIGHTS_QUEUE, false);
        RightsEndpoint rights = new RightsEndpoint(symbolon.redeemer(), ofRights, refusals, settings);
        DocumentEndpoint documents = new DocumentEndpoint(symbolon.redeemer(), ofRights, refusals, settings);
        Limits limits = new Limits(symbolon.accounts(), settings, meters);
        ImmutableMap.Builder<String, Router.Route> paths = ImmutableMap.builder();
        for (DrmDescription drm : symbolon.drms().all()) {
            paths.put(TokenEndpoint.path(drm.id()), limits.limited(LimitedRoute.TOKEN, tokens.of(drm.id())));
            putWithSlash(paths, "/hms/" + drm.id() + "/rights", limits.limited(LimitedRoute.RIGHTS, rights.of(drm)));
            drm.rules()
                    .playerDocument()
                    .ifPresent(document -> putWithSlash(
                            paths,
                            "/hms/" + drm.id() + "/" + document.name(),
                            limits.limited(LimitedRoute.RIGHTS, documents.of(drm))));
        }
        Workers recordWorkers = workers("records", HttpSettings.RECORDS_WORKERS, HttpSettings.RECORDS_QUEUE, true);
        DemoPages ofDemo = new DemoPages(symbolon, recordWorkers);
        demoPages = Optional.of(ofDemo);
        CallerWork ofRecords = callerWork(recordWorkers);
        Router.Route records = new RecordsEndpoint(symbolon, callers, ofRecords).route();
        putWithSlash(paths, "/cmiapi/getrecord", limits.limited(LimitedRoute.RECORDS, records));
        Router.Route usage = new UsageEndpoint(symbolon, callers, ofRecords, InstantSource.system()).route();
        putWithSlash(paths, "/cmiapi/usage", limits.limited(LimitedRoute.RECORDS, usage));
        CallerWork ofKeys =
                callerWork(workers("keystore", HttpSettings.KEYSTORE_WORKERS, HttpSettings.KEYSTORE_QUEUE, true));
        Router.Route keys = new KeyStorageEndpoint(symbolon, callers, ofKeys, refusals, settings).route();
        Listeners.Served served = new Listeners.Served(
                refusals,
                paths.buildOrThrow(),
                ImmutableMap.of(
                        KeyStorageEndpoint.ROOT,
                        limits.limited(LimitedRoute.KEYSTORE, keys),
                        DemoPages.ROOT,
                        Router.Route.of(ofDemo)),
                rights.readable(tokens.elsewhere(symbolon.drms().all())),
                parts -> Router.Route.of(new OpenApiEndpoint(symbolon.drms(), parts)),
                () -> symbolon.problem().isEmpty());
        ImmutableList<Listener> all = Listeners.of(served, settings, tls);
        this.paths = all.stream()
                .flatMap(listener -> listener.router().paths().stream())
                .collect(ImmutableSet.toImmutableSet());
        return all;
    }

    /** A path with and without a slash at its end. */
    private static void putWithSlash(
            ImmutableMap.Builder<String, Router.Route> paths, String path, Router.Route route) {
        paths.put(path, route).put(path + "/", route);
    }

    private Workers workers(String name, SettingKey<Integer> threads, SettingKey<Integer> queue, boolean askStore) {
        Workers.Pool pool = new Workers.Pool(name, settings.get(threads), settings.get(queue), askStore);
        Workers started = Workers.start(pool, settings, log);
        nodeMeters.workers(pool, started);
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

    /** Every path with an endpoint, and the first part of those whose tree has one. */
    ImmutableSet<String> paths() {
        return paths;
    }

    /** What the service counts. */
    MeterRegistry meters() {
        return meters;
    }

    /** Where monitors ask; empty if they cannot. */
    public OptionalInt managementPort() {
        return management.map(server -> OptionalInt.of(server.port())).orElse(OptionalInt.empty());
    }

    /** Tells load balancers to send requests elsewhere, and serves on until they have had the time to. */
    void announceEnd() throws InterruptedException {
        ending = true;
        TimeUnit.NANOSECONDS.sleep(settings.get(HttpSettings.SHUTDOWN_DELAY).toNanos());
    }

    /** Stops to listen, lets the requests under way end, and stops. */
    @Override
    public void close() {
        long most = settings.get(HttpSettings.SHUTDOWN_TIMEOUT).toMillis() + 1000;
        ending = true;
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
        eventLoopWatch.ifPresent(EventLoopWatch::close);
        tls.ifPresent(Tls::close);
        vertx.close().await();
        resources.ifPresent(ResourceWatch::close);
        Lists.reverse(workers).forEach(Workers::close);
        log.close();
        management.ifPresent(ManagementServer::close);
        nodeMeters.close();
        meters.close();
    }
}
