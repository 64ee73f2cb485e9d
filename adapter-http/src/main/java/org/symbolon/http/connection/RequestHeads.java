package org.symbolon.http.connection;

import io.vertx.core.http.Http1ServerConfig;
import io.vertx.core.http.HttpServerRequest;
import java.util.Map;

/** The rules for the heads of requests that a decoder for HTTP/2 leaves to us, with the bounds of HTTP/1. */
final class RequestHeads {
    /** Browsers and proxies send 20 to 40; each costs far more memory than its bytes. */
    static final int MOST_HEADERS = 128;

    private static final char DELETE = 0x7f;

    private RequestHeads() {}

    static void check(HttpServerRequest request, Http1ServerConfig bounds) {
        String target = request.uri();
        if (target == null || !(target.startsWith("/") || target.equals("*"))) {
            throw new RequestFault(400, "The path of a request begins with a slash");
        }
        requireNoControls(target);
        int line = request.method().name().length() + target.length() + "  HTTP/1.1".length();
        if (line > bounds.getMaxInitialLineLength()) {
            throw RequestFault.lineTooLong();
        }
        int bytes = 0;
        int headers = 0;
        for (Map.Entry<String, String> header : request.headers()) {
            headers++;
            bytes += header.getKey().length() + header.getValue().length() + ": ".length();
        }
        if (headers > MOST_HEADERS || bytes > bounds.getMaxHeaderSize()) {
            throw RequestFault.headersTooLong();
        }
    }

    static void requireNoControls(String target) {
        for (int i = 0; i < target.length(); i++) {
            char character = target.charAt(i);
            if (character < ' ' || character == DELETE) {
                throw RequestFault.controls();
            }
        }
    }
}
