package org.symbolon.http;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import com.google.common.collect.ImmutableList;
import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ServiceLoader;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.symbolon.core.Symbolon;
import org.symbolon.core.drm.DrmPlugin;
import org.symbolon.core.settings.CoreSettings;
import org.symbolon.core.settings.Settings;

/** A thread that ends answers none of its connections any more. */
final class EventLoopEndTest {
    /** The clock is asked on the event loop of a request; it ends that loop. */
    @SuppressWarnings("FutureReturnValueIgnored") // to wait here for the end would keep the loop from ending
    private static Instant endEventLoop() {
        if (Vertx.currentContext() instanceof ContextInternal context) {
            context.nettyEventLoop().shutdownGracefully(0, 0, TimeUnit.MILLISECONDS);
        }
        return Instant.now();
    }

    /** The service is not closed: nothing could wait for the loop that has ended. */
    @Test
    void eventLoopThatEnds_isTold() throws Exception {
        Settings settings =
                HttpService.withPort(Settings.inFolder(Path.of("target")).with(CoreSettings.HTTP_PORT, "0"));
        CompletableFuture<Throwable> told = new CompletableFuture<>();
        try (Symbolon symbolon = Symbolon.builder()
                .settings(settings)
                .licenseBases(CoreSettings.licenseBases(settings))
                .plugins(ImmutableList.copyOf(ServiceLoader.load(DrmPlugin.class)))
                .clock(EventLoopEndTest::endEventLoop)
                .build()) {
            HttpService.start(symbolon, settings, told::complete);
            try (Socket caller = new Socket(InetAddress.getLoopbackAddress(), settings.get(CoreSettings.HTTP_PORT))) {
                caller.getOutputStream()
                        .write("GET /hms/wv/token HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                assertInstanceOf(HttpService.EventLoopEndedException.class, told.get(20, TimeUnit.SECONDS));
            }
        }
    }
}
