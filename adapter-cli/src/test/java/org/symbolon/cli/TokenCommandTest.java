package org.symbolon.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.Iterables;
import com.google.common.collect.Lists;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.symbolon.cli.Operator.Answer;
import tools.jackson.databind.JsonNode;

class TokenCommandTest {
    private static final String URL = "http://127.0.0.1:8080/hms/wv/rights/?ExpressPlayToken=";
    private static final List<String> REQUEST = List.of(
            "token",
            "issue",
            "wv",
            "customerAuthenticator=" + Operator.AUTHENTICATOR,
            "contentKey=" + Operator.KEY,
            "kid=" + Operator.KID,
            "securityLevel=3",
            "hdcpOutputControl=1");

    @TempDir
    Path folder;

    private Operator operator;

    @BeforeEach
    void sitDown() {
        operator = Operator.inMemory(folder).withAccount();
    }

    private Answer issue(String... more) {
        return operator.run(
                Lists.newArrayList(Iterables.concat(REQUEST, List.of(more))).toArray(String[]::new));
    }

    private String token(String... more) {
        return issue(more).out().strip().substring(URL.length());
    }

    @Test
    void issue_printsTheLicenceUrlAlone() {
        Answer answer = issue();

        assertEquals(0, answer.exitCode());
        assertTrue(answer.out().matches(Pattern.quote(URL) + "[A-Za-z0-9_-]+\n"), answer.out());
        assertEquals("", answer.err());
    }

    @Test
    void issue_inJson_saysWhatAProgramAsks() {
        JsonNode issued = issue("cookie=mine", "more=1", "--output", "json").json();

        assertTrue(issued.get("licenseUrl").stringValue().startsWith(URL));
        assertEquals(32, issued.get("id").stringValue().length());
        assertEquals(201722, issued.get("account").longValue());
        assertEquals("mine", issued.get("cookie").stringValue());
        assertEquals("more", issued.get("ignoredParameters").get(0).stringValue());
        assertTrue(issued.has("end"));
    }

    @Test
    void parametersWithoutEffect_areAWarning() {
        assertEquals(
                "warning: parameters without effect: useHttps, rightsType\n",
                issue("useHttps=1", "rightsType=BuyToOwn").err());
    }

    @Test
    void refusal_tellsEveryViolation_withCodeMessageParameterAndRule() {
        Answer answer = operator.run(
                "token",
                "issue",
                "wv",
                "customerAuthenticator=" + Operator.AUTHENTICATOR,
                "kid=12",
                "securityLevel=1",
                "contentKey=" + Operator.KEY);

        assertEquals(1, answer.exitCode());
        assertEquals("", answer.out());
        assertEquals("""
                [-4020] kid must be 32 hexadecimal characters long: kid must be 32 hexadecimal digits, not 2 characters
                [-7006] Missing HDCP output control value: hdcpOutputControl is required
                """, answer.err());
    }

    @Test
    void violationWhoseRuleBeginsOtherwise_namesTheParameter() {
        Answer answer = operator.run(
                "token",
                "issue",
                "wv",
                "customerAuthenticator=" + Operator.AUTHENTICATOR,
                "kid=" + Operator.KID,
                "kek=" + Operator.KEY,
                "securityLevel=1",
                "hdcpOutputControl=0");

        assertTrue(answer.err().startsWith("[-4019]"), answer.err());
        assertTrue(answer.err().endsWith(" (kid)\n"), answer.err());
    }

    @Test
    void refusal_neverRepeatsASecret() {
        Answer answer = operator.run(
                "token",
                "issue",
                "wv",
                "customerAuthenticator=" + Operator.AUTHENTICATOR,
                "contentKey=" + Operator.KEY + "zz",
                "kek=" + Operator.KEY + "zz",
                "ek=" + Operator.KEY + "zz");

        assertEquals(1, answer.exitCode());
        assertFalse(answer.err().contains(Operator.KEY.substring(0, 8)), answer.err());
        assertFalse(answer.err().contains(Operator.SECRET), answer.err());
    }

    @Test
    void values_comeFromFilesInputAndEnvironment() {
        String key = operator.file("key.txt", Operator.KEY + "\n");

        Answer answer = operator.typing(Operator.AUTHENTICATOR + "\r\n")
                .with("THE_KID", Operator.KID)
                .run("token", "issue", "fp", "customerAuthenticator=@-", "contentKey=@" + key, "iv=env:THE_KID");

        assertEquals(0, answer.exitCode(), answer.err());
    }

    @Test
    void twoAtSigns_standForOne() {
        assertEquals(
                "@home",
                inspect(token("contentId=@@home"))
                        .get("policy")
                        .get("contentId")
                        .stringValue());
    }

    @Test
    void valueWithAnEqualsSign_isKeptWhole() {
        assertEquals(
                "a=b",
                inspect(token("contentId=a=b")).get("policy").get("contentId").stringValue());
    }

    @Test
    void standardInputTwice_isAUsageError() {
        Answer answer = operator.typing("x").run("token", "issue", "wv", "kid=@-", "cookie=@-");

        assertEquals(2, answer.exitCode());
        assertEquals(
                "error: standard input can be read only once", answer.problems().get(0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"cookie=@nowhere.txt", "cookie=env:NOT_SET", "cookie=@."})
    void sourceThatCannotBeRead_isAFailure(String parameter) {
        Answer answer = issue(parameter);

        assertEquals(1, answer.exitCode());
        assertEquals(1, answer.problems().size(), answer.err());
        assertTrue(answer.err().startsWith("error: the"), answer.err());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {Operator.SECRET, "=" + Operator.SECRET, "--" + Operator.SECRET, "--contentKey=" + Operator.SECRET
            })
    void argumentThatIsNoParameter_isAUsageError_andNotRepeated(String argument) {
        Answer answer = issue(argument);

        assertEquals(2, answer.exitCode());
        assertFalse(answer.err().contains(Operator.SECRET), answer.err());
    }

    @Test
    void drmThatIsNotLoaded_isRefused() {
        Answer answer = operator.run("token", "issue", "pr", "kid=1");

        assertEquals(1, answer.exitCode());
        assertTrue(answer.err().startsWith("error: there is no DRM pr; loaded are ["), answer.err());
    }

    @Test
    void caller_isHeldAgainstTheAccountsNetworks() {
        operator.imports("{\"id\": 201722, \"allowedNetworks\": [\"10.20.0.0/16\"]}");

        assertTrue(issue().err().startsWith("[-2003]"));
        assertEquals(0, issue("--caller", "10.20.3.4").exitCode());
        assertEquals(2, issue("--caller", "localhost").exitCode());
    }

    @Test
    void meteredAccount_isNeverOversold() {
        operator.imports("{\"id\": 201722, \"tokens\": 1}");

        assertEquals(0, issue().exitCode());
        assertTrue(issue().err().startsWith("[-2019]"));
        assertEquals(0, operator.json("account", "show", "201722").get("tokens").longValue());
    }

    private JsonNode inspect(String token) {
        return operator.json("token", "inspect", token);
    }

    @Test
    void inspect_showsEveryClaim_butNotTheKey() {
        String token = token("cookie=mine", "errorFormat=json", "expirationTime=+3600", "wvExtension=wudo,AAAAAA==");

        JsonNode claims = inspect(token);

        assertEquals(201722, claims.get("account").longValue());
        assertEquals("production", claims.get("environment").stringValue());
        assertEquals("wv", claims.get("drm").stringValue());
        assertFalse(claims.get("ended").booleanValue());
        assertEquals("json", claims.get("errorFormat").stringValue());
        assertEquals("mine", claims.get("cookie").stringValue());
        assertEquals(Operator.KID, claims.get("kid").stringValue());
        assertEquals("3", claims.get("policy").get("securityLevel").stringValue());
        assertEquals(
                "wudo,AAAAAA==", claims.get("policy").get("wvExtension").get(0).stringValue());
        assertEquals(
                operator.json("keyring", "list").get(0).get("id").stringValue(),
                claims.get("sealedUnder").stringValue());
        assertFalse(claims.has("contentKey"));
        assertFalse(operator.run("token", "inspect", token).out().contains(Operator.KEY));
    }

    @Test
    void inspect_showsTheKeyWhereItIsAskedFor() {
        JsonNode claims = operator.json("token", "inspect", token(), "--reveal-keys");

        assertEquals(Operator.KEY, claims.get("contentKey").stringValue());
    }

    private String tokenOfTwoKeys() {
        return operator.run(
                        "token",
                        "issue",
                        "trial",
                        "customerAuthenticator=" + Operator.AUTHENTICATOR,
                        "kid.0=^film1",
                        "contentKey.0=" + Operator.KEY,
                        "kid.1=" + Operator.KID,
                        "contentKey.1=" + Operator.KEK)
                .out()
                .strip();
    }

    @Test
    void inspect_ofATokenWithSeveralKeys_listsThem_butNotTheKeysThemselves() {
        String token = tokenOfTwoKeys();

        JsonNode claims = inspect(token);
        assertEquals(2, claims.get("keys").size());
        assertEquals(Operator.KID, claims.get("keys").get(1).get("kid").stringValue());
        assertFalse(claims.has("kid"));
        String text = operator.run("token", "inspect", token).out();
        assertTrue(text.contains("keys\n  kid\n"), text);
        for (String key : List.of(Operator.KEY, Operator.KEK)) {
            assertFalse((claims + text).contains(key), text);
        }
    }

    @Test
    void inspect_ofATokenWithSeveralKeys_showsThemWhereTheyAreAskedFor() {
        String token = tokenOfTwoKeys();

        JsonNode keys =
                operator.json("token", "inspect", token, "--reveal-keys").get("keys");
        assertEquals(Operator.KEY, keys.get(0).get("contentKey").stringValue());
        assertEquals(Operator.KEK, keys.get(1).get("contentKey").stringValue());
        String text = operator.run("token", "inspect", token, "--reveal-keys").out();
        assertTrue(text.contains("  " + Operator.KID + "  " + Operator.KEK + "\n"), text);
    }

    @Test
    void inspect_afterTheEnd_saysThatTheTokenHasEnded() {
        String token = token("expirationTime=+60");

        Operator later = operator.at(operator.now().plus(Duration.ofMinutes(2)));

        assertTrue(later.json("token", "inspect", token).get("ended").booleanValue());
    }

    @Test
    void inspect_takesUrlsFilesAndInput() {
        String token = token();
        String other = "https://wv.example.com/hms/wv/rights/?a=1&ExpressPlayToken=" + token + "&b=2#c";
        String id = inspect(token).get("id").stringValue();

        assertEquals(id, inspect(URL + token).get("id").stringValue());
        assertEquals(id, inspect(other).get("id").stringValue());
        assertEquals(
                id,
                inspect("@" + operator.file("token", token + "\n")).get("id").stringValue());
        assertEquals(
                id,
                operator.typing(other + "\n")
                        .json("token", "inspect", "-")
                        .get("id")
                        .stringValue());
    }

    @Test
    void inspect_tokenThatDoesNotOpen_isRefused() {
        String token = token();
        String damaged = (token.startsWith("AA") ? "AB" : "AA") + token.substring(2);

        for (String bad : List.of(damaged, "nonsense", "", "%", URL)) {
            Answer answer = operator.run("token", "inspect", bad);
            assertEquals(1, answer.exitCode(), bad);
            assertTrue(answer.err().startsWith("error: the token cannot be opened: "), answer.err());
            assertEquals("", answer.out());
        }
    }

    @Test
    void inspect_urlWithoutAToken_isRefused() {
        Answer answer = operator.run("token", "inspect", "https://example.com/?token=1");

        assertEquals("error: the URL has no parameter ExpressPlayToken\n", answer.err());
    }

    @ParameterizedTest
    @ValueSource(strings = {"wv", "fp"})
    void help_hasEveryParameterOfTheDrm(String drm) {
        Answer help = operator.run("token", "issue", drm, "--help");

        assertEquals(0, help.exitCode());
        operator.json("plugins")
                .get(drm)
                .get("parameters")
                .forEach(parameter -> assertTrue(
                        help.out().contains("\n  " + parameter.get("parameter").stringValue() + " "),
                        parameter + "\n" + help.out()));
        assertEquals(1, help.out().split("Parameters of ", -1).length - 1);
    }

    @Test
    void help_withoutADrm_hasThoseOfAll() {
        String help = operator.run("token", "issue", "--help").out();

        assertTrue(help.contains("Parameters of wv (Widevine):"), help);
        assertTrue(help.contains("Parameters of fp (FairPlay):"), help);
        assertTrue(help.contains("env:VARIABLE"), help);
    }

    @Test
    void help_whereNothingCanBeLoaded_isHelpAllTheSame() {
        operator.file("symbolon.properties", "plugins.required=pr");

        Answer help = operator.run("token", "issue", "wv", "--help");

        assertEquals(0, help.exitCode());
        assertTrue(help.out().contains("NAME=VALUE"), help.out());
        assertTrue(help.out().contains("cannot be loaded: there is no plug-in for [pr]"), help.out());
    }
}
