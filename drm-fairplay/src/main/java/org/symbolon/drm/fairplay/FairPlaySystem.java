package org.symbolon.drm.fairplay;

import com.google.common.collect.ImmutableList;
import java.util.Optional;
import org.symbolon.core.diagnosis.DrmExamination;
import org.symbolon.core.diagnosis.Finding;
import org.symbolon.core.drm.DrmAnswer;
import org.symbolon.core.drm.DrmContext;
import org.symbolon.core.drm.DrmPolicy;
import org.symbolon.core.drm.DrmSystem;
import org.symbolon.core.drm.EncodedPolicy;
import org.symbolon.core.drm.License;
import org.symbolon.core.drm.LicenseRefusedException;
import org.symbolon.core.drm.LicenseRequest;
import org.symbolon.core.drm.PolicyRequest;
import org.symbolon.core.drm.account.DocumentRequest;
import org.symbolon.core.error.Explanation;
import org.symbolon.core.error.Violation;
import org.symbolon.drm.fairplay.credential.AccountCredentials;
import org.symbolon.drm.fairplay.credential.CredentialExamination;
import org.symbolon.drm.fairplay.credential.CredentialReader;

/** The working part of the plug-in: parameters, policies, licences and certificates. */
final class FairPlaySystem implements DrmSystem {
    /**
     * The registered type of one certificate in DER (RFC 2585 section 4.1). Players read it as bytes whatever it is.
     */
    private static final String CERTIFICATE_TYPE = "application/pkix-cert";
    /** The parameter of the certificate's URL that chooses among several. */
    private static final String SHA_1 = "sha1";

    private final CredentialReader credentials = new CredentialReader();
    private final LicenseMaker maker;

    FairPlaySystem(DrmContext context) {
        this.maker = new LicenseMaker(context, credentials);
    }

    @Override
    public Optional<DrmPolicy> parse(PolicyRequest request) {
        return FairPlayParameters.read(request);
    }

    @Override
    public DrmPolicy decode(EncodedPolicy policy) {
        return FairPlayPolicy.decode(policy);
    }

    @Override
    public ImmutableList<Finding> examine(DrmExamination examination) {
        return CredentialExamination.of(examination);
    }

    @Override
    public License license(LicenseRequest request) {
        return maker.license(request, (FairPlayPolicy) request.policy());
    }

    /** The application certificate of the account, which devices need before they can make an SPC. */
    @Override
    public DrmAnswer document(DocumentRequest request) {
        AccountCredentials from = credentials.read(request.credentials(), request.unreadableCredentials());
        Optional<String> sha1 = request.parameters().get(SHA_1).stream().findFirst();
        return from.forPlayers(sha1, maker.answersVersionOneOnly())
                .map(chosen -> DrmAnswer.of(CERTIFICATE_TYPE, chosen.der()))
                .orElseThrow(() -> noCertificate(from, sha1));
    }

    private static LicenseRefusedException noCertificate(AccountCredentials from, Optional<String> sha1) {
        return new LicenseRefusedException(
                Violation.of(FairPlayError.NOT_AUTHORIZED, "the account has no such application certificate"),
                Explanation.of(
                        "The account has an application certificate, and one with the SHA-1 of the URL.",
                        sha1.isPresent() ? "the SHA-1 of one of: " + from.describe() : "a credential that can be read",
                        sha1.isPresent() ? "another SHA-1" : from.describe(),
                        "symbolon credential set fp stores a certificate, its private key and the ASK."));
    }
}
