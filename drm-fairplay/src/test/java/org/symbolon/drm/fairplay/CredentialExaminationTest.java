package org.symbolon.drm.fairplay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableList;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.symbolon.core.diagnosis.DrmExamination;
import org.symbolon.core.diagnosis.Finding;
import org.symbolon.core.diagnosis.Finding.Level;
import org.symbolon.core.drm.DrmSystem;
import org.symbolon.core.drm.credential.Credential;
import org.symbolon.core.drm.credential.CredentialSecret;
import org.symbolon.testing.TestCredential;

class CredentialExaminationTest {
    private static final Keys KEYS = Keys.make(1024);
    private static DrmSystem system;

    private record Examined(ImmutableList<OwnedCredential> credentials, Instant now, boolean asksServices)
            implements DrmExamination {}

    @BeforeAll
    static void create() {
        system = new FairPlayPlugin().create(Ksm.CONTEXT);
    }

    @AfterAll
    static void close() {
        system.close();
    }

    private static Finding examine(Credential credential, Instant now) {
        ImmutableList<Finding> findings = system.examine(new Examined(
                ImmutableList.of(new DrmExamination.OwnedCredential("account 7", credential)), now, false));
        assertEquals(1, findings.size());
        return findings.get(0);
    }

    @ParameterizedTest
    @CsvSource({"-1, OK", "0, WARNING", "1, WARNING"})
    void certificate_warnsSixtyDaysBeforeItsEnd(long seconds, Level level) {
        Instant end = KEYS.certificate().getNotAfter().toInstant();
        Instant now = end.minus(Duration.ofDays(60)).plusSeconds(seconds);
        assertEquals(level, examine(KEYS.credential(), now).level());
    }

    @ParameterizedTest
    @CsvSource({"-1, WARNING", "0, PROBLEM", "1, PROBLEM"})
    void certificateThatHasExpired_isAProblem(long seconds, Level level) {
        Instant now = KEYS.certificate().getNotAfter().toInstant().plusSeconds(seconds);
        assertEquals(level, examine(KEYS.credential(), now).level());
    }

    @Test
    void credentialOfTheSimulator_isAWarning() {
        Credential simulated = Keys.credential(
                new FairPlayPlugin().simulator(Ksm.CONTEXT, 1024).credential());
        Finding finding = examine(simulated, Instant.EPOCH);
        assertEquals(Level.WARNING, finding.level());
        assertTrue(finding.text().contains("account 7"), finding.text());
    }

    @Test
    void credentialThatCannotBeRead_isAProblem() {
        Finding finding = examine(TestCredential.of("x", CredentialSecret.of(new byte[] {1, 2, 3})), Instant.EPOCH);
        assertEquals(Level.PROBLEM, finding.level());
    }
}
