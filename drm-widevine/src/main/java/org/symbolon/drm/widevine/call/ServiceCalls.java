package org.symbolon.drm.widevine.call;

import com.google.common.base.Throwables;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.Range;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.symbolon.core.settings.SettingKey;
import org.symbolon.core.settings.Settings;

/** Calls licence services over HTTP. The time of a call is limited; {@link ServiceGuard} limits the number. */
public final class ServiceCalls {
    private static final Range<Duration> TIMEOUTS = Range.closed(Duration.ofMillis(10), Duration.ofMinutes(1));
    public static final SettingKey<Duration> CONNECT_TIMEOUT = SettingKey.duration(
            "drm.wv.connect.timeout",
            Duration.ofSeconds(2),
            "How long a connection to a licence service may take",
            TIMEOUTS);
    public static final SettingKey<Duration> READ_TIMEOUT = SettingKey.duration(
            "drm.wv.read.timeout",
            Duration.ofSeconds(5),
            "How long a licence service may take until its answer begins",
            TIMEOUTS);
    public static final SettingKey<Duration> TOTAL_TIMEOUT = SettingKey.duration(
            "drm.wv.total.timeout",
            Duration.ofSeconds(8),
            "How long a Widevine licence may take in total, including repeated attempts",
            TIMEOUTS);
    public static final SettingKey<Integer> MAX_CALLS = SettingKey.number(
            "drm.wv.calls.max",
            48,
            "How many calls to licence services there may be at the same time, fewer than http.rights.workers; one"
                    + " service gets at most two thirds of them, one account half, one token a third; further calls are"
                    + " refused at once",
            1,
            10_000);
    public static final SettingKey<Integer> RETRIES = SettingKey.number(
            "drm.wv.retries", 2, "How often a licence service that answers INTERNAL_ERROR is asked again", 0, 10);
    public static final SettingKey<Duration> PAUSE = SettingKey.duration(
            "drm.wv.pause",
            Duration.ofSeconds(10),
            "How long a licence service that does not answer is left alone before one call tries it again",
            Range.closed(Duration.ofMillis(100), Duration.ofMinutes(10)));
    public static final ImmutableList<SettingKey<?>> SETTINGS =
            ImmutableList.of(CONNECT_TIMEOUT, READ_TIMEOUT, TOTAL_TIMEOUT, MAX_CALLS, RETRIES, PAUSE);

    private final int maxAnswerBytes;
    private final Duration readTimeout;
    private final Duration connectTimeout;
    private final ExecutorService threads = Executors.newCachedThreadPool(ServiceCalls::daemon);
    /** Created by the first call, because most processes make none. */
    private @Nullable HttpClient client;

    /**
     * Calls as the settings say.
     *
     * @param maxAnswerBytes how long the body of an answer may be
     */
    public ServiceCalls(Settings settings, int maxAnswerBytes) {
        this.maxAnswerBytes = maxAnswerBytes;
        this.readTimeout = settings.get(READ_TIMEOUT);
        this.connectTimeout = settings.get(CONNECT_TIMEOUT);
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
    public synchronized void close() {
        threads.shutdownNow();
        // The JDK stops the client's own thread when nothing refers to the client any more.
        client = null;
    }

    /**
     * Posts JSON. If the connection fails, one more attempt is made. It has failed if it was not made in time, or if it
     * ended before the answer began: a service may close a kept connection just when a request is sent on it. If the
     * connection is refused, the JDK's client makes the second attempt.
     *
     * @param nanosLeft how long the call may take in total, in nanoseconds
     * @throws IOException if there is no answer in time
     */
    public HttpResponse<byte[]> post(URI url, byte[] body, long nanosLeft) throws IOException {
        long deadline = System.nanoTime() + nanosLeft;
        Attempt first = new Attempt(url, body, deadline);
        try {
            return first.answer();
        } catch (IOException e) {
            if (!first.connectionFailed) {
                throw e;
            }
            return new Attempt(url, body, deadline).answer();
        }
    }

    /** One request to a service. */
    private final class Attempt {
        private final URI url;
        private final byte[] body;
        private final long deadline;
        /** Set by a thread of the client. */
        private volatile boolean answerBegan;

        private boolean connectionFailed;

        Attempt(URI url, byte[] body, long deadline) {
            this.url = url;
            this.body = body;
            this.deadline = deadline;
        }

        HttpResponse<byte[]> answer() throws IOException {
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                throw new IOException("there was no time left for an attempt");
            }
            HttpRequest request = HttpRequest.newBuilder(url)
                    .timeout(readTimeout)
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                    .build();
            CompletableFuture<HttpResponse<byte[]>> answer = client().sendAsync(request, head -> {
                answerBegan = true;
                return new BoundedBody(maxAnswerBytes);
            });
            try {
                return answer.get(left, TimeUnit.NANOSECONDS);
            } catch (TimeoutException e) {
                throw new IOException("the licence service did not answer in time", e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("the call was interrupted", e);
            } catch (ExecutionException e) {
                connectionFailed = !answerBegan && isOfConnection(e.getCause());
                throw e.getCause() instanceof IOException known
                        ? known
                        : new IOException("the call failed", e.getCause());
            } finally {
                answer.cancel(true);
            }
        }
    }

    /**
     * Whether the connection failed: it was not made in time, was reset, or ended early. A write that fails is a plain
     * IOException, such as "Broken pipe", which the JDK's client wraps in another one. A plain IOException without a
     * cause says that the answer is malformed, and to ask again would not help.
     */
    private static boolean isOfConnection(@Nullable Throwable cause) {
        if (cause == null || cause instanceof HttpTimeoutException) {
            return cause instanceof HttpConnectTimeoutException;
        }
        Throwable root = Throwables.getRootCause(cause);
        return (root instanceof SocketException && !(root instanceof ConnectException))
                || root instanceof EOFException
                || (root != cause && root.getClass() == IOException.class);
    }
}
