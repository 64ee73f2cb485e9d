package org.symbolon.drm.fairplay;

import com.google.common.cache.CacheBuilder;
import com.google.common.cache.CacheLoader;
import com.google.common.cache.LoadingCache;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.security.SecureRandom;
import org.symbolon.core.credential.Credential;
import org.symbolon.core.drm.DrmContext;
import org.symbolon.core.drm.License;
import org.symbolon.core.drm.LicenseRefusedException;
import org.symbolon.core.drm.LicenseRequest;
import org.symbolon.core.error.Explanation;
import org.symbolon.core.error.Violation;

/** The key security module (KSM): answers an SPC with a CKC (redemption, "FairPlay"). */
final class KeySecurityModule {
    private final DFunctions dFunctions;
    private final Rsa rsa;
    private final SecureRandom random;
    /** By identity: a credential stays the same object until somebody changes it. */
    private final LoadingCache<Credential, FairPlayCredential> credentials = CacheBuilder.newBuilder()
            .weakKeys()
            .build(CacheLoader.from(credential -> FairPlayCredential.decode(credential.secret())));

    KeySecurityModule(DrmContext context) {
        this.dFunctions = DFunctions.of(context);
        this.rsa = Rsa.by(context.settings().get(Rsa.PROVIDER));
        this.random = context.random();
    }

    /**
     * Makes a licence.
     *
     * @throws LicenseRefusedException with -6006 for an account without credentials, -4001 where the device's proof fails, -4010 after the end of a rental period,
     *     -6004 for everything else. Those of -6004 are told alike to the caller: none learns how far a forged SPC came.
     */
    License license(LicenseRequest request, FairPlayPolicy policy) {
        if (request.credentials().isEmpty()) {
            throw noCredentials(request);
        }
        Ckc ckc = new Ckc(request.claims().contentKey(), policy.iv(), Durations.of(policy, request.now()));
        try {
            SpcBody body = SpcBody.read(request.challenge().body());
            SpcContainer container = SpcContainer.read(body.spc(), opened(request.credentials()));
            return answer(ckc, container, body.form());
        } catch (MalformedException e) {
            throw new LicenseRefusedException(
                    Violation.of(FairPlayError.LICENSE_FAILED, "no CKC can be made for this SPC"), e.explanation());
        }
    }

    private License answer(Ckc ckc, SpcContainer container, CkcForm form) {
        Spc spc = container.open(rsa);
        FairPlayCredential credential = container.credential();
        ImmutableMap<String, String> device = ImmutableMap.<String, String>builder()
                .put("certificate", credential.name())
                .putAll(spc.facts())
                .buildOrThrow();
        try {
            DeviceSecrets secrets = DeviceSecrets.open(spc, dFunctions.derive(spc.value(SpcField.R2), credential));
            return form.license(ckc.write(spc, secrets, random), device);
        } catch (LicenseRefusedException e) {
            throw e.with(device);
        }
    }

    private ImmutableList<FairPlayCredential> opened(ImmutableList<Credential> serving) {
        return serving.stream().map(credentials::getUnchecked).collect(ImmutableList.toImmutableList());
    }

    private static LicenseRefusedException noCredentials(LicenseRequest request) {
        return new LicenseRefusedException(
                Violation.of(FairPlayError.NOT_AUTHORIZED, "the account has no FairPlay credentials"),
                new Explanation(
                        "An account has FairPlay credentials: certificate, private key and ASK.",
                        "credentials of account " + request.claims().account(),
                        "none",
                        "Nobody handed them over yet: fairplay credentials set."));
    }
}
