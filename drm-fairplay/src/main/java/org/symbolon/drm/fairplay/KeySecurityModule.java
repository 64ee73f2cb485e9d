package org.symbolon.drm.fairplay;

import com.google.common.cache.CacheBuilder;
import com.google.common.cache.CacheLoader;
import com.google.common.cache.LoadingCache;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.security.SecureRandom;
import org.symbolon.core.drm.DrmContext;
import org.symbolon.core.drm.License;
import org.symbolon.core.drm.LicenseRefusedException;
import org.symbolon.core.drm.LicenseRequest;
import org.symbolon.core.drm.credential.Credential;
import org.symbolon.core.error.Explanation;
import org.symbolon.core.error.Violation;
import org.symbolon.drm.fairplay.credential.FairPlayCredential;
import org.symbolon.drm.fairplay.crypto.Rsa;
import org.symbolon.drm.fairplay.message.CkcForm;
import org.symbolon.drm.fairplay.message.MalformedException;
import org.symbolon.drm.fairplay.message.Spc;
import org.symbolon.drm.fairplay.message.SpcBody;
import org.symbolon.drm.fairplay.message.SpcContainer;
import org.symbolon.drm.fairplay.message.SpcField;

/** The key security module (KSM): reads an SPC and answers with a CKC (redemption, "FairPlay"). */
final class KeySecurityModule {
    private final DFunctions dFunctions;
    private final Rsa rsa;
    private final SecureRandom random;
    /** Decoded credentials, by the object that core gives: it is the same object until the credential changes. */
    private final LoadingCache<Credential, FairPlayCredential> credentials = CacheBuilder.newBuilder()
            .weakKeys()
            .build(CacheLoader.from(credential -> FairPlayCredential.decode(credential.secret())));

    KeySecurityModule(DrmContext context) {
        this.dFunctions = DFunctions.of(context);
        this.rsa = Rsa.of(context.settings().get(Rsa.PROVIDER));
        this.random = context.random();
    }

    /**
     * Makes a licence.
     *
     * @throws LicenseRefusedException with -6006 if the account has no credentials, -4001 if the integrity check of the
     *     device's secrets fails, -4010 after the end of a rental period, -6004 for every other reason. The caller is
     *     told the same for each reason of -6004, so that it does not learn which check a forged SPC failed.
     */
    License license(LicenseRequest request, FairPlayPolicy policy) {
        if (request.credentials().isEmpty()) {
            throw noCredentials(request);
        }
        Durations durations = Durations.of(policy, request.now());
        try {
            SpcBody body = SpcBody.read(request.challenge().bytes());
            SpcContainer container = SpcContainer.read(body.spc(), decoded(request.credentials()));
            Spc spc = container.open(rsa);
            Ckc ckc = new Ckc(spc.choose(request.claims().keys()), policy.iv(), durations);
            return answer(ckc, spc, container.credential(), body.form());
        } catch (MalformedException e) {
            throw new LicenseRefusedException(
                    Violation.of(FairPlayError.LICENSE_FAILED, "no CKC can be made for this SPC"), e.explanation());
        }
    }

    private License answer(Ckc ckc, Spc spc, FairPlayCredential credential, CkcForm form) {
        ImmutableMap<String, String> device = ImmutableMap.<String, String>builder()
                .put("certificate", credential.name())
                .putAll(spc.facts())
                .buildOrThrow();
        try {
            DeviceSecrets secrets = DeviceSecrets.open(spc, dFunctions.derive(spc.value(SpcField.R2), credential));
            return form.license(ckc.write(spc, secrets, random)).withDevice(device);
        } catch (LicenseRefusedException e) {
            throw e.withDevice(device);
        }
    }

    private ImmutableList<FairPlayCredential> decoded(ImmutableList<Credential> stored) {
        return stored.stream().map(credentials::getUnchecked).collect(ImmutableList.toImmutableList());
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
