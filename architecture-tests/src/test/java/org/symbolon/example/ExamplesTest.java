package org.symbolon.example;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.symbolon.core.Symbolon;
import org.symbolon.core.TokenInspection;
import org.symbolon.core.account.Caller;
import org.symbolon.core.drm.License;
import org.symbolon.core.issue.IssuedToken;
import org.symbolon.core.issue.TokenRefusedException;
import org.symbolon.core.issue.TokenRequest;
import org.symbolon.core.parameter.RequestParameters;
import org.symbolon.core.redeem.LicenseEndpoint;
import org.symbolon.core.redeem.RedemptionRefusedException;
import org.symbolon.core.store.account.Account;
import org.symbolon.core.store.account.Authenticator;
import org.symbolon.core.store.account.DrmOption;
import org.symbolon.core.store.record.Reference;
import org.symbolon.core.value.AccountId;
import org.symbolon.core.value.AuthenticatorSecret;
import org.symbolon.core.value.Challenge;
import org.symbolon.core.value.ContentKey;
import org.symbolon.core.value.CustomerAuthenticator;
import org.symbolon.core.value.DrmId;
import org.symbolon.core.value.Environment;
import org.symbolon.core.value.KeyEncryptionKey;
import org.symbolon.core.value.KeyId;
import org.symbolon.core.value.SealedToken;
import org.symbolon.core.value.WrappedKey;
import org.symbolon.drm.widevine.Hdcp;
import org.symbolon.drm.widevine.SecurityLevel;
import org.symbolon.drm.widevine.WidevineTokenRequest;

/** Runs what the documents show, and holds the documents to what is run. */
final class ExamplesTest {
    private static final ImmutableMap<Environment, String> BASES = ImmutableMap.of(
            Environment.PRODUCTION, "https://{drm}.example.com",
            Environment.TEST, "https://{drm}.test.example.com");
    private static final Path SOURCES = Path.of("src/test/java/org/symbolon/example");

    @Test
    void embedding_issuesAToken() {
        byte[] key = new byte[16];
        Symbolon symbolon = Symbolon.builder()
                .licenseBases(ImmutableMap.of(
                        Environment.PRODUCTION, "https://{drm}.service.example.com",
                        Environment.TEST, "https://{drm}.test.example.com"))
                .build();
        AccountId id = new AccountId(201722);
        AuthenticatorSecret secret = AuthenticatorSecret.random(new SecureRandom());
        symbolon.accounts()
                .change(
                        id,
                        absent -> Account.builder()
                                .id(id)
                                .putOptions(new DrmId("wv"), DrmOption.ENABLED)
                                .addAuthenticators(Authenticator.of(id, Environment.PRODUCTION, secret))
                                .build());

        IssuedToken token = symbolon.issue(
                Environment.PRODUCTION,
                WidevineTokenRequest.builder()
                        .customerAuthenticator(new CustomerAuthenticator(id, secret))
                        .kid(KeyId.ofString("movie-1"))
                        .contentKey(ContentKey.of(key))
                        .securityLevel(SecurityLevel.SW_SECURE_CRYPTO)
                        .hdcpOutputControl(Hdcp.HDCP_NONE)
                        .licenseDuration(Duration.ofHours(30))
                        .build());
        String licenseUrl = token.licenseUrl();

        assertTrue(
                licenseUrl.startsWith("https://wv.service.example.com/hms/wv/rights/?ExpressPlayToken="), licenseUrl);

        DrmId drm = new DrmId("wv");
        SealedToken brought = new SealedToken(licenseUrl.substring(licenseUrl.indexOf('=') + 1));
        byte[] posted = {8, 1, 18, 1, 0};
        Optional<Reference> refusal = Optional.empty();

        try {
            LicenseEndpoint endpoint = new LicenseEndpoint(drm, Environment.PRODUCTION);
            License license = symbolon.redeem(endpoint, brought, Challenge.of(posted));
            assertEquals("application/octet-stream", license.answer().mediaType());
        } catch (RedemptionRefusedException e) {
            refusal = Optional.of(e.reference());
        }

        assertTrue(refusal.isPresent(), "the account has no licence service");
        symbolon.close();
    }

    @Test
    void examplePlugin_wrapsTheContentKeyForTheDevice() {
        byte[] device = "a device's key..".getBytes(StandardCharsets.US_ASCII);
        try (Symbolon symbolon = Symbolon.builder()
                .plugins(ImmutableList.of(new ExamplePlugin()))
                .licenseBases(BASES)
                .build()) {
            String url = issue(symbolon, "2").licenseUrl();
            LicenseEndpoint endpoint = new LicenseEndpoint(new DrmId("ex"), Environment.PRODUCTION);
            SealedToken token = new SealedToken(url.substring(url.indexOf('=') + 1));
            License license = symbolon.redeemer().redeem(endpoint, token, Challenge.of(device));
            assertEquals(
                    Optional.of(ContentKey.of(new byte[16])),
                    KeyEncryptionKey.of(device)
                            .unwrap(WrappedKey.of(license.answer().body())));

            RedemptionRefusedException refusal = assertThrows(
                    RedemptionRefusedException.class,
                    () -> symbolon.redeemer().redeem(endpoint, token, Challenge.of(new byte[0])));
            assertEquals("an empty body of 0 bytes", refusal.explanation().got());
        }
    }

    @Test
    void examplePlugin_issuesATokenWithItsPolicy() {
        try (Symbolon symbolon = Symbolon.builder()
                .plugins(ImmutableList.of(new ExamplePlugin()))
                .licenseBases(BASES)
                .build()) {
            String url = issue(symbolon, "2").licenseUrl();
            TokenInspection inspection = symbolon.inspect(new SealedToken(url.substring(url.indexOf('=') + 1)))
                    .orElseThrow();

            assertEquals(
                    ImmutableList.of("2"), inspection.policy().orElseThrow().get("quality"));
        }
    }

    @ParameterizedTest
    @CsvSource({"4, -9004", "'', -9003"})
    void examplePlugin_refusesWhatItsRulesForbid(String quality, int code) {
        try (Symbolon symbolon = Symbolon.builder()
                .plugins(ImmutableList.of(new ExamplePlugin()))
                .licenseBases(BASES)
                .build()) {
            TokenRefusedException refusal = assertThrows(TokenRefusedException.class, () -> issue(symbolon, quality));
            assertEquals(code, refusal.violations().get(0).code().number());
        }
    }

    private static IssuedToken issue(Symbolon symbolon, String quality) {
        CustomerAuthenticator authenticator = CustomerAuthenticator.parse("7,1ad8eed133edf43cbcc185f0236828ae")
                .value();
        AccountId id = authenticator.account();
        symbolon.accounts()
                .change(
                        id,
                        before -> Account.builder()
                                .id(id)
                                .putOptions(new DrmId("ex"), DrmOption.ENABLED)
                                .addAuthenticators(Authenticator.of(id, Environment.PRODUCTION, authenticator.secret()))
                                .build());
        ImmutableMap<String, String> parameters = ImmutableMap.of(
                "customerAuthenticator", authenticator.reveal(), "contentKey", "0".repeat(32), "quality", quality);
        return symbolon.issuer()
                .issue(TokenRequest.of(
                        new DrmId("ex"), Caller.of(Environment.PRODUCTION), RequestParameters.of(parameters)));
    }

    @ParameterizedTest
    @CsvSource({"embedding.md, ExamplesTest.java", "writing-a-plugin.md, ExamplePlugin.java"})
    void codeInADocument_isCodeThatIsRun(String document, String source) throws IOException {
        String run = withoutSpace(Files.readString(SOURCES.resolve(source)));
        Matcher block = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(Path.of("../docs").resolve(document)));
        int blocks = 0;
        while (block.find()) {
            assertTrue(run.contains(withoutSpace(block.group(1))), block.group(1));
            blocks++;
        }
        assertTrue(blocks > 0, document + " shows no code");
    }

    private static String withoutSpace(String code) {
        return code.replaceAll("\\s", "");
    }
}
