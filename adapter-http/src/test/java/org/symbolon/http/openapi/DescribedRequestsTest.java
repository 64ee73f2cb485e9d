package org.symbolon.http.openapi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.base.Splitter;
import com.google.common.collect.ListMultimap;
import com.google.common.collect.MultimapBuilder;
import com.google.common.collect.SetMultimap;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.symbolon.core.drm.credential.NewCredential;
import org.symbolon.core.store.credential.CredentialId;
import org.symbolon.core.value.DrmId;
import org.symbolon.http.Player;
import org.symbolon.http.RawAnswer;
import org.symbolon.http.TestService;

/** A running service keeps to its description, whatever it is asked. */
final class DescribedRequestsTest {
    private static final int OF_EACH_METHOD = Integer.getInteger("symbolon.fuzz.runs", 60);
    private static final long SEED = Long.getLong("symbolon.fuzz.seed", 20_260_101);
    private static final String TOO_LONG = "x".repeat(100_000);
    private static final DrmId FP = new DrmId("fp");
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    /** They succeed with what a device makes, or with a licence service. */
    private static final Set<String> NEED_A_DEVICE = Set.of("post-wv-rights", "post-fp-rights");

    private static final Map<String, String> TOKENS = new HashMap<>();
    private static TestService service;
    private static Described ofService;
    private static Described ofManagement;

    @BeforeAll
    static void start() {
        service = TestService.start();
        NewCredential made = service.symbolon.simulator(FP).orElseThrow().credential();
        service.symbolon.credentials().put(CredentialId.of(TestService.ACCOUNT, FP, made.name()), made.secret());
        ofService = new Described(service.get(OpenApi.PATH).body());
        ofManagement = new Described(service.manage(OpenApi.PATH).body());
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    /** Of the DRM whose path it is, for the key of the examples. */
    private static String token(Described.Method method) {
        String drm = Splitter.on('/').splitToList(method.path()).get(2);
        return TOKENS.computeIfAbsent(drm, of -> {
            ListMultimap<String, String> parameters = TestService.valid(of);
            parameters.replaceValues("kid", List.of("^movie-1"));
            return Player.tokenIn(service.get(of, parameters));
        });
    }

    private static Requests requests(Described described) {
        return new Requests(described, SEED, DescribedRequestsTest::token);
    }

    private static HttpResponse<String> send(HttpRequest request) {
        try {
            return CLIENT.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new AssertionError("no answer to " + request, e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static void assertNone(List<String> problems) {
        assertEquals("", String.join("\n", problems));
    }

    @Test
    void examples_haveTheSuccessThatIsDescribed() {
        List<String> problems = new ArrayList<>();
        Requests requests = requests(ofService);
        for (Described.Method method : ofService.methods()) {
            Requests.Sent sent = requests.example(method, service.uri("/"));
            HttpResponse<String> answer = send(sent.request());
            if (answer.statusCode() >= 300 && !NEED_A_DEVICE.contains(method.id())) {
                problems.add(answer.statusCode() + " to " + sent + ": " + answer.body());
            }
            ofService
                    .undescribed(method, Described.Answered.of(answer))
                    .forEach(problem -> problems.add(sent + ": " + problem));
        }
        assertNone(problems);
    }

    @Test
    void generatedRequests_areAnsweredAsDescribed_andSomeOfEachKindSucceed() {
        SetMultimap<String, Integer> statuses = assertAnsweredAsDescribed(ofService, service.uri("/"), OF_EACH_METHOD);
        assertNone(statuses.asMap().entrySet().stream()
                .filter(entry -> entry.getValue().stream().noneMatch(status -> status < 300))
                .filter(entry -> !NEED_A_DEVICE.contains(entry.getKey()))
                .map(entry -> entry.getKey() + " never succeeded: " + entry.getValue())
                .toList());
    }

    @Test
    void generatedRequestsOfMonitors_areAnsweredAsDescribed() {
        URI management =
                URI.create("http://127.0.0.1:" + service.managementPort().orElseThrow());
        assertAnsweredAsDescribed(ofManagement, management, OF_EACH_METHOD / 5);
    }

    private static SetMultimap<String, Integer> assertAnsweredAsDescribed(Described described, URI base, int rounds) {
        Requests requests = requests(described);
        SetMultimap<String, Integer> statuses =
                MultimapBuilder.treeKeys().treeSetValues().build();
        List<String> problems = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            for (Described.Method method : described.methods()) {
                Requests.Sent sent = requests.generated(method, base);
                HttpResponse<String> answer = send(sent.request());
                statuses.put(method.id(), answer.statusCode());
                described
                        .undescribed(method, Described.Answered.of(answer))
                        .forEach(problem -> problems.add(sent + ": " + problem));
                if (sent.lacks() && answer.statusCode() < 400) {
                    problems.add(sent + " succeeds without a required parameter");
                }
            }
        }
        assertNone(problems);
        return statuses;
    }

    /** What is described of a path is what Allow names, and every other method is refused so. */
    @Test
    void otherMethods_areRefused_asEveryMethodOfThePathDescribes() {
        List<String> problems = new ArrayList<>();
        for (Described.Method described : ofService.methods()) {
            Set<String> there = ofService.methods(described.path());
            Stream.of("GET", "HEAD", "OPTIONS", "POST", "PUT", "DELETE", "PATCH", "TRACE", "QUERY", "get")
                    .filter(method -> !there.contains(method))
                    .forEach(method -> {
                        HttpResponse<String> answer = send(HttpRequest.newBuilder(
                                        service.uri(described.path().replace("{kid}", "%5Emovie-1")))
                                .method(method, BodyPublishers.noBody())
                                .build());
                        String allowed = answer.headers().firstValue("Allow").orElse("none");
                        if (answer.statusCode() != 405
                                || !there.equals(new TreeSet<>(Splitter.on(", ").splitToList(allowed)))) {
                            problems.add(method + " " + described.path() + ": " + answer.statusCode() + " " + allowed);
                        } else if (!method.equals("HEAD") && !described.name().equals("head")) {
                            ofService
                                    .undescribed(described, Described.Answered.of(answer))
                                    .forEach(problem -> problems.add(method + " " + described.path() + ": " + problem));
                        }
                    });
        }
        assertNone(problems);
    }

    @ParameterizedTest
    @CsvSource({
        "505, HTTP/1.9, Host: a",
        "417, HTTP/1.1, Host: a|Expect: much",
        "431, HTTP/1.1, Host: a|Long: LONG",
        "414, HTTP/1.1, Host: a",
        "400, HTTP/1.1, Host: a|Transfer-Encoding: gzip",
        "400, HTTP/1.1, Host: a| folded: yes"
    })
    void whatIsNoHttpThatCanBeRead_isRefusedAsDescribed(int status, String version, String headers) {
        List<String> problems = new ArrayList<>();
        for (Described.Method method : ofService.methods()) {
            if (method.name().equals("head")) {
                continue; // what cannot be read is answered as if it had been GET
            }
            String target = method.path().replace("{kid}", "^movie-1") + (status == 414 ? "?" + TOO_LONG : "");
            RawAnswer answer = RawAnswer.of(service.raw("GET " + target + " " + version + "\r\n"
                    + headers.replace("|", "\r\n").replace("LONG", TOO_LONG)
                    + "\r\nConnection: close\r\n\r\n"));
            assertEquals(status, answer.status(), method.path());
            ofService
                    .undescribed(method, Described.Answered.of(answer))
                    .forEach(problem -> problems.add(method.path() + ": " + problem));
        }
        assertNone(problems);
    }

    @ParameterizedTest
    @CsvSource({
        "/hms/wv/token, 413, post-wv-token",
        "/hms/ck/rights/, 413, post-ck-rights",
        "/keystore/keys, 400, create-key"
    })
    void bodyThatIsTooLong_isRefusedAsDescribed(String path, int status, String id) {
        Described.Method method = ofService.methods().stream()
                .filter(described -> described.id().equals(id))
                .findFirst()
                .orElseThrow();
        String query = "?customerAuthenticator=" + TestService.AUTHENTICATOR
                + (id.contains("rights") ? "&ExpressPlayToken=" + token(method) : "");
        RawAnswer answer = RawAnswer.of(
                service.raw("POST " + path + query + " HTTP/1.1\r\nHost: a\r\nContent-Length: 100000000\r\n\r\n"));
        assertEquals(status, answer.status());
        assertTrue(ofService.undescribed(method, Described.Answered.of(answer)).isEmpty());
    }
}
