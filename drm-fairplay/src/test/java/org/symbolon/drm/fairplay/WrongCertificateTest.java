package org.symbolon.drm.fairplay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.primitives.Ints;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.symbolon.core.drm.LicenseRefusedException;
import org.symbolon.core.value.Hex;

/** What is said of an SPC for another certificate, for the text of one, and of another version. */
final class WrongCertificateTest {
    private static final Keys KEYS = Keys.make(1024);
    private static final Keys LONG_KEYS = Keys.make(2048);
    private static final Ksm KSM = Ksm.with(KEYS.credential(), LONG_KEYS.credential());
    private static final String USUALLY_TOLD = "no CKC can be made for this SPC";

    private static LicenseRefusedException refusal(byte[] spc) {
        LicenseRefusedException refusal = assertThrows(LicenseRefusedException.class, () -> KSM.license(spc));
        assertEquals(-6004, refusal.violations().get(0).code().number());
        return refusal;
    }

    private static String told(byte[] spc) {
        return refusal(spc).violations().get(0).rule();
    }

    /** An SPC that names another hash. */
    private static byte[] naming(Keys keys, int bits, byte[] hash) {
        byte[] spc = new HandmadeSpc(keys).toBytes();
        System.arraycopy(hash, 0, spc, 24 + bits / Byte.SIZE, hash.length);
        return spc;
    }

    static Stream<String> texts() {
        String base64 = Base64.getEncoder().encodeToString(KEYS.der());
        String lines = String.join("\n", base64.split("(?<=\\G.{64})"));
        String longLines = String.join("\r\n", base64.split("(?<=\\G.{76})"));
        return Stream.of(
                "-----BEGIN CERTIFICATE-----\n" + lines + "\n-----END CERTIFICATE-----\n",
                "-----BEGIN CERTIFICATE-----\n" + lines + "\n-----END CERTIFICATE-----",
                "-----BEGIN CERTIFICATE-----\r\n" + lines.replace("\n", "\r\n") + "\r\n-----END CERTIFICATE-----\r\n",
                "-----BEGIN CERTIFICATE-----\n" + base64 + "\n-----END CERTIFICATE-----",
                base64,
                base64 + "\n",
                lines + "\n",
                longLines);
    }

    @ParameterizedTest
    @MethodSource("texts")
    void certificateThatWasGivenAsText_isRecognized(String text) {
        byte[] spc = naming(KEYS, 1024, Crypto.sha1(text.getBytes(StandardCharsets.US_ASCII)));
        LicenseRefusedException refusal = refusal(spc);

        assertTrue(told(spc).contains("as PEM or Base64 text; give it the bytes (DER)"), told(spc));
        String got = refusal.explanation().got();
        assertTrue(got.contains(text.startsWith("-") ? "its PEM text" : "its Base64 text"), got);
        assertTrue(
                got.contains("instead of the certificate " + KEYS.credential().name()), got);
        assertTrue(refusal.explanation().usualCause().contains("-42679 (4294924617)"));
        assertTrue(refusal.explanation().usualCause().contains("-42605 (4294924691)"));
        assertTrue(refusal.explanation().usualCause().contains("/hms/fp/certificate/"));
    }

    @ParameterizedTest
    @ValueSource(ints = {1024, 2048})
    void hashOfAnotherCertificate_isNamedBesideThoseThatAreKnown(int bits) {
        byte[] other = Crypto.sha1(new byte[] {1});
        byte[] spc = naming(bits == 1024 ? KEYS : LONG_KEYS, bits, other);
        LicenseRefusedException refusal = refusal(spc);

        assertEquals("the SPC was made for an application certificate that the account does not have", told(spc));
        assertEquals(
                Hex.encode(other) + " (" + bits + " bits)",
                refusal.explanation().got());
        assertTrue(refusal.explanation().expected().contains(KEYS.credential().name() + " (1024 bits)"));
        assertTrue(
                refusal.explanation().expected().contains(LONG_KEYS.credential().name() + " (2048 bits)"));
        assertTrue(refusal.explanation().usualCause().contains("-42783 (4294924513)"));
    }

    @Test
    void spcThatWasCut_mayNameEitherHash() {
        byte[] whole = naming(KEYS, 1024, new byte[20]);
        String got =
                refusal(Arrays.copyOf(whole, whole.length - 1)).explanation().got();
        assertTrue(got.startsWith("0".repeat(40) + " (1024 bits) or "), got);
        assertTrue(got.endsWith(" (2048 bits)"), got);
    }

    private static byte[] ofVersion(int version) {
        byte[] spc = new HandmadeSpc(KEYS).toBytes();
        System.arraycopy(Ints.toByteArray(version), 0, spc, 0, Integer.BYTES);
        return spc;
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void newerVersion_isRefusedByName(int version) {
        byte[] spc = ofVersion(version);
        LicenseRefusedException refusal = refusal(spc);

        assertEquals(
                "the SPC has version " + version + ", but this service answers version 1 only; a certificate for a key"
                        + " of 1024 bits goes with SPC version 1",
                told(spc));
        assertEquals("an SPC of version 1", refusal.explanation().expected());
        assertEquals(
                "an SPC of version " + version + ", " + spc.length + " bytes in all",
                refusal.explanation().got());
        for (String text : new String[] {"KeySecurityModule", "-42681 (4294924615)", "-42605 (4294924691)"}) {
            assertTrue(
                    refusal.explanation().usualCause().contains(text),
                    refusal.explanation().usualCause());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 4, -1, 0x30820452})
    void versionThatApplesDocumentsDoNotName_isNoSpc(int version) {
        assertEquals(USUALLY_TOLD, told(ofVersion(version)));
        assertFalse(refusal(ofVersion(version)).explanation().got().contains("of version"));
    }
}
