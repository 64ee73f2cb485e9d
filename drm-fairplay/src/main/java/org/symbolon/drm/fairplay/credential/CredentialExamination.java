package org.symbolon.drm.fairplay.credential;

import com.google.common.collect.ImmutableList;
import java.time.Duration;
import java.time.Instant;
import org.symbolon.core.diagnosis.DrmExamination;
import org.symbolon.core.diagnosis.DrmExamination.OwnedCredential;
import org.symbolon.core.diagnosis.Finding;
import org.symbolon.core.drm.MalformedFieldsException;
import org.symbolon.core.drm.credential.InvalidCredentialException;

/** Finds FairPlay credentials that cannot be read, that expire, or that serve simulated devices only. */
public final class CredentialExamination {
    private static final String SUBJECT = "FairPlay";

    /** Apple takes days for a new certificate, and players have to be given it. */
    private static final Duration WARNING_BEFORE = Duration.ofDays(60);

    private CredentialExamination() {}

    /** What is to be said of each credential. */
    public static ImmutableList<Finding> of(DrmExamination examination) {
        return examination.credentials().stream()
                .map(credential -> of(credential, examination.now()))
                .collect(ImmutableList.toImmutableList());
    }

    private static Finding of(OwnedCredential owned, Instant now) {
        String name = "the credential " + owned.credential().name() + " of " + owned.owner();
        try {
            return of(name, FairPlayCredential.decode(owned.credential().secret()), now);
        } catch (InvalidCredentialException | MalformedFieldsException e) {
            return Finding.problem(
                    SUBJECT,
                    name + " cannot be read: " + e.getMessage(),
                    "set it again with symbolon credential set fp, or remove it");
        }
    }

    private static Finding of(String name, FairPlayCredential credential, Instant now) {
        Instant end = credential.notAfter();
        String renew = "ask Apple for a new certificate and set it beside the old one with symbolon credential set fp";
        if (credential.simulated()) {
            return Finding.warning(
                    SUBJECT,
                    name + " works with simulated devices only",
                    "never use the account for valuable content; symbolon credential remove fp removes it");
        } else if (!end.isAfter(now)) {
            return Finding.problem(SUBJECT, "the certificate of " + name + " expired on " + end, renew);
        } else if (!end.isAfter(now.plus(WARNING_BEFORE))) {
            return Finding.warning(SUBJECT, "the certificate of " + name + " expires on " + end, renew);
        }
        return Finding.ok(SUBJECT, name + " is valid until " + end);
    }
}
