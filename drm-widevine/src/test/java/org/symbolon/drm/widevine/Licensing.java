package org.symbolon.drm.widevine;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.symbolon.core.drm.License;
import org.symbolon.core.drm.LicenseRefusedException;
import org.symbolon.core.drm.LicenseRequest;
import org.symbolon.core.settings.Settings;
import org.symbolon.core.value.AccountId;
import org.symbolon.core.value.Challenge;
import org.symbolon.core.value.ContentKey;
import org.symbolon.core.value.KeyId;
import org.symbolon.core.value.TokenId;
import org.symbolon.drm.widevine.call.ServiceCalls;
import org.symbolon.testing.Bits;
import org.symbolon.testing.TestClaims;
import org.symbolon.testing.TestContext;
import org.symbolon.testing.TestCredential;
import org.symbolon.testing.TestLicenseRequest;

/** Makes licences with the plug-in, with time limits that are short enough for tests. */
final class Licensing {
    static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");
    static final KeyId KID = KeyId.ofString("movie-1");
    static final String KEY = "c0ffee00c0ffee11c0ffee22c0ffee33";
    static final KeyRules LEAST_RULES = new KeyRules(SecurityLevel.SW_SECURE_CRYPTO, Hdcp.HDCP_NONE, TrackType.HD);
    /** The beginning of a challenge, as a CDM makes it. */
    static final byte[] CHALLENGE = {8, 1, 18, 4, 10, 2, 8, 1};

    static final byte[] CERTIFICATE_REQUEST = {8, 4};

    private static final Settings SETTINGS = Settings.inFolder(Path.of("data"))
            .with(ServiceCalls.CONNECT_TIMEOUT, "PT0.5S")
            .with(ServiceCalls.READ_TIMEOUT, "PT2S")
            .with(ServiceCalls.TOTAL_TIMEOUT, "PT4S");

    private final WidevineSystem system;

    Licensing() {
        this(settings -> settings);
    }

    Licensing(UnaryOperator<Settings> change) {
        TestContext context = TestContext.at(NOW).withSettings(change.apply(SETTINGS));
        system = new WidevineSystem(new LicenseServiceClient(context));
    }

    /** A policy for one key with the least rules. */
    static WidevinePolicy.Builder policy() {
        return WidevinePolicy.builder().addKeyRules(LEAST_RULES);
    }

    /** The key id of a key, from position 0. */
    static KeyId kid(int position) {
        return KeyId.ofString("movie-" + (position + 1));
    }

    private static ContentKey key(int position) {
        return position == 0 ? ContentKey.parse(KEY).value() : ContentKey.of(Bits.counting(position, 16));
    }

    /** A request for a token with as many keys as the policy has rules for. */
    static LicenseRequest request(WidevinePolicy policy, byte[] challenge, LicenseService... services) {
        TestClaims.Builder claims = TestClaims.builder(WidevinePlugin.ID, NOW);
        for (int position = 0; position < policy.keyRules().size(); position++) {
            claims.addKey(kid(position), key(position));
        }
        return request(claims.build(), policy, challenge, services);
    }

    /** A request with the least rules, for a token of an account. */
    static LicenseRequest request(int account, int token, LicenseService service) {
        TestClaims claims = TestClaims.builder(WidevinePlugin.ID, NOW)
                .account(new AccountId(account))
                .id(new TokenId(token, token))
                .addKey(KID, key(0))
                .build();
        return request(claims, policy().build(), CHALLENGE, service);
    }

    private static LicenseRequest request(
            TestClaims claims, WidevinePolicy policy, byte[] challenge, LicenseService... services) {
        return TestLicenseRequest.of(claims, policy, Challenge.of(challenge))
                .withCredentials(Stream.of(services)
                        .map(service -> TestCredential.of(ServiceCredential.NAME, service.encode()))
                        .toList());
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

    void close() {
        system.close();
    }
}
