package org.symbolon.packaged;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** A Prometheus that scrapes one service every second. */
final class Prometheus implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient client = HttpClient.newHttpClient();
    private final Process process;
    private final int port;

    private Prometheus(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /** A program of the package {@code prometheus} on the path. */
    static Optional<Path> find(String program) {
        return Pattern.compile(File.pathSeparator)
                .splitAsStream(Optional.ofNullable(System.getenv("PATH")).orElse(""))
                .map(folder -> Path.of(folder, program))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** Starts it on the alert rules of the product. */
    static Prometheus start(Path program, Path scratch, int managementPort) throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        Path config = Files.writeString(scratch.resolve("prometheus.yml"), """
                global: {scrape_interval: 1s, evaluation_interval: 1s}
                rule_files: ['%s']
                scrape_configs:
                  - job_name: symbolon
                    static_configs: [{targets: ['127.0.0.1:%d']}]
                """.formatted(
                        Launcher.ROOT.resolve("deploy/prometheus/alerts.yml"), managementPort));
        Process process = new ProcessBuilder(
                        program.toString(),
                        "--config.file=" + config,
                        "--storage.tsdb.path=" + scratch.resolve("prometheus"),
                        "--web.listen-address=127.0.0.1:" + port)
                .redirectErrorStream(true)
                .redirectOutput(scratch.resolve("prometheus.txt").toFile())
                .start();
        return new Prometheus(process, port);
    }

    /** Runs {@code promtool}, with text on its standard input. */
    static Launcher.Result promtool(Path scratch, String input, String... arguments) throws IOException {
        Path in = Files.writeString(Files.createTempFile(scratch, "promtool", ".in"), input);
        ProcessBuilder command = new ProcessBuilder(arguments).redirectInput(in.toFile());
        command.command().add(0, find("promtool").orElseThrow().toString());
        return Launcher.run(command, scratch);
    }

    /** How many series an expression has now; 0 also while Prometheus does not answer yet. */
    int series(String expression) throws InterruptedException {
        return get("/api/v1/query?query=" + URLEncoder.encode(expression, StandardCharsets.UTF_8))
                .map(answer -> answer.at("/data/result").size())
                .orElse(0);
    }

    /** The alert rules that it could not evaluate. */
    List<String> brokenRules() throws InterruptedException {
        return get("/api/v1/rules")
                .orElseThrow()
                .at("/data/groups")
                .valueStream()
                .flatMap(group -> group.get("rules").valueStream())
                .filter(rule -> !rule.get("health").asString().equals("ok"))
                .map(JsonNode::toString)
                .toList();
    }

    private Optional<JsonNode> get(String target) throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + target))
                .timeout(Duration.ofSeconds(20))
                .build();
        try {
            HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
            return answer.statusCode() == 200 ? Optional.of(JSON.readTree(answer.body())) : Optional.empty();
        } catch (IOException notYet) {
            return Optional.empty();
        }
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Ends it, and waits until it writes no more to its folder. */
    @Override
    public void close() {
        process.destroyForcibly();
        try {
            process.waitFor(20, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
