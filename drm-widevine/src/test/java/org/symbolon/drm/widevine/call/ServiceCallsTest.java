package org.symbolon.drm.widevine.call;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Timeout;
import org.symbolon.core.settings.Settings;

@Timeout(60)
final class ServiceCallsTest {
    private static final String ANSWER = "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\n{}";

    /** The system says that of a connection to whoever reads from it or writes to it first, in different words. */
    @RepeatedTest(20)
    void post_connectionBreaksWhileTheRequestIsWritten_isAskedOnceMore() throws IOException {
        byte[] body = new byte[8 << 20]; // more than the system keeps of what nobody reads
        ServiceCalls calls = new ServiceCalls(Settings.inFolder(Path.of("target")), 1000);
        try (ServerSocket server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            Thread service = new Thread(() -> breakFirst(server, body.length));
            service.setDaemon(true);
            service.start();
            URI url = URI.create("http://127.0.0.1:" + server.getLocalPort() + "/");
            assertEquals(
                    "{}",
                    new String(
                            calls.post(url, body, TimeUnit.SECONDS.toNanos(30)).body(), US_ASCII));
        } finally {
            calls.close();
        }
    }

    private static void breakFirst(ServerSocket server, int bytes) {
        try {
            try (Socket first = server.accept()) {
                first.setSoLinger(true, 0);
                first.getInputStream().read();
            }
            try (Socket second = server.accept()) {
                second.getInputStream().skipNBytes(bytes);
                OutputStream out = second.getOutputStream();
                out.write(ANSWER.getBytes(US_ASCII));
                out.flush();
                second.getInputStream().transferTo(OutputStream.nullOutputStream());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
