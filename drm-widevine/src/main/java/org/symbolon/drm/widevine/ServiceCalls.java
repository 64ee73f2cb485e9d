package org.symbolon.drm.widevine;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.symbolon.core.settings.SettingKey;
import org.symbolon.core.settings.Settings;

/**
 * Calls licence services over HTTP. Time and number of the calls are limited, so that a slow service cannot occupy all
 * threads.
 */
final class ServiceCalls {
    static final SettingKey<Duration> CONNECT_TIMEOUT = SettingKey.duration(
            "drm.wv.connect.timeout", Duration.ofSeconds(2), "How long a connection to a licence service may take");
    static final SettingKey<Duration> READ_TIMEOUT = SettingKey.duration(
            "drm.wv.read.timeout",
            Duration.ofSeconds(5),
            "How long a licence service may take until its answer begins");
    static final SettingKey<Duration> TOTAL_TIMEOUT = SettingKey.duration(
            "drm.wv.total.timeout",
            Duration.ofSeconds(8),
            "How long a Widevine licence may take in total, including repeated attempts");
    static final SettingKey<Integer> MAX_CALLS = SettingKey.number(
            "drm.wv.calls.max",
            32,
            "How many calls to licence services there may be at the same time; further ones are refused at once",
            1,
            10_000);
    static final SettingKey<Integer> RETRIES = SettingKey.number(
            "drm.wv.retries", 2, "How often a licence service that answers INTERNAL_ERROR is asked again", 0, 10);
    static final ImmutableList<SettingKey<?>> SETTINGS =
            ImmutableList.of(CONNECT_TIMEOUT, READ_TIMEOUT, TOTAL_TIMEOUT, MAX_CALLS, RETRIES);

    private final Duration readTimeout;
    private final Duration connectTimeout;
    private final Semaphore permits;
    private final ExecutorService threads = Executors.newCachedThreadPool(ServiceCalls::daemon);
    /** Created by the first call, because most processes make none. */
    private @Nullable HttpClient client;

    ServiceCalls(Settings settings) {
        this.readTimeout = settings.get(READ_TIMEOUT);
        this.connectTimeout = settings.get(CONNECT_TIMEOUT);
        this.permits = new Semaphore(settings.get(MAX_CALLS));
    }

    private synchronized HttpClient client() throws IOException {
        if (threads.isShutdown()) {
            throw new IOException("calls to licence services are closed");
        }
        HttpClient open = client;
        if (open == null) {
            open = HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .connectTimeout(connectTimeout)
                    .executor(threads)
                    .build();
            client = open;
        }
        return open;
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "symbolon-widevine");
        thread.setDaemon(true);
        return thread;
    }

    /** Stops the threads. Calls in progress fail within their time limit, later calls at once. */
    synchronized void close() {
        threads.shutdownNow();
        // The JDK stops the client's own thread when nothing refers to the client any more.
        client = null;
    }

    /** Whether the limit permits one more call now. If so, the caller must {@link #release} it afterwards. */
    boolean tryAcquire() {
        return permits.tryAcquire();
    }

    void release() {
        permits.release();
    }

    /**
     * Posts JSON. If the connection times out, one more attempt is made; if it is refused, the JDK's client makes one.
     *
     * @param nanosLeft how long the call may take in total, in nanoseconds
     * @throws IOException if there is no answer in time
     */
    HttpResponse<byte[]> post(URI url, byte[] body, long nanosLeft) throws IOException {
        long deadline = System.nanoTime() + nanosLeft;
        try {
            return attempt(url, body, deadline);
        } catch (HttpConnectTimeoutException e) {
            return attempt(url, body, deadline);
        }
    }

    private HttpResponse<byte[]> attempt(URI url, byte[] body, long deadline) throws IOException {
        long left = deadline - System.nanoTime();
        if (left <= 0) {
            throw new IOException("there was no time left for an attempt");
        }
        HttpRequest request = HttpRequest.newBuilder(url)
                .timeout(readTimeout)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
        CompletableFuture<HttpResponse<byte[]>> answer =
                client().sendAsync(request, head -> new BoundedBody(Json.MAX_BYTES));
        try {
            return answer.get(left, TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw new IOException("the licence service did not answer in time", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("the call was interrupted", e);
        } catch (ExecutionException e) {
            throw failure(e.getCause());
        } finally {
            answer.cancel(true);
        }
    }

    /** The cause of a failed call. A connect time-out keeps its type, because the call is then repeated. */
    private static IOException failure(@Nullable Throwable cause) {
        if (cause instanceof HttpConnectTimeoutException timeout) {
            return timeout;
        }
        return cause instanceof IOException known ? known : new IOException("the call failed", cause);
    }
}
