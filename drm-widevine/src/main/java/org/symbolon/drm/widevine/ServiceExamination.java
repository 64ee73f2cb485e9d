package org.symbolon.drm.widevine;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.util.Optional;
import java.util.stream.Stream;
import org.symbolon.core.diagnosis.DrmExamination;
import org.symbolon.core.diagnosis.DrmExamination.OwnedCredential;
import org.symbolon.core.diagnosis.Finding;
import org.symbolon.core.drm.MalformedFieldsException;

/** Finds licence services that cannot be used; asks them only where the operator wants that. */
final class ServiceExamination {
    private static final String SUBJECT = "Widevine";

    /** Services that others than this machine can reach need encryption: requests hold content keys. */
    private static final String LOOPBACK = "localhost|127[.].*|\\[::1]";

    private final LicenseServiceClient client;

    ServiceExamination(LicenseServiceClient client) {
        this.client = client;
    }

    /** What is to be said of the service of each credential. */
    ImmutableList<Finding> of(DrmExamination examination) {
        return examination.credentials().stream()
                .flatMap(credential -> of(credential, examination.asksServices()))
                .collect(ImmutableList.toImmutableList());
    }

    private Stream<Finding> of(OwnedCredential owned, boolean asks) {
        try {
            LicenseService service = LicenseService.decode(owned.credential().secret());
            String name = "the licence service of " + owned.owner() + ", " + service.endpoint() + ",";
            Stream<Finding> answer =
                    Stream.of(asks ? ask(name, service) : Finding.ok(SUBJECT, name + " was not asked"));
            return Stream.concat(unencrypted(name, service).stream(), answer);
        } catch (MalformedFieldsException e) {
            return Stream.of(Finding.problem(
                    SUBJECT,
                    "the credential " + owned.credential().name() + " of " + owned.owner() + " cannot be read: "
                            + e.getMessage(),
                    "set it again with symbolon credential set wv"));
        }
    }

    private static Optional<Finding> unencrypted(String name, LicenseService service) {
        boolean plain = "http".equals(service.url().getScheme())
                && !service.url().getHost().matches(LOOPBACK);
        return plain
                ? Optional.of(Finding.warning(
                        SUBJECT,
                        name + " is called without TLS, and requests hold content keys",
                        "set it with an https URL by symbolon credential set wv"))
                : Optional.empty();
    }

    private Finding ask(String name, LicenseService service) {
        try {
            Optional<ServiceAnswer> answer = client.askForCertificate(service);
            String status = answer.map(ServiceAnswer::status).orElse("");
            if (ServiceStatus.of(status) == ServiceStatus.OK) {
                return Finding.ok(SUBJECT, name + " answers and knows the provider " + service.provider());
            }
            return Finding.problem(
                    SUBJECT,
                    answer.isEmpty()
                            ? name + " answers, but not as a licence service does"
                            : name + " refuses with status '" + status + "'",
                    "correct url, provider, key or iv with symbolon credential set wv; SIGNATURE_FAILED means a wrong"
                            + " key, iv or provider");
        } catch (IOException e) {
            return Finding.problem(
                    SUBJECT,
                    name + " does not answer: " + e.getClass().getSimpleName(),
                    "see that it runs, that its URL is right, and that no firewall is between");
        }
    }
}
