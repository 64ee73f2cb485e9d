package org.symbolon.drm.fairplay;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableListMultimap;
import java.time.Instant;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.symbolon.core.drm.DrmAnswer;
import org.symbolon.core.drm.LicenseRefusedException;
import org.symbolon.core.drm.account.AccountSettings;
import org.symbolon.core.drm.account.DocumentRequest;
import org.symbolon.core.drm.credential.Credential;
import org.symbolon.core.value.AccountId;
import org.symbolon.drm.fairplay.credential.FairPlayCredential;

/** Which of an account's certificates players are given. */
final class ApplicationCertificateTest {
    private static final Keys OLD = Keys.make(1024, Instant.parse("2020-01-01T00:00:00Z"));
    private static final Keys NEW = Keys.make(1024, Instant.parse("2025-01-01T00:00:00Z"));
    private static final Keys LONG = Keys.make(2048, Instant.parse("2026-01-01T00:00:00Z"));
    private static final Credential SIMULATED =
            Keys.credential(new FairPlayPlugin().simulator(Ksm.CONTEXT, 1024).credential());

    private record Request(ImmutableList<Credential> credentials, ImmutableListMultimap<String, String> parameters)
            implements DocumentRequest {
        @Override
        public AccountId account() {
            return new AccountId(1);
        }

        @Override
        public AccountSettings accountSettings() {
            return AccountSettings.NONE;
        }

        @Override
        public ImmutableList<String> unreadableCredentials() {
            return ImmutableList.of("another");
        }
    }

    private static byte[] served(ImmutableListMultimap<String, String> parameters, Credential... credentials) {
        DrmAnswer answer = new FairPlayPlugin()
                .create(Ksm.CONTEXT)
                .document(new Request(ImmutableList.copyOf(credentials), parameters));
        assertEquals("application/pkix-cert", answer.mediaType());
        return answer.body();
    }

    private static byte[] served(Credential... credentials) {
        return served(ImmutableListMultimap.of(), credentials);
    }

    @Test
    void newest_isServed() {
        assertArrayEquals(NEW.der(), served(OLD.credential(), NEW.credential()));
        assertArrayEquals(NEW.der(), served(NEW.credential(), OLD.credential()));
    }

    @Test
    void keyOf1024Bits_comesFirst_whereVersion1AloneIsAnswered() {
        assertArrayEquals(NEW.der(), served(LONG.credential(), NEW.credential(), OLD.credential()));
        assertArrayEquals(LONG.der(), served(LONG.credential()));
    }

    @Test
    void simulatedOne_comesLast() {
        assertArrayEquals(OLD.der(), served(SIMULATED, OLD.credential()));
        assertArrayEquals(LONG.der(), served(SIMULATED, LONG.credential()));
        assertArrayEquals(FairPlayCredential.decode(SIMULATED.secret()).der(), served(SIMULATED));
    }

    @Test
    void sha1_choosesOne() {
        String name = OLD.credential().name();
        for (String sha1 : new String[] {name, name.toUpperCase(Locale.ROOT)}) {
            assertArrayEquals(
                    OLD.der(), served(ImmutableListMultimap.of("sha1", sha1), NEW.credential(), OLD.credential()));
        }
    }

    @Test
    void accountWithoutIt_isRefusedWith6006() {
        for (ImmutableListMultimap<String, String> parameters :
                ImmutableList.of(ImmutableListMultimap.<String, String>of(), ImmutableListMultimap.of("sha1", "x"))) {
            LicenseRefusedException refusal = assertThrows(LicenseRefusedException.class, () -> served(parameters));
            assertEquals(-6006, refusal.violations().get(0).code().number());
            String shown =
                    refusal.explanation().expected() + refusal.explanation().got();
            assertTrue(shown.contains("not readable: another"), shown);
        }
        assertThrows(
                LicenseRefusedException.class, () -> served(ImmutableListMultimap.of("sha1", "x"), OLD.credential()));
    }
}
