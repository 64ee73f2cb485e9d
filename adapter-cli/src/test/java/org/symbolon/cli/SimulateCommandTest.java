package org.symbolon.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Base64;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.symbolon.cli.Operator.Answer;
import tools.jackson.databind.JsonNode;

/** The simulated device against a service that answers what the test says. */
@Timeout(60)
class SimulateCommandTest {
    private static final String REFERENCE = "0123456789abcdef0123456789abcdef";

    @TempDir
    Path folder;

    private Operator operator;
    private HttpServer server;
    private String url = "";

    private volatile int status = 200;
    private volatile String answer = "licence " + Operator.KEY;
    private volatile String body = "";
    private volatile String mediaType = "";
    private volatile String host = "";

    @BeforeEach
    void sitDown() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/hms/trial/rights/", this::serve);
        server.start();
        operator = Operator.inMemory(folder).withAccount();
        operator.file(
                "symbolon.properties",
                "store.url=memory:here\nrights.url.production=http://127.0.0.1:"
                        + server.getAddress().getPort() + "\n");
        operator.run("credential", "set", "trial", Operator.ACCOUNT, "--simulator");
        url = operator.run(
                        "token",
                        "issue",
                        "trial",
                        "customerAuthenticator=" + Operator.AUTHENTICATOR,
                        "contentKey=" + Operator.KEY)
                .out()
                .strip();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private void serve(HttpExchange exchange) throws IOException {
        body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
        mediaType = exchange.getRequestHeaders().getFirst("Content-Type");
        host = exchange.getRequestHeaders().getFirst("Host");
        exchange.getResponseHeaders().add("Error-Reference", REFERENCE);
        exchange.sendResponseHeaders(status, 0);
        exchange.getResponseBody().write(answer.getBytes(UTF_8));
        exchange.close();
    }

    private Answer simulate(String... more) {
        return operator.run(
                Stream.concat(Stream.of("simulate", url), Stream.of(more)).toArray(String[]::new));
    }

    @Test
    void licence_isOpenedAndDescribed_butItsKeyIsNot() {
        JsonNode facts = simulate("--output", "json").json();

        assertTrue(facts.get("opened").booleanValue());
        assertTrue(facts.get("contentKeyIsTheTokens").booleanValue());
        assertEquals("60", facts.get("facts").get("lease").stringValue());
        assertFalse(facts.toString().contains(Operator.KEY));
        assertEquals("please >>>???simulator", body);
        assertEquals("application/octet-stream", mediaType);
    }

    @Test
    void urlBelowLocalhost_isAskedOfThisMachine() {
        url = url.replace("127.0.0.1", "test.localhost");

        assertTrue(simulate("--output", "json").json().get("opened").booleanValue());
        assertEquals("test.localhost:" + server.getAddress().getPort(), host);
    }

    @Test
    void otherForm_isUsedForChallengeAndLicence() {
        answer = Base64.getEncoder().encodeToString(answer.getBytes(UTF_8));

        Answer opened = simulate("--form", TrialPlugin.BASE64);

        assertEquals(0, opened.exitCode(), opened.err());
        assertEquals("text/base64", mediaType);
        assertEquals("please >>>???simulator", new String(Base64.getDecoder().decode(body), UTF_8));
    }

    @Test
    void answerInAnotherForm_isRefused() {
        Answer refused = simulate("--form", TrialPlugin.BASE64);

        assertEquals(1, refused.exitCode());
        assertTrue(refused.err().startsWith("error: the answer is not a licence for this challenge: "), refused.err());
    }

    @Test
    void formThatTheDrmDoesNotHave_isAUsageError_thatListsTheForms() {
        Answer refused = simulate("--form", "xml");

        assertEquals(2, refused.exitCode());
        assertEquals(
                "error: --form must be one of raw, base64", refused.problems().get(0));
    }

    @Test
    void keyOfSeveral_isAskedForByItsId_andAllAreAskedForWithoutOne() {
        url = operator.run(
                        "token",
                        "issue",
                        "trial",
                        "customerAuthenticator=" + Operator.AUTHENTICATOR,
                        "kid.0=^a",
                        "contentKey.0=" + Operator.KEK,
                        "kid.1=^b",
                        "contentKey.1=" + Operator.KEY)
                .out()
                .strip();

        Answer one = simulate("--kid", "^b");
        assertEquals(0, one.exitCode(), one.err());
        assertTrue(one.out().contains("contentKeyIsTheTokens  yes"), one.out());
        assertEquals(1, simulate("--kid", "^a").exitCode());
        assertTrue(simulate("--kid", "^c").err().startsWith("error: the token has no key "));
        assertEquals(2, simulate("--kid", "x").exitCode());
        Answer all = simulate();
        assertEquals(1, all.exitCode());
        assertTrue(all.err().contains("do not hold all content keys"), all.err());
    }

    @Test
    void otherKeyOrNone_isAFailure() {
        for (String license : new String[] {"licence " + Operator.KEK, "licence "}) {
            answer = license;
            Answer refused = simulate();
            assertEquals(1, refused.exitCode());
            assertTrue(refused.out().contains("contentKeyIsTheTokens  no"), refused.out());
            assertFalse((refused.out() + refused.err()).contains(Operator.KEK));
        }
    }

    @Test
    void whatIsNoLicence_isRefusedInTheSimulatorsWords() {
        answer = "hello";
        assertEquals(
                "error: the answer is not a licence for this challenge: it does not begin like one\n",
                simulate().err());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"<p>[-4010] Invalid token: has ended</p>", "{\"message\":\"[-4010] Invalid token: has ended\"}"})
    void refusal_isToldWithStatusCodeAndReference(String refusal) {
        status = 400;
        answer = refusal;
        Answer refused = simulate();

        assertEquals(1, refused.exitCode());
        assertEquals("error: refused with status 400", refused.problems().get(0));
        assertEquals("[-4010] Invalid token: has ended", refused.problems().get(1));
        assertTrue(refused.problems().get(2).startsWith("Error-Reference: " + REFERENCE), refused.err());
    }

    @Test
    void credential_isTheNamedOne_orTheFirstThatServes() {
        operator = operator.with("KEY", "k");
        for (String name : new String[] {"a-real-one", "sim2"}) {
            operator.run("credential", "set", "trial", Operator.ACCOUNT, "provider=" + name, "privateKey=env:KEY");
        }
        assertEquals(0, simulate().exitCode());
        assertEquals("please >>>???sim2", body);
        assertEquals(0, simulate("--credential", "simulator").exitCode());
        assertEquals("please >>>???simulator", body);
        assertTrue(simulate("--credential", "a-real-one").err().contains("only simulated credentials"));
        assertTrue(simulate("--credential", "none").err().contains("no such credential"));
    }

    @Test
    void serviceThatIsNotThere_isToldWithoutTheToken() {
        server.stop(0);
        Answer refused = simulate();

        assertEquals(1, refused.exitCode());
        assertTrue(refused.err().matches("error: 127\\.0\\.0\\.1:\\d+ cannot be reached\n"), refused.err());
    }

    @Test
    void urlThatIsNone_isAUsageError() {
        for (String wrong : new String[] {"ftp://x/?ExpressPlayToken=a", "http:a", "http://a b/", "token"}) {
            assertEquals(2, operator.run("simulate", wrong).exitCode(), wrong);
        }
    }
}
