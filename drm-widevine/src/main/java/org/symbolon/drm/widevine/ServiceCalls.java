package org.symbolon.drm.widevine;

import com.google.common.base.Suppliers;
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
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.symbolon.core.settings.SettingKey;
import org.symbolon.core.settings.Settings;

/** Calls to licence services: bounded in time and in number, so that a service which hangs costs no more than that. */
final class ServiceCalls {
    static final SettingKey<Duration> CONNECT_TIMEOUT = SettingKey.duration(
            "drm.wv.connect.timeout", Duration.ofSeconds(2), "How long a connection to a licence service may take");
    static final SettingKey<Duration> READ_TIMEOUT = SettingKey.duration(
            "drm.wv.read.timeout", Duration.ofSeconds(5), "How long a licence service may take to begin its answer");
    static final SettingKey<Duration> TOTAL_TIMEOUT = SettingKey.duration(
            "drm.wv.total.timeout",
            Duration.ofSeconds(8),
            "How long a Widevine licence may take in all, further attempts included");
    static final SettingKey<Integer> MOST_CALLS = SettingKey.number(
            "drm.wv.calls.max",
            32,
            "How many calls to licence services may be under way at the same time; further ones are refused at once",
            1,
            10_000);
    static final SettingKey<Integer> RETRIES = SettingKey.number(
            "drm.wv.retries", 2, "How often a licence service that answers INTERNAL_ERROR is asked again", 0, 10);
    static final ImmutableList<SettingKey<?>> SETTINGS =
            ImmutableList.of(CONNECT_TIMEOUT, READ_TIMEOUT, TOTAL_TIMEOUT, MOST_CALLS, RETRIES);

    private final Duration readTimeout;
    private final Semaphore free;
    /** Made for the first call: most processes never make one. */
    private final Supplier<HttpClient> client;

    ServiceCalls(Settings settings) {
        this.readTimeout = settings.get(READ_TIMEOUT);
        this.free = new Semaphore(settings.get(MOST_CALLS));
        Duration connectTimeout = settings.get(CONNECT_TIMEOUT);
        this.client = memoized(() -> HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(connectTimeout)
                .executor(threads())
                .build());
    }

    @SuppressWarnings("NullAway") // what is memoised here is never null
    private static <T> Supplier<T> memoized(Supplier<T> once) {
        return Suppliers.memoize(once::get);
    }

    private static ExecutorService threads() {
        return Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "symbolon-widevine");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Takes one of the calls that may be under way; false if all are. */
    boolean begin() {
        return free.tryAcquire();
    }

    void end() {
        free.release();
    }

    /**
     * Posts JSON, and once more where no connection could be had: where it is refused, the JDK's client tries again by itself.
     *
     * @param nanosLeft how long it may take
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
                client.get().sendAsync(request, head -> new BoundedBody(Json.MOST_BYTES));
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

    /** The failure itself, whose kind says whether to try again. */
    private static IOException failure(@Nullable Throwable cause) {
        if (cause instanceof HttpConnectTimeoutException timeout) {
            return timeout;
        }
        return cause instanceof IOException known ? known : new IOException("the call failed", cause);
    }
}
