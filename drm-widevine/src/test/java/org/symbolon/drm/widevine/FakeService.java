package org.symbolon.drm.widevine;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A licence service on a plain socket, which can answer wrongly in every way. */
final class FakeService implements AutoCloseable {
    /** What the service does after it has read a request. */
    @FunctionalInterface
    interface Behaviour {
        /**
         * Answers a request.
         *
         * @param number the number of the request, from 0
         */
        void answer(int number, OutputStream out) throws IOException, InterruptedException;
    }

    private final ServerSocket server;
    private final Behaviour behaviour;
    private final List<Socket> connections = new CopyOnWriteArrayList<>();
    final AtomicInteger requests = new AtomicInteger();

    FakeService(Behaviour behaviour) throws IOException {
        this.server = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
        this.behaviour = behaviour;
        daemon(this::accept);
    }

    private static void daemon(Runnable task) {
        Thread thread = new Thread(task, "fake-service");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        try {
            while (true) {
                Socket connection = server.accept();
                connections.add(connection);
                daemon(() -> serve(connection));
            }
        } catch (IOException closed) {
            // The test is over.
        }
    }

    private void serve(Socket connection) {
        try (connection) {
            readRequest(connection.getInputStream());
            behaviour.answer(requests.getAndIncrement(), connection.getOutputStream());
        } catch (IOException | InterruptedException gone) {
            // The client closed the connection, which is allowed.
        }
    }

    private static void readRequest(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("no request");
            }
            head.append((char) next);
        }
        int from = head.indexOf("Content-Length: ") + 16;
        in.readNBytes(Integer.parseInt(head.substring(from, head.indexOf("\r\n", from))));
    }

    /** A complete HTTP answer. */
    static byte[] http(String statusLine, String body) {
        return ("HTTP/1.1 " + statusLine + "\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: "
                        + body.length() + "\r\n\r\n" + body)
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    static FakeService saying(String body) throws IOException {
        return new FakeService((number, out) -> out.write(http("200 OK", body)));
    }

    LicenseService service() {
        return service(server.getLocalPort());
    }

    static LicenseService service(int port) {
        return new LicenseService(
                URI.create("http://127.0.0.1:" + port + "/cenc"), "example", ServiceSecret.of(new byte[48]));
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket connection : connections) {
            connection.close();
        }
    }
}
