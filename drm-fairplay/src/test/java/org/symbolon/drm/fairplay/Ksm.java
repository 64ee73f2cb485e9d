package org.symbolon.drm.fairplay;

import com.google.common.collect.ImmutableList;
import com.google.common.io.ByteSource;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.symbolon.core.Bits;
import org.symbolon.core.account.Environment;
import org.symbolon.core.credential.Credential;
import org.symbolon.core.drm.Challenge;
import org.symbolon.core.drm.DrmContext;
import org.symbolon.core.drm.DrmSystem;
import org.symbolon.core.drm.License;
import org.symbolon.core.drm.LicenseRefusedException;
import org.symbolon.core.drm.LicenseRequest;
import org.symbolon.core.key.ContentKey;
import org.symbolon.core.settings.Settings;
import org.symbolon.core.token.EncodedPolicy;
import org.symbolon.core.token.TokenClaims;
import org.symbolon.core.token.TokenId;

/** A key security module as core asks it, for tests: which credentials, which policy, which body. */
record Ksm(DrmSystem system, ImmutableList<Credential> credentials, FairPlayPolicy policy) {
    static final Instant NOW = Instant.parse("2026-05-01T12:00:00Z");
    static final byte[] CONTENT_KEY = Bits.counting(0xe0, 16);
    static final byte[] CONTENT_IV = Bits.counting(0xf0, 16);
    static final DrmContext CONTEXT = context(Ksm.class.getClassLoader());

    static DrmContext context(ClassLoader plugins) {
        return new DrmContext(
                Settings.inFolder(Path.of("unused")), InstantSource.fixed(NOW), new SecureRandom(), plugins);
    }

    static FairPlayPolicy.Builder rules() {
        return FairPlayPolicy.builder().iv(InitializationVector.of(CONTENT_IV));
    }

    static Ksm with(Credential... credentials) {
        return new Ksm(new FairPlayPlugin().create(CONTEXT), ImmutableList.copyOf(credentials), rules().build());
    }

    Ksm with(FairPlayPolicy other) {
        return new Ksm(system, credentials, other);
    }

    License license(byte[] body) {
        TokenClaims claims = TokenClaims.builder()
                .id(TokenId.of(new byte[16]))
                .account(Keys.ACCOUNT)
                .environment(Environment.PRODUCTION)
                .drm(FairPlayPlugin.ID)
                .issued(NOW)
                .end(NOW.plusSeconds(60))
                .contentKey(ContentKey.of(CONTENT_KEY))
                .policy(EncodedPolicy.of(policy))
                .build();
        Challenge challenge = new Challenge(ByteSource.wrap(body), Optional.empty());
        return system.license(new LicenseRequest(claims, policy, challenge, credentials, NOW));
    }

    byte[] ckc(byte[] body) {
        return bytes(license(body));
    }

    static byte[] bytes(License license) {
        try {
            return license.body().read();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** The number of the refusal; 0 where there is a licence. Whatever else is thrown fails the test. */
    int outcome(byte[] body) {
        try {
            license(body);
            return 0;
        } catch (LicenseRefusedException e) {
            return e.violations().get(0).code().number();
        }
    }
}
