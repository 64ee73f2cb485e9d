package org.symbolon.drm.widevine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.symbolon.core.diagnosis.DrmExamination;
import org.symbolon.core.diagnosis.Finding;
import org.symbolon.core.diagnosis.Finding.Level;
import org.symbolon.core.drm.credential.CredentialSecret;
import org.symbolon.core.value.Hex;
import org.symbolon.testing.TestContext;
import org.symbolon.testing.TestCredential;

@ResourceLock(LicenseServiceClientTest.THREADS)
class ServiceExaminationTest {
    private final WidevineSystem system = new WidevineSystem(new LicenseServiceClient(TestContext.at(Instant.EPOCH)));

    @AfterEach
    void stop() {
        system.close();
    }

    private record Examined(ImmutableList<OwnedCredential> credentials, Instant now, boolean asksServices)
            implements DrmExamination {}

    private ImmutableList<Finding> examine(CredentialSecret secret, boolean asks) {
        return system.examine(new Examined(
                ImmutableList.of(
                        new DrmExamination.OwnedCredential("all accounts", TestCredential.of("service", secret))),
                Instant.EPOCH,
                asks));
    }

    private Finding asked(LicenseService service) {
        ImmutableList<Finding> findings = examine(service.encode(), true);
        assertEquals(1, findings.size(), findings.toString());
        assertFalse(findings.toString().contains(Hex.encode(service.secret().reveal())));
        return findings.get(0);
    }

    @Test
    void serviceThatAnswers_isWell() {
        try (DemoLicenseService demo = DemoLicenseService.start(new SecureRandom())) {
            assertEquals(Level.OK, asked(demo.service()).level());
        }
    }

    @Test
    void serviceThatRefusesTheSignature_isAProblem() {
        try (DemoLicenseService demo = DemoLicenseService.start(new SecureRandom())) {
            LicenseService mine = demo.service();
            Finding finding = asked(new LicenseService(mine.url(), mine.provider(), ServiceSecret.of(new byte[48])));
            assertEquals(Level.PROBLEM, finding.level());
            assertTrue(finding.text().contains("SIGNATURE_FAILED"), finding.text());
        }
    }

    @Test
    void somethingElseThatAnswers_isAProblem() throws IOException {
        try (FakeService service = FakeService.saying("<html></html>")) {
            assertTrue(asked(service.service()).text().contains("not as a licence service does"));
        }
    }

    @Test
    void serviceThatIsGone_isAProblem() {
        assertTrue(asked(FakeService.service(1)).text().contains("does not answer"));
    }

    @Test
    void serviceThatIsNotAsked_isNotCalled_butNamedWhereItLacksTls() throws IOException {
        try (FakeService service = FakeService.saying("{}")) {
            assertEquals(
                    ImmutableList.of(Level.OK), levels(examine(service.service().encode(), false)));
            assertEquals(0, service.requests.get());
        }
        LicenseService plain = new LicenseService(
                URI.create("http://license.example.com/x"), "example", ServiceSecret.of(new byte[48]));
        assertEquals(ImmutableList.of(Level.WARNING, Level.OK), levels(examine(plain.encode(), false)));
    }

    @Test
    void credentialThatCannotBeRead_isAProblem() {
        assertEquals(ImmutableList.of(Level.PROBLEM), levels(examine(CredentialSecret.of(new byte[0]), false)));
    }

    private static ImmutableList<Level> levels(ImmutableList<Finding> findings) {
        return findings.stream().map(Finding::level).collect(ImmutableList.toImmutableList());
    }
}
