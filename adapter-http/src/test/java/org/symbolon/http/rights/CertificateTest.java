package org.symbolon.http.rights;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableMap;
import java.io.ByteArrayInputStream;
import java.net.http.HttpResponse;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.symbolon.core.account.Credentials;
import org.symbolon.core.drm.credential.NewCredential;
import org.symbolon.core.store.account.Account;
import org.symbolon.core.store.account.DrmOption;
import org.symbolon.core.store.credential.CredentialId;
import org.symbolon.core.value.AccountId;
import org.symbolon.core.value.DrmId;
import org.symbolon.http.Player;
import org.symbolon.http.TestService;

/** {@code /hms/fp/certificate/}, where players fetch the application certificate. */
final class CertificateTest {
    private static final DrmId FP = new DrmId("fp");
    private static final String PATH = "/hms/fp/certificate";
    private static final String ORIGIN = "https://player.example";
    private static final AccountId WITHOUT = new AccountId(7);
    private static Player player;
    private static String sha1;

    @BeforeAll
    static void start() {
        player = new Player();
        NewCredential made = player.service.symbolon.simulator(FP).orElseThrow().credential();
        Credentials credentials = player.service.symbolon.credentials();
        credentials.put(CredentialId.of(TestService.ACCOUNT, FP, made.name()), made.secret());
        sha1 = player.service
                .symbolon
                .drms()
                .find(FP)
                .orElseThrow()
                .credentialKind()
                .orElseThrow()
                .describe(made.secret())
                .get("certificate");
        player.service
                .symbolon
                .accounts()
                .change(
                        WITHOUT,
                        none -> Account.builder()
                                .id(WITHOUT)
                                .putOptions(FP, DrmOption.ENABLED)
                                .putDrmSettings(FP, ImmutableMap.of("publicCertificate", "yes"))
                                .build());
    }

    @BeforeEach
    void allowNobody() {
        player.service.change(account -> account);
    }

    @AfterAll
    static void stop() {
        player.close();
    }

    private static void allowEverybody() {
        player.service.change(account -> account.putDrmSettings(FP, ImmutableMap.of("publicCertificate", "yes")));
    }

    private static String token() {
        return token("fp");
    }

    private static String token(String drm) {
        return Player.tokenIn(player.service.get(drm, TestService.valid(drm)));
    }

    private static HttpResponse<byte[]> get(String target, String... headers) {
        return player.send("GET", target, new byte[0], headers);
    }

    private static void assertCertificate(HttpResponse<byte[]> answer) throws GeneralSecurityException {
        assertEquals(200, answer.statusCode(), () -> Player.text(answer));
        assertEquals(
                "application/pkix-cert",
                answer.headers().firstValue("Content-Type").orElseThrow());
        X509Certificate certificate = (X509Certificate)
                CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(answer.body()));
        assertArrayEquals(certificate.getEncoded(), answer.body());
        assertEquals(
                "O=for tests only,CN=Symbolon simulated device",
                certificate.getSubjectX500Principal().getName());
    }

    @ParameterizedTest
    @ValueSource(strings = {PATH, PATH + "/"})
    void token_inQueryOrHeader_getsTheCertificateOfItsAccount(String path) throws GeneralSecurityException {
        String token = token();
        HttpResponse<byte[]> answer = get(path + "?ExpressPlayToken=" + token);
        assertCertificate(answer);
        assertEquals(
                "private, max-age=3600",
                answer.headers().firstValue("Cache-Control").orElseThrow());
        assertEquals(
                "origin, ExpressPlayToken", answer.headers().firstValue("Vary").orElseThrow());
        assertCertificate(get(path, "ExpressPlayToken", token));
        assertCertificate(get(path + "?account=7&ExpressPlayToken=" + token));
        assertCertificate(get(path + "?sha1=" + sha1, "ExpressPlayToken", token));
    }

    @Test
    void head_hasTheHeadersAlone() {
        HttpResponse<byte[]> answer = player.send("HEAD", PATH + "/?ExpressPlayToken=" + token(), new byte[0]);
        assertEquals(200, answer.statusCode());
        assertEquals(0, answer.body().length);
        assertEquals(
                "application/pkix-cert",
                answer.headers().firstValue("Content-Type").orElseThrow());
    }

    @Test
    void pageOfAnotherOrigin_mayAskAndRead() {
        HttpResponse<byte[]> preflight = player.send(
                "OPTIONS",
                PATH + "/",
                new byte[0],
                "Origin",
                ORIGIN,
                "Access-Control-Request-Method",
                "GET",
                "Access-Control-Request-Headers",
                "expressplaytoken");
        assertEquals(204, preflight.statusCode());
        assertEquals(
                "GET, HEAD, OPTIONS",
                preflight.headers().firstValue("Access-Control-Allow-Methods").orElseThrow());
        assertEquals(
                "expressplaytoken",
                preflight.headers().firstValue("Access-Control-Allow-Headers").orElseThrow());
        for (String target : new String[] {PATH + "/?ExpressPlayToken=" + token(), PATH, PATH + "?account=9"}) {
            assertEquals(
                    ORIGIN,
                    get(target, "Origin", ORIGIN)
                            .headers()
                            .firstValue("Access-Control-Allow-Origin")
                            .orElseThrow());
        }
    }

    @Test
    void tokenThatMustNotBeRedeemed_isRefusedByTheSameRules() {
        HttpResponse<byte[]> nonsense = get(PATH + "/?errorFormat=json&ExpressPlayToken=nonsense");
        assertEquals(401, nonsense.statusCode());
        assertEquals(-4010, Player.code(nonsense));
        assertEquals("no-store", nonsense.headers().firstValue("Cache-Control").orElseThrow());
        assertTrue(nonsense.headers().firstValue("Error-Reference").isPresent());
        assertEquals(-4010, Player.code(get(PATH + "/?errorFormat=json")));

        assertEquals(-6002, Player.code(get(PATH + "/?ExpressPlayToken=" + token("wv"))));
        String token = token();
        player.service.change(account -> account.active(false));
        assertEquals(-2031, Player.code(get(PATH + "/?ExpressPlayToken=" + token)));
    }

    @Test
    void sha1OfNoCertificate_isRefusedWith6006() {
        HttpResponse<byte[]> answer = get(PATH + "/?sha1=" + "0".repeat(40) + "&ExpressPlayToken=" + token());
        assertEquals(401, answer.statusCode());
        assertEquals(-6006, Player.code(answer));
        assertTrue(Player.text(answer).contains("the account has no such application certificate"));
        assertTrue(answer.headers().firstValue("Error-Reference").isPresent());
    }

    @Test
    void account_thatAllowsIt_servesItsCertificateToEverybody() throws GeneralSecurityException {
        allowEverybody();
        HttpResponse<byte[]> answer = get(PATH + "/?account=" + TestService.ACCOUNT);
        assertCertificate(answer);
        assertEquals(
                "public, max-age=3600",
                answer.headers().firstValue("Cache-Control").orElseThrow());
        assertCertificate(get(PATH + "?account=" + TestService.ACCOUNT + "&sha1=" + sha1));
    }

    /** The answer with everything that could tell one account from another, without the time. */
    private static String whole(HttpResponse<byte[]> answer) {
        return answer.statusCode() + " "
                + answer.headers().map().entrySet().stream()
                        .filter(header -> !header.getKey().equalsIgnoreCase("date"))
                        .toList()
                + Player.text(answer);
    }

    @Test
    void account_thatDoesNotAllowIt_looksAsOneThatDoesNotExist() {
        String target = PATH + "/?errorFormat=json&account=";
        String unknown = whole(get(target + "999999999"));
        assertTrue(unknown.startsWith("404 "), unknown);
        assertEquals(unknown, whole(get(target + TestService.ACCOUNT)));
        assertEquals(unknown, whole(get(target + WITHOUT)), "an account without a certificate");
        for (String text : new String[] {"", "0", "-1", "x", "1e3", "99999999999999999999", "201722&account=201722"}) {
            assertEquals(unknown, whole(get(target + text)), text);
        }

        allowEverybody();
        assertFalse(unknown.equals(whole(get(target + TestService.ACCOUNT))));
        assertEquals(unknown, whole(get(target + TestService.ACCOUNT + "&sha1=" + "0".repeat(40))));
        player.service.change(
                account -> account.active(false).putDrmSettings(FP, ImmutableMap.of("publicCertificate", "yes")));
        assertEquals(unknown, whole(get(target + TestService.ACCOUNT)), "disabled");
        player.service.change(account -> account.options(ImmutableMap.of(FP, DrmOption.DISABLED))
                .putDrmSettings(FP, ImmutableMap.of("publicCertificate", "yes")));
        assertEquals(unknown, whole(get(target + TestService.ACCOUNT)), "without the DRM");
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE"})
    void otherMethods_areRefused(String method) {
        HttpResponse<byte[]> answer = player.send(method, PATH + "/?errorFormat=json", new byte[0]);
        assertEquals(405, answer.statusCode());
        assertEquals("GET, HEAD, OPTIONS", answer.headers().firstValue("Allow").orElseThrow());
    }

    @Test
    void drmWithoutADocument_hasNoSuchPath() {
        assertEquals(
                404, get("/hms/wv/certificate/?ExpressPlayToken=" + token()).statusCode());
        assertEquals(404, get("/hms/fp/certificates").statusCode());
    }
}
