package org.symbolon.cli.token;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.symbolon.cli.base.CommandFailedException;

/**
 * The request of a player for a licence. No message repeats the URL, because it holds a token, and everybody who has
 * the token gets a licence.
 *
 * @param place the licence URL
 * @param timeout the longest time to wait for the connection, and for the answer
 */
record LicenseCall(URI place, Duration timeout) {
    static {
        // Read once by the JDK's client, which sets the header Host by itself unless this allows another one.
        System.getProperties().putIfAbsent("jdk.httpclient.allowRestrictedHeaders", "host");
    }

    private static final String BELOW_LOCALHOST = ".localhost";
    private static final int OK = 200;
    private static final Pattern CODE = Pattern.compile("\\[-\\d+\\][^<\"\\r\\n]{0,500}");

    /** Checks a licence URL. */
    static URI place(String url) {
        try {
            URI place = URI.create(url);
            if (("http".equals(place.getScheme()) || "https".equals(place.getScheme())) && place.getHost() != null) {
                return place;
            }
        } catch (IllegalArgumentException e) {
            throw CommandFailedException.usage("URL is not a licence URL: it has characters that a URL cannot have");
        }
        throw CommandFailedException.usage("URL is not a licence URL: it does not begin with http:// or https://");
    }

    /** Posts a challenge and returns the body of the answer. Fails if the answer is a refusal. */
    byte[] post(byte[] body, String mediaType) {
        HttpRequest request = request()
                .timeout(timeout)
                .header("Content-Type", mediaType)
                .POST(BodyPublishers.ofByteArray(body))
                .build();
        HttpResponse<byte[]> answer = send(request);
        if (answer.statusCode() != OK) {
            throw CommandFailedException.refused(problems(answer));
        }
        return answer.body();
    }

    /**
     * Names below {@code localhost} are this machine (RFC 6761 section 6.3), and test tokens of a local service lead to
     * one. Resolvers of many systems do not know them, so the machine itself is asked for that host.
     */
    private HttpRequest.Builder request() {
        if (!place.getHost().endsWith(BELOW_LOCALHOST) || !"http".equals(place.getScheme())) {
            return HttpRequest.newBuilder(place);
        }
        String here = place.toString().replaceFirst(Pattern.quote(place.getHost()), "localhost");
        return HttpRequest.newBuilder(URI.create(here)).header("Host", place.getAuthority());
    }

    private HttpResponse<byte[]> send(HttpRequest request) {
        try {
            return HttpClient.newBuilder().connectTimeout(timeout).build().send(request, BodyHandlers.ofByteArray());
        } catch (HttpTimeoutException e) {
            throw CommandFailedException.refused(place.getAuthority() + " did not answer within " + timeout);
        } catch (IOException e) {
            throw CommandFailedException.refused(place.getAuthority() + " cannot be reached");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw CommandFailedException.refused("interrupted while waiting for " + place.getAuthority());
        }
    }

    private static ImmutableList<String> problems(HttpResponse<byte[]> answer) {
        ImmutableList.Builder<String> problems = ImmutableList.builder();
        problems.add("error: refused with status " + answer.statusCode());
        Matcher code = CODE.matcher(new String(answer.body(), UTF_8));
        if (code.find()) {
            problems.add(code.group());
        }
        answer.headers()
                .firstValue("Error-Reference")
                .ifPresent(reference -> problems.add("Error-Reference: " + reference + " ('symbolon explain "
                        + reference + "' shows why, if the service uses this store)"));
        return problems.build();
    }
}
