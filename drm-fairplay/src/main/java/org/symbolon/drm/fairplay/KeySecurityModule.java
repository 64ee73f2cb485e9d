package org.symbolon.drm.fairplay;

import com.google.common.collect.ImmutableMap;
import java.security.SecureRandom;
import java.util.function.Supplier;
import org.symbolon.core.drm.DrmContext;
import org.symbolon.core.drm.License;
import org.symbolon.core.drm.LicenseRefusedException;
import org.symbolon.core.drm.LicenseRequest;
import org.symbolon.core.drm.TokenClaims;
import org.symbolon.core.error.Explanation;
import org.symbolon.core.error.Violation;
import org.symbolon.drm.fairplay.credential.AccountCredentials;
import org.symbolon.drm.fairplay.credential.CredentialReader;
import org.symbolon.drm.fairplay.credential.FairPlayCredential;
import org.symbolon.drm.fairplay.crypto.Rsa;
import org.symbolon.drm.fairplay.message.CkcForm;
import org.symbolon.drm.fairplay.message.MalformedException;
import org.symbolon.drm.fairplay.message.PostedSpc;
import org.symbolon.drm.fairplay.message.Spc;
import org.symbolon.drm.fairplay.message.SpcBody;
import org.symbolon.drm.fairplay.message.SpcContainer;
import org.symbolon.drm.fairplay.message.SpcField;

/** The key security module (KSM): reads an SPC and answers with a CKC (redemption, "FairPlay"). */
final class KeySecurityModule {
    private final DFunctions dFunctions;
    private final Rsa rsa;
    private final SecureRandom random;
    private final CredentialReader credentials = new CredentialReader();

    KeySecurityModule(DrmContext context) {
        this.dFunctions = DFunctions.of(context);
        this.rsa = Rsa.of(context.settings().get(Rsa.PROVIDER));
        this.random = context.random();
    }

    /**
     * Makes a licence: a CKC, or as many as a {@code fairplay-streaming-request} has SPCs.
     *
     * @throws LicenseRefusedException with -6006 if the account has no credentials, -4001 if the integrity check of the
     *     device's secrets fails, -4010 after the end of a rental period, -6004 for every other reason. The caller is
     *     told the same for each reason of -6004, so that it does not learn which check a forged SPC failed. Of several
     *     SPCs one that is refused does not stop the others.
     */
    License license(LicenseRequest request, FairPlayPolicy policy) {
        if (request.credentials().isEmpty() && request.unreadableCredentials().isEmpty()) {
            throw noCredentials(request);
        }
        Making making = new Making(
                request.claims(), policy.iv(), Durations.of(policy, request.now()), credentials.read(request));
        SpcBody body = refusingMalformed(() -> SpcBody.read(request.challenge().bytes()));
        if (body.form() == CkcForm.STREAMING) {
            return new StreamingExchange(making::one).license(body.keys());
        }
        License ckc = making.one(body.keys().get(0));
        return body.form().license(ckc.answer().body()).withDevice(ckc.device());
    }

    private static <T> T refusingMalformed(Supplier<T> reading) {
        try {
            return reading.get();
        } catch (MalformedException e) {
            throw new LicenseRefusedException(
                    Violation.of(FairPlayError.LICENSE_FAILED, "no CKC can be made for this SPC"), e.explanation());
        }
    }

    /** What all CKCs of one redemption are made from. */
    private final class Making {
        private final TokenClaims claims;
        private final InitializationVector iv;
        private final Durations durations;
        private final AccountCredentials from;

        Making(TokenClaims claims, InitializationVector iv, Durations durations, AccountCredentials from) {
            this.claims = claims;
            this.iv = iv;
            this.durations = durations;
            this.from = from;
        }

        /** The bytes of the CKC for one SPC. */
        License one(PostedSpc posted) {
            return refusingMalformed(() -> {
                SpcContainer container = SpcContainer.read(posted.spc(), from);
                Spc spc = container.open(rsa);
                Ckc ckc = new Ckc(spc.choose(claims.keys()), iv, durations);
                return answer(ckc, spc, container.credential());
            });
        }
    }

    private License answer(Ckc ckc, Spc spc, FairPlayCredential credential) {
        ImmutableMap<String, String> device = ImmutableMap.<String, String>builder()
                .put("certificate", credential.name())
                .putAll(spc.facts())
                .buildOrThrow();
        try {
            DeviceSecrets secrets = DeviceSecrets.open(spc, dFunctions.derive(spc.value(SpcField.R2), credential));
            return CkcForm.RAW.license(ckc.write(spc, secrets, random)).withDevice(device);
        } catch (LicenseRefusedException e) {
            throw e.withDevice(device);
        }
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
}
