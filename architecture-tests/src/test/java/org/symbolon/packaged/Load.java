package org.symbolon.packaged;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;

/** Clients that ask one service again and again, as long as it answers well. Counts the answers by what they are. */
final class Load implements AutoCloseable {
    private final ExecutorService clients;
    private final List<Future<?>> running = new ArrayList<>();
    private final ConcurrentHashMap<String, AtomicLong> answers = new ConcurrentHashMap<>();

    /**
     * Begins.
     *
     * @param connections how many clients, with a connection each
     */
    Load(RunningService service, int connections, String target) {
        this.clients = Executors.newFixedThreadPool(connections);
        HttpClient client = HttpClient.newHttpClient();
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + service.port + target))
                .timeout(Duration.ofSeconds(20))
                .build();
        for (int i = 0; i < connections; i++) {
            running.add(clients.submit(() -> ask(client, request)));
        }
    }

    private void ask(HttpClient client, HttpRequest request) {
        boolean goesOn = true;
        while (goesOn) {
            goesOn = "200".equals(count(client, request));
        }
    }

    private String count(HttpClient client, HttpRequest request) {
        String answer;
        try {
            HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
            answer = response.statusCode() == 200
                    ? "200"
                    : response.statusCode() + " " + response.body().replaceFirst("^\\{\"code\":(-?[0-9]+),.*", "$1");
        } catch (IOException connectionLost) {
            answer = "lost";
        } catch (InterruptedException e) {
            answer = "interrupted";
        }
        answers.computeIfAbsent(answer, kind -> new AtomicLong()).incrementAndGet();
        return answer;
    }

    /** How many answers of a kind there were so far: {@code 200}, {@code 400 -2019}, {@code lost}. */
    long count(String kind) {
        return answers.getOrDefault(kind, new AtomicLong()).get();
    }

    /** Waits until no client is answered well any more. */
    Load awaitEnd() {
        try {
            for (Future<?> one : running) {
                one.get(2, TimeUnit.MINUTES);
            }
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new AssertionError(answers.toString(), e);
        }
        return this;
    }

    @Override
    public String toString() {
        return answers.toString();
    }

    @Override
    public void close() {
        clients.shutdownNow();
    }
}
