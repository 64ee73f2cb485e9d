package org.symbolon.http;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An answer as it came over a socket, for requests that no client library would send as they are. */
public record RawAnswer(int status, String head, String body) {
    private static final Pattern SHAPE =
            Pattern.compile("HTTP/1\\.[01] (\\d{3}) [^\\r]*(\\r\\n.*?)\\r\\n\\r\\n(.*)", Pattern.DOTALL);

    /** Asks with a target as it is, and reads until the service closes the connection. */
    public static RawAnswer get(TestService service, String target) {
        return get(service, target, "a");
    }

    public static RawAnswer get(TestService service, String target, String host) {
        return of(service.raw("GET " + target + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n"));
    }

    public static RawAnswer of(String text) {
        Matcher shape = SHAPE.matcher(text);
        assertTrue(shape.matches(), text);
        return new RawAnswer(Integer.parseInt(shape.group(1)), shape.group(2), shape.group(3));
    }

    /** The body, of a chunked answer without its chunks' sizes. */
    public String text() {
        return header("transfer-encoding").isEmpty() ? body : body.replaceAll("(?s)(^|\\r\\n)[0-9a-f]+\\r\\n", "");
    }

    public Optional<String> header(String name) {
        Matcher header = Pattern.compile("(?i)\\r\\n" + name + ": ([^\\r]*)").matcher(head);
        return header.find() ? Optional.of(header.group(1)) : Optional.empty();
    }
}
