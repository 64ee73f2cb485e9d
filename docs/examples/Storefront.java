import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Asks for a Widevine licence URL, as a storefront does: {@code java Storefront.java KID VIEWER}. SYMBOLON_URL is the
 * address of the service, SYMBOLON_AUTHENTICATOR the account's authenticator.
 */
public final class Storefront {
    private static final String SERVICE = System.getenv().getOrDefault("SYMBOLON_URL", "http://127.0.0.1:8080");
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private Storefront() {}

    public static void main(String[] args) throws Exception {
        try {
            System.out.println(licenceUrl(args[0], args[1]));
        } catch (IOException refused) {
            System.err.println(refused);
            System.exit(1);
        }
    }

    /** The address that the player gets. It is good for an hour. */
    private static String licenceUrl(String kid, String viewer) throws IOException, InterruptedException {
        String form = form(Map.of(
                "customerAuthenticator", System.getenv("SYMBOLON_AUTHENTICATOR"),
                "errorFormat", "json",
                "kid", kid,
                "cookie", viewer,
                "securityLevel", "1",
                "hdcpOutputControl", "0",
                "expirationTime", "+3600"));
        // A body, and no query, because the logs of proxies have the query.
        HttpRequest request = HttpRequest.newBuilder(URI.create(SERVICE + "/hms/wv/token"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .timeout(Duration.ofSeconds(20))
                .POST(HttpRequest.BodyPublishers.ofString(form))
                .build();
        HttpResponse<String> answer = CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IOException("refused with status " + answer.statusCode() + ": " + answer.body());
        }
        return answer.body();
    }

    private static String form(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }
}
