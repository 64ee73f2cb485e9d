package org.symbolon.drm.fairplay;

import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.common.collect.ImmutableList;
import java.time.Instant;
import org.symbolon.core.drm.DrmContext;
import org.symbolon.core.drm.DrmSystem;
import org.symbolon.core.drm.License;
import org.symbolon.core.drm.LicenseRefusedException;
import org.symbolon.core.drm.TokenClaims;
import org.symbolon.core.drm.credential.Credential;
import org.symbolon.core.value.Challenge;
import org.symbolon.core.value.ContentKey;
import org.symbolon.testing.Bits;
import org.symbolon.testing.TestClaims;
import org.symbolon.testing.TestContext;
import org.symbolon.testing.TestLicenseRequest;

/** A key security module with the credentials, the token and the policy that a test chooses. */
record Ksm(DrmSystem system, ImmutableList<Credential> credentials, FairPlayPolicy policy, TokenClaims claims) {
    static final Instant NOW = Instant.parse("2026-05-01T12:00:00Z");
    static final byte[] CONTENT_KEY = Bits.counting(0xe0, 16);
    static final byte[] CONTENT_IV = Bits.counting(0xf0, 16);
    static final TestContext CONTEXT = TestContext.at(NOW);

    /** The claims of a token with one key that has no id. */
    static final TokenClaims ONE_KEY = TestClaims.builder(FairPlayPlugin.ID, NOW)
            .addKey(ContentKey.of(CONTENT_KEY))
            .build();

    static FairPlayPolicy.Builder rules() {
        return FairPlayPolicy.builder().iv(InitializationVector.of(CONTENT_IV));
    }

    static Ksm with(Credential... credentials) {
        return with(CONTEXT, credentials);
    }

    static Ksm with(DrmContext context, Credential... credentials) {
        return new Ksm(
                new FairPlayPlugin().create(context), ImmutableList.copyOf(credentials), rules().build(), ONE_KEY);
    }

    Ksm with(FairPlayPolicy other) {
        return new Ksm(system, credentials, other, claims);
    }

    Ksm with(TokenClaims other) {
        return new Ksm(system, credentials, policy, other);
    }

    License license(byte[] body) {
        return license(Challenge.of(body));
    }

    License license(Challenge challenge) {
        return system.license(TestLicenseRequest.of(claims, policy, challenge).withCredentials(credentials));
    }

    byte[] ckc(byte[] body) {
        return bytes(license(body));
    }

    byte[] ckc(Challenge challenge) {
        return bytes(license(challenge));
    }

    static byte[] bytes(License license) {
        return license.answer().body();
    }

    /** The answer in the plug-in's own form of a refusal. */
    byte[] refusedAnswer(Challenge challenge) {
        return assertThrows(LicenseRefusedException.class, () -> license(challenge))
                .answer()
                .orElseThrow()
                .body();
    }

    /** The number of the refusal; 0 if there is a licence. Any other exception fails the test. */
    int outcome(byte[] body) {
        return outcome(Challenge.of(body));
    }

    int outcome(Challenge challenge) {
        try {
            license(challenge);
            return 0;
        } catch (LicenseRefusedException e) {
            return e.violations().get(0).code().number();
        }
    }
}
