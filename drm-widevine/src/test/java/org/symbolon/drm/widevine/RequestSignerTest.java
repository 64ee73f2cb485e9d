package org.symbolon.drm.widevine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.google.common.primitives.Bytes;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.symbolon.core.value.Hex;

class RequestSignerTest {
    /** The key and IV of the provider widevine_test, which are public. */
    private static final ServiceSecret WIDEVINE_TEST = ServiceSecret.of(Bytes.concat(
            Hex.decode("1ae8ccd0e7985cc0b6203a55855a1034afc252980e970ca90e5202689f947ab9"),
            Hex.decode("d58ce954203b7c9a9a9d467f59839249")));

    private static final byte[] MESSAGE =
            "{\"isTest\":true,\"test\":\"testing\",\"test2\":\"testing2\",\"test3\":\"testing3\"}"
                    .getBytes(StandardCharsets.US_ASCII);

    @Test
    void sign_thePublicVector_givesItsSignature() {
        byte[] signature = RequestSigner.sign(WIDEVINE_TEST, MESSAGE);
        assertEquals(
                "ga80QzRuUM+jnPcoR6UWs5TXrTQ2VgeYiu0FoqCNRH4=",
                Base64.getEncoder().encodeToString(signature));
    }

    @Test
    void envelope_isReadBack() throws Exception {
        LicenseService service = new LicenseService(URI.create("http://localhost"), "widevine_test", WIDEVINE_TEST);
        SignedRequest read =
                SignedRequest.read(RequestSigner.envelope(service, MESSAGE)).orElseThrow();
        assertArrayEquals(MESSAGE, read.message().read());
        assertArrayEquals(
                RequestSigner.sign(WIDEVINE_TEST, MESSAGE), read.signature().read());
        assertEquals("widevine_test", read.signer());
    }

    @Test
    void secret_isShownNowhere() {
        LicenseService service = new LicenseService(URI.create("http://localhost"), "widevine_test", WIDEVINE_TEST);
        assertFalse((service + " " + service.secret()).contains("1ae8"), service.toString());
    }
}
