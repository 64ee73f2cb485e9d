package org.symbolon.http;

import com.google.common.collect.ImmutableList;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.ThreadingModel;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.symbolon.core.CoreSettings;
import org.symbolon.core.Symbolon;
import org.symbolon.core.settings.SettingKey;
import org.symbolon.core.settings.Settings;

/** The running service: one server on each event loop, one event loop for each processor. */
public final class HttpService implements AutoCloseable {
    private static final Duration START_TIMEOUT = Duration.ofSeconds(30);

    private final Vertx vertx;
    private final String deployment;
    private final Settings settings;

    private HttpService(Vertx vertx, String deployment, Settings settings) {
        this.vertx = vertx;
        this.deployment = deployment;
        this.settings = settings;
    }

    /** The settings that the service declares, for {@link Symbolon#open}. */
    public static ImmutableList<SettingKey<?>> settings() {
        return HttpSettings.all();
    }

    /** Settings that name a free port where they asked for any, so that licence URLs can be made before the service listens. */
    public static Settings withPort(Settings settings) {
        if (settings.get(CoreSettings.HTTP_PORT) != 0) {
            return settings;
        }
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getByName(settings.get(CoreSettings.HTTP_HOST)))) {
            return settings.with(CoreSettings.HTTP_PORT, Integer.toString(free.getLocalPort()));
        } catch (IOException e) {
            throw new CannotListenException(CoreSettings.serviceUrl(settings), e);
        }
    }

    /**
     * Starts to listen. The caller keeps, and in the end closes, what is served.
     *
     * @throws CannotListenException if the address cannot be had
     */
    public static HttpService start(Symbolon symbolon, Settings settings) {
        int eventLoops = Runtime.getRuntime().availableProcessors();
        Vertx vertx = Vertx.vertx(new VertxOptions()
                .setEventLoopPoolSize(eventLoops)
                .setWorkerPoolSize(settings.get(HttpSettings.WORKERS))
                .setUseDaemonThread(false));
        try {
            DeploymentOptions options =
                    new DeploymentOptions().setInstances(eventLoops).setThreadingModel(ThreadingModel.EVENT_LOOP);
            Future<String> deployed = vertx.deployVerticle(() -> new HttpVerticle(symbolon, settings), options);
            return new HttpService(vertx, deployed.await(START_TIMEOUT.toSeconds(), TimeUnit.SECONDS), settings);
        } catch (Exception e) {
            vertx.close();
            throw new CannotListenException(CoreSettings.serviceUrl(settings), e);
        }
    }

    /** Stops to listen, lets the requests in flight end, and stops. */
    @Override
    public void close() {
        long most = settings.get(HttpSettings.SHUTDOWN_TIMEOUT).toMillis() + 1000;
        try {
            vertx.undeploy(deployment).await(most, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new IllegalStateException("requests in flight did not end in time", e);
        } finally {
            vertx.close().await();
        }
    }
}
