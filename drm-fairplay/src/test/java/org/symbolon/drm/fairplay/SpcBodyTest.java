package org.symbolon.drm.fairplay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.symbolon.core.drm.LicenseRefusedException;

/** Bodies that are not an SPC, and forms that contain none. */
final class SpcBodyTest {
    private static final Keys KEYS = Keys.make(1024);
    private static final Ksm KSM = Ksm.with(KEYS.credential());

    private static HandmadeSpc spc() {
        return new HandmadeSpc(KEYS);
    }

    @ParameterizedTest
    @CsvSource({
        "'', an empty body",
        "hello you, text",
        "<html></html>, HTML or XML",
        "{}, JSON",
        "id=1234567&x=y, a form",
        "hello, 5 characters that are not Base64",
        "AAAABBBBCCCCDDDD, 'bytes that begin with 0000000410410820, 12 bytes in all'"
    })
    void bodyThatIsNoSpc_isSaidToBeWhatItLooksLike(String body, String words) {
        byte[] bytes = body.getBytes(StandardCharsets.US_ASCII);
        assertEquals(-6004, KSM.outcome(bytes));
        LicenseRefusedException refused = assertThrows(LicenseRefusedException.class, () -> KSM.license(bytes));
        assertTrue(
                refused.explanation().got().contains(words),
                refused.explanation().got());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "spc=",
                "spc=%",
                "spc=%zz",
                "spc=A",
                "spc=*",
                "spc=AAAA&spc=AAAA",
                "{",
                "{\"spc\":1}",
                "{\"spc\":null}",
                "{\"spc\":\"*\"}",
                "{\"spc\":\"AAAA\",\"spc\":\"AAAA\"}",
                "{\"spc\":\"AAAA\"} x",
                "{\"spc\":[\"AAAA\"]}",
                "{\"spc\":\"AAAA\""
            })
    void formThatHoldsNoSpc_isRefused(String body) {
        assertEquals(-6004, KSM.outcome(body.getBytes(StandardCharsets.US_ASCII)));
    }

    @Test
    void formAndJson_areTakenOnlyWithOneSpc() {
        String spc = Base64.getEncoder().encodeToString(spc().toBytes());
        String form = "spc=" + spc.replace("+", "%2B");
        assertEquals(0, KSM.outcome(form.getBytes(StandardCharsets.US_ASCII)));
        assertEquals(-6004, KSM.outcome((form + "&" + form).getBytes(StandardCharsets.US_ASCII)));
        String twice = "{\"spc\":\"" + spc + "\",\"spc\":\"" + spc + "\"}";
        assertEquals(-6004, KSM.outcome(twice.getBytes(StandardCharsets.US_ASCII)));
    }

    @Test
    void longBody_isRefused() {
        assertEquals(-6004, KSM.outcome(new byte[256 * 1024 + 1]));
        byte[] nested = "{\"a\":".concat("[".repeat(100_000)).getBytes(StandardCharsets.US_ASCII);
        assertEquals(-6004, KSM.outcome(nested));
    }
}
