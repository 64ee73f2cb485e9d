package org.symbolon.packaged;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Drives a {@link Chromium} by the Chrome DevTools Protocol. */
final class DevTools implements AutoCloseable {
    private static final JsonMapper JSON = new JsonMapper();
    private static final long PATIENCE_SECONDS = 120;
    private static final long PAUSE_MILLIS = 50;

    private final Map<Integer, CompletableFuture<JsonNode>> answers = new ConcurrentHashMap<>();
    private final AtomicInteger ids = new AtomicInteger();
    private final WebSocket socket;

    private DevTools(URI address) {
        this.socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(address, new Listener())
                .join();
    }

    /** Connects to a browser that was started to be driven. */
    static DevTools connect(Path scratch) {
        Path file = Chromium.profile(scratch).resolve("DevToolsActivePort");
        List<String> lines = await("the browser does not say where it listens", () -> {
            List<String> read = Files.exists(file) ? Files.readAllLines(file) : List.of();
            return read.size() < 2 ? null : read;
        });
        return new DevTools(URI.create("ws://127.0.0.1:" + lines.get(0) + lines.get(1)));
    }

    /** Something that may not be there yet. */
    private interface Attempt<T> {
        T run() throws IOException;
    }

    private static <T> T await(String problem, Attempt<T> attempt) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        try {
            while (System.nanoTime() < end) {
                T found = attempt.run();
                if (found != null) {
                    return found;
                }
                Thread.sleep(PAUSE_MILLIS);
            }
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(problem, e);
        }
        throw new AssertionError(problem);
    }

    /** Collects answers, each of which may come in parts. */
    private final class Listener implements WebSocket.Listener {
        private final StringBuilder text = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
            text.append(part);
            if (last) {
                JsonNode message = JSON.readTree(text.toString());
                text.setLength(0);
                if (message.has("id")) {
                    answers.remove(message.get("id").asInt()).complete(message);
                }
            }
            from.request(1);
            return null;
        }
    }

    private JsonNode send(String session, String method, ObjectNode parameters) {
        int id = ids.incrementAndGet();
        ObjectNode message = JSON.createObjectNode().put("id", id).put("method", method);
        message.set("params", parameters);
        if (!session.isEmpty()) {
            message.put("sessionId", session);
        }
        CompletableFuture<JsonNode> answer = new CompletableFuture<>();
        answers.put(id, answer);
        synchronized (this) {
            socket.sendText(message.toString(), true).join();
        }
        JsonNode answered = answer.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
        if (answered.has("error")) {
            throw new AssertionError(method + ": " + answered.get("error"));
        }
        return answered.get("result");
    }

    private static ObjectNode object() {
        return JSON.createObjectNode();
    }

    /** A page of a browser of its own: it shares no cookies with the others. */
    Page open() {
        String context = send("", "Target.createBrowserContext", object())
                .get("browserContextId")
                .asString();
        String target = send(
                        "",
                        "Target.createTarget",
                        object().put("url", "about:blank").put("browserContextId", context))
                .get("targetId")
                .asString();
        return new Page(send(
                        "",
                        "Target.attachToTarget",
                        object().put("targetId", target).put("flatten", true))
                .get("sessionId")
                .asString());
    }

    /** One tab. */
    final class Page {
        private final String session;

        private Page(String session) {
            this.session = session;
        }

        /** Shows a page, and waits until all of it is there. */
        void show(String url) {
            send(session, "Page.navigate", object().put("url", url));
            awaitPage();
        }

        /** Does something that leads to another page, and waits for that. */
        void leave(String script) {
            run("document.documentElement.dataset.left='yes'; " + script);
            awaitTrue("document.documentElement.dataset.left !== 'yes'");
            awaitPage();
        }

        private void awaitPage() {
            awaitTrue("document.readyState === 'complete' && location.protocol !== 'about:'");
        }

        /** Waits until an expression is true; while the page changes, it cannot be asked. */
        void awaitTrue(String expression) {
            await(expression, () -> {
                JsonNode answer = evaluate(expression);
                return answer.path("result").path("value").asBoolean(false) ? true : null;
            });
        }

        /** The value of an expression as text; waits for a promise. */
        String run(String expression) {
            JsonNode answer = evaluate(expression);
            if (answer.has("exceptionDetails")) {
                throw new AssertionError(answer.get("exceptionDetails").toString());
            }
            return answer.path("result").path("value").asString("");
        }

        private JsonNode evaluate(String expression) {
            return send(
                    session,
                    "Runtime.evaluate",
                    object().put("expression", expression)
                            .put("awaitPromise", true)
                            .put("returnByValue", true));
        }

        /** The size of the window, and the colours that its user likes. */
        void look(int width, int height, boolean dark) {
            send(
                    session,
                    "Emulation.setDeviceMetricsOverride",
                    object().put("width", width)
                            .put("height", height)
                            .put("deviceScaleFactor", 1)
                            .put("mobile", false));
            ObjectNode media = object();
            media.putArray("features")
                    .addObject()
                    .put("name", "prefers-color-scheme")
                    .put("value", dark ? "dark" : "light");
            send(session, "Emulation.setEmulatedMedia", media);
        }

        /** Presses a key. */
        void press(String key, int code) {
            for (String type : List.of("keyDown", "keyUp")) {
                send(
                        session,
                        "Input.dispatchKeyEvent",
                        object().put("type", type).put("key", key).put("windowsVirtualKeyCode", code));
            }
        }
    }

    @Override
    public void close() {
        socket.abort();
    }
}
