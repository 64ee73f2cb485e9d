package org.symbolon.soak;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** Clients of the nodes of one store, who ask for tokens and store keys, at a rate once that is set. */
final class Clients implements AutoCloseable {
    static final int METERED = 300_100;
    static final int SMALL = 300_101;
    static final int UNLIMITED = 300_102;
    static final String SECRET = "44444444444444444444444444444444";

    private static final int THREADS = 8;
    private static final String WHO = "customerAuthenticator=%d," + SECRET;
    private static final String TOKEN = "/hms/wv/token?" + WHO + "&errorFormat=json"
            + "&kid=b366360da82e9c6e0b0984002a362cf2&securityLevel=1&hdcpOutputControl=0"
            + "&contentKey=0f1e2d3c4b5a69788796a5b4c3d2e1f0";
    private static final String KEK = "&kek=000102030405060708090a0b0c0d0e0f";

    private final Ledger ledger;
    private final Supplier<ImmutableList<Integer>> ports;
    private final HttpClient client = HttpClient.newHttpClient();
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    private volatile long pauseNanos;
    private volatile boolean ended;

    /**
     * Begins.
     *
     * @param ports where the nodes listen now
     */
    Clients(Ledger ledger, Supplier<ImmutableList<Integer>> ports) {
        this.ledger = ledger;
        this.ports = ports;
        for (int i = 0; i < THREADS; i++) {
            threads.execute(this::work);
        }
    }

    /** From now on all clients together ask so often a second. */
    void pace(double requestsPerSecond) {
        pauseNanos = (long) (THREADS * 1e9 / Math.max(1, requestsPerSecond));
    }

    private void work() {
        long next = System.nanoTime();
        while (!ended) {
            long pause = pauseNanos;
            // Who is late does not catch up by asking faster.
            next = Math.max(next + pause, System.nanoTime() - pause);
            LockSupport.parkNanos(pause == 0 ? 0 : next - System.nanoTime());
            try {
                askOnce(ThreadLocalRandom.current());
            } catch (RuntimeException e) {
                ledger.complain(e.toString());
            }
        }
    }

    private void askOnce(ThreadLocalRandom random) {
        int kind = random.nextInt(100);
        if (kind < 60) {
            token(METERED);
        } else if (kind < 70) {
            token(SMALL);
        } else if (kind < 90) {
            token(UNLIMITED);
        } else if (kind < 95 && ledger.hasRoomForKeys()) {
            store(hex(random), hex(random));
        } else {
            ledger.anyKey().ifPresent(this::check);
        }
    }

    private static String hex(ThreadLocalRandom random) {
        byte[] bytes = new byte[16];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    private int anyPort() {
        List<Integer> now = ports.get();
        return now.get(ThreadLocalRandom.current().nextInt(now.size()));
    }

    /** An answer; status 0 if there was none. */
    private record Reply(int status, String body) {}

    private Reply get(String target) {
        return send(target, HttpRequest.Builder::GET);
    }

    private Reply send(String target, UnaryOperator<HttpRequest.Builder> method) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + anyPort() + target))
                .timeout(Duration.ofSeconds(20));
        try {
            HttpResponse<String> answer =
                    client.send(method.apply(request).build(), HttpResponse.BodyHandlers.ofString());
            return new Reply(answer.statusCode(), answer.body());
        } catch (IOException e) {
            return new Reply(0, e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Reply(0, "interrupted");
        }
    }

    private void token(int account) {
        Reply reply = get(TOKEN.formatted(account));
        if (reply.status == 200 && reply.body.contains("ExpressPlayToken=")) {
            ledger.issued(account);
        } else if (reply.status == 400 && account == SMALL && reply.body.contains("-2019")) {
            ledger.answeredWell();
        } else {
            ledger.unknown(account);
            refused("a token of " + account, reply);
        }
    }

    /** While there is a fault, 503 and a lost connection are the only right answers besides good ones. */
    private void refused(String what, Reply reply) {
        if (reply.status == 0 || reply.status == 503) {
            ledger.failed(what + ": " + reply);
        } else {
            ledger.complain(what + ": " + reply);
        }
    }

    private void store(String kid, String value) {
        String body = "{\"kid\":\"" + kid + "\",\"k\":\"" + value + "\"}";
        Reply reply = send(
                "/keystore/keys?" + WHO.formatted(UNLIMITED) + KEK,
                request -> request.POST(HttpRequest.BodyPublishers.ofString(body)));
        if (reply.status == 201 || reply.status == 200) {
            ledger.stored(new Ledger.Key(kid, value));
        } else {
            refused("to store a key", reply);
        }
    }

    private void check(Ledger.Key key) {
        Reply reply = read(key);
        if (isThere(key, reply)) {
            ledger.answeredWell();
        } else if (reply.status == 200 || reply.status == 404) {
            ledger.complain("the key " + key + " is " + reply);
        } else {
            refused("to read a key", reply);
        }
    }

    private Reply read(Ledger.Key key) {
        return get("/keystore/keys/" + key.kid() + "/value?" + WHO.formatted(UNLIMITED) + KEK);
    }

    private static boolean isThere(Ledger.Key key, Reply reply) {
        return reply.status == 200 && reply.body.strip().equals(key.value());
    }

    /** How many keys that were acknowledged are not there. */
    long lostKeys() {
        return ledger.keys().stream().filter(key -> !isThere(key, read(key))).count();
    }

    /** Returns when no request is under way any more. */
    void stop() {
        ended = true;
        threads.shutdown();
        try {
            if (!threads.awaitTermination(1, TimeUnit.MINUTES)) {
                throw new AssertionError("a client still waits for an answer");
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        ended = true;
        threads.shutdownNow();
    }
}
