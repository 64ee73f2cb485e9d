package org.symbolon.drm.widevine;

import com.google.common.collect.ImmutableList;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.symbolon.core.account.AccountId;
import org.symbolon.core.account.Environment;
import org.symbolon.core.credential.Credential;
import org.symbolon.core.credential.CredentialId;
import org.symbolon.core.drm.Challenge;
import org.symbolon.core.drm.DrmContext;
import org.symbolon.core.drm.License;
import org.symbolon.core.drm.LicenseRefusedException;
import org.symbolon.core.drm.LicenseRequest;
import org.symbolon.core.key.ContentKey;
import org.symbolon.core.key.KeyId;
import org.symbolon.core.settings.Settings;
import org.symbolon.core.token.EncodedPolicy;
import org.symbolon.core.token.TokenClaims;
import org.symbolon.core.token.TokenId;

/** The plug-in at work on one token, with limits of time that a test can wait for. */
final class Bridging {
    static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");
    static final AccountId ACCOUNT = new AccountId(201_722);
    static final KeyId KID = KeyId.ofString("movie-1");
    static final String KEY = "c0ffee00c0ffee11c0ffee22c0ffee33";
    /** The beginning of a challenge, as a CDM makes it. */
    static final byte[] CHALLENGE = {8, 1, 18, 4, 10, 2, 8, 1};

    static final byte[] CERTIFICATE_REQUEST = {8, 4};

    private static final Settings SETTINGS = Settings.inFolder(Path.of("data"))
            .with(ServiceCalls.CONNECT_TIMEOUT, "PT0.5S")
            .with(ServiceCalls.READ_TIMEOUT, "PT2S")
            .with(ServiceCalls.TOTAL_TIMEOUT, "PT4S");

    private final WidevineSystem system;

    Bridging() {
        this(settings -> settings);
    }

    Bridging(UnaryOperator<Settings> change) {
        system = system(change.apply(SETTINGS));
    }

    /** One that nobody asks for licences. */
    static WidevineSystem system() {
        return system(SETTINGS);
    }

    private static WidevineSystem system(Settings settings) {
        return new WidevineSystem(new WidevineBridge(context(settings)));
    }

    static DrmContext context(Settings settings) {
        return new DrmContext(settings, () -> NOW, new SecureRandom(), Bridging.class.getClassLoader());
    }

    static WidevinePolicy.Builder policy() {
        return WidevinePolicy.builder()
                .securityLevel(SecurityLevel.SW_SECURE_CRYPTO)
                .hdcp(Hdcp.HDCP_NONE);
    }

    static LicenseRequest request(WidevinePolicy policy, byte[] challenge, LicenseService... services) {
        TokenClaims claims = TokenClaims.builder()
                .id(TokenId.of(new byte[TokenId.BYTES]))
                .account(ACCOUNT)
                .environment(Environment.PRODUCTION)
                .drm(WidevinePlugin.ID)
                .issued(NOW)
                .end(NOW.plus(Duration.ofDays(1)))
                .kid(KID)
                .contentKey(ContentKey.parse(KEY).value())
                .policy(EncodedPolicy.of(policy))
                .build();
        ImmutableList.Builder<Credential> credentials = ImmutableList.builder();
        for (LicenseService service : services) {
            credentials.add(new Credential(
                    CredentialId.of(ACCOUNT, WidevinePlugin.ID, ServiceCredential.NAME), service.encode()));
        }
        return new LicenseRequest(claims, policy, Challenge.of(challenge), credentials.build(), NOW);
    }

    License license(LicenseService service) {
        return license(request(policy().build(), CHALLENGE, service));
    }

    License license(LicenseRequest request) {
        return system.license(request);
    }

    Optional<LicenseRefusedException> refusal(LicenseRequest request) {
        try {
            license(request);
            return Optional.empty();
        } catch (LicenseRefusedException e) {
            return Optional.of(e);
        }
    }

    LicenseRefusedException refusal(LicenseService service) {
        return refusal(request(policy().build(), CHALLENGE, service)).orElseThrow();
    }

    static int code(LicenseRefusedException refusal) {
        return refusal.violations().get(0).code().number();
    }
}
