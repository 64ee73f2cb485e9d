package org.symbolon.drm.fairplay;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPrivateCrtKey;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.symbolon.core.drm.DrmContext;
import org.symbolon.core.drm.License;
import org.symbolon.core.drm.LicenseRefusedException;
import org.symbolon.core.drm.LicenseRequest;
import org.symbolon.core.drm.account.AccountSetting;
import org.symbolon.core.error.Explanation;
import org.symbolon.core.error.SharedError;
import org.symbolon.core.error.Violation;
import org.symbolon.core.value.ContentKey;
import org.symbolon.drm.fairplay.credential.AccountCredentials;
import org.symbolon.drm.fairplay.credential.CredentialReader;
import org.symbolon.drm.fairplay.credential.FairPlayCredential;
import org.symbolon.drm.fairplay.message.AssetIds;
import org.symbolon.drm.fairplay.message.CkcForm;
import org.symbolon.drm.fairplay.message.MalformedException;
import org.symbolon.drm.fairplay.message.PostedSpc;
import org.symbolon.drm.fairplay.message.SpcBody;
import org.symbolon.drm.fairplay.message.SpcContainer;

/** Makes licences: finds the SPCs in a body, has a key security module answer each, and writes the answer. */
final class LicenseMaker {
    private static final String REFUSE = "refuse";

    /** What becomes of a device that cannot hold durations. The default is what the public interface does. */
    static final AccountSetting WITHOUT_PLAYBACK_STATE = AccountSetting.builder()
            .name("withoutPlaybackState")
            .meaning("A device that sends no media playback state cannot hold a rental or a lease: serve gives it the"
                    + " key without them, and so without a limit; refuse refuses it with -6004")
            .addValues("serve", REFUSE)
            .build();

    private final KeySecurityModules modules;
    private final CredentialReader credentials;

    LicenseMaker(DrmContext context, CredentialReader credentials) {
        this.modules = KeySecurityModules.of(context);
        this.credentials = credentials;
    }

    /** Whether SPCs of version 1 are the only ones that can be answered. */
    boolean answersVersionOneOnly() {
        return modules.versions().equals(ImmutableSet.of(VersionOneModule.VERSION));
    }

    /**
     * Makes a licence: a CKC, or as many as a {@code fairplay-streaming-request} has SPCs.
     *
     * @throws LicenseRefusedException with -6006 if the account has no credentials, -4001 if the integrity check of the
     *     device's secrets fails, -4010 after the end of a rental period, -6004 for every other reason. The caller is
     *     told the reason of -6004 only if it can be read from the SPC without a key, so that it does not learn which
     *     check a forged SPC failed. Of several SPCs one that is refused does not stop the others.
     */
    License license(LicenseRequest request, FairPlayPolicy policy) {
        if (request.credentials().isEmpty() && request.unreadableCredentials().isEmpty()) {
            throw noCredentials(request);
        }
        Durations durations = Durations.of(policy, request.now());
        AccountCredentials from = credentials.read(request.credentials(), request.unreadableCredentials());
        SpcBody body = read(request);
        if (body.form() == CkcForm.STREAMING) {
            return new StreamingExchange(posted -> new Making(request, policy, durations, from).one(posted))
                    .license(body.keys());
        }
        License ckc =
                new Making(request, policy, durations, from).one(body.keys().get(0));
        return body.form().license(ckc.answer().body()).withDevice(ckc.device());
    }

    private static SpcBody read(LicenseRequest request) {
        try {
            return SpcBody.read(request.challenge().bytes());
        } catch (MalformedException e) {
            throw refused(e);
        }
    }

    /** The refusal of an SPC that cannot be answered. */
    static LicenseRefusedException refused(MalformedException e) {
        return new LicenseRefusedException(Violation.of(FairPlayError.LICENSE_FAILED, e.told()), e.explanation());
    }

    private static LicenseRefusedException noCredentials(LicenseRequest request) {
        return new LicenseRefusedException(
                Violation.of(FairPlayError.NOT_AUTHORIZED, "the account has no FairPlay credentials"),
                Explanation.of(
                        "An account has FairPlay credentials: certificate, private key and ASK.",
                        "credentials of account " + request.claims().account(),
                        "none",
                        "No credentials were set: symbolon credential set fp."));
    }

    private static LicenseRefusedException cannotHold(Durations durations) {
        return new LicenseRefusedException(
                Violation.of(
                        FairPlayError.LICENSE_FAILED,
                        "the device sends no media playback state, so it cannot hold the token's rental or lease"),
                Explanation.of(
                        "A device that is given a rental or a lease sends its media playback state.",
                        "a media playback state, because the token has " + durations.describe(),
                        "an SPC without one",
                        "The device's system is older than iOS 11 or its like; the account setting fp."
                                + WITHOUT_PLAYBACK_STATE.name()
                                + "=serve gives such devices the key without a limit."));
    }

    /** A credential as a module gets it. */
    private record ModuleCredential(FairPlayCredential credential) implements SpcRequest.ApplicationCredential {
        @Override
        public X509Certificate certificate() {
            return credential.certificate();
        }

        @Override
        public RSAPrivateCrtKey privateKey() {
            return credential.privateKey();
        }

        @Override
        public byte[] ask() {
            return credential.ask().reveal();
        }

        @Override
        public String toString() {
            return credential.name();
        }
    }

    /** One SPC, and what its CKC is made from. */
    private final class Making implements SpcRequest {
        private final LicenseRequest request;
        private final FairPlayPolicy policy;
        private final Durations durations;
        private final AccountCredentials from;
        private final Map<String, String> facts = new LinkedHashMap<>();
        private byte[] spc = new byte[0];

        Making(LicenseRequest request, FairPlayPolicy policy, Durations durations, AccountCredentials from) {
            this.request = request;
            this.policy = policy;
            this.durations = durations;
            this.from = from;
        }

        /** The licence with the bytes of the CKC. */
        License one(PostedSpc posted) {
            try {
                spc = posted.spc();
                return CkcForm.RAW.license(modules.ckc(this, from)).withDevice(facts);
            } catch (MalformedException e) {
                throw refused(e).withDevice(ImmutableMap.copyOf(facts));
            } catch (LicenseRefusedException e) {
                throw e.withDevice(ImmutableMap.copyOf(facts));
            }
        }

        @Override
        public byte[] spc() {
            return spc.clone();
        }

        @Override
        public int version() {
            return SpcContainer.version(spc);
        }

        @Override
        public ImmutableList<ApplicationCredential> credentials() {
            return from.readable().stream().map(ModuleCredential::new).collect(ImmutableList.toImmutableList());
        }

        @Override
        public ContentKey contentKey(byte[] assetId) {
            try {
                return AssetIds.choose(request.claims().keys(), assetId);
            } catch (MalformedException e) {
                throw refused(e);
            }
        }

        @Override
        public byte[] iv() {
            return policy.iv().bytes();
        }

        @Override
        public Optional<Duration> lease() {
            return durations.lease();
        }

        @Override
        public Optional<Duration> rental() {
            return durations.rental();
        }

        @Override
        public void playbackStateIsMissing() {
            if (durations.isEmpty()) {
                return;
            }
            if (request.accountSettings().get(WITHOUT_PLAYBACK_STATE).equals(REFUSE)) {
                throw cannotHold(durations);
            }
            addDeviceFacts(ImmutableMap.of("durations", "not sent, because there is no media playback state"));
        }

        @Override
        public void addDeviceFacts(ImmutableMap<String, String> more) {
            facts.putAll(more);
        }

        @Override
        public LicenseRefusedException refusal(Explanation explanation) {
            return refused(new MalformedException(explanation));
        }

        @Override
        public LicenseRefusedException untrustedDevice(Explanation explanation) {
            return new LicenseRefusedException(
                    Violation.of(SharedError.DEVICE_NOT_AUTHENTICATED, "the device's proof failed"), explanation);
        }
    }
}
