package org.symbolon.drm.widevine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableMap;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.symbolon.core.drm.FieldWriter;
import org.symbolon.core.drm.MalformedFieldsException;
import org.symbolon.core.drm.credential.CredentialSecret;
import org.symbolon.core.drm.credential.InvalidCredentialException;
import org.symbolon.core.drm.credential.NewCredential;

class ServiceCredentialTest {
    private static final String KEY = "1ae8ccd0e7985cc0b6203a55855a1034afc252980e970ca90e5202689f947ab9";
    private static final String IV = "d58ce954203b7c9a9a9d467f59839249";

    private final ServiceCredential kind = new ServiceCredential();
    private final Map<String, byte[]> values = new HashMap<>();

    ServiceCredentialTest() {
        give("url", "https://license.example.com/cenc/getlicense");
        give("provider", "widevine_test");
        give("key", KEY + "\n");
        give("iv", IV);
    }

    private void give(String name, String value) {
        values.put(name, value.getBytes(StandardCharsets.UTF_8));
    }

    private NewCredential read() {
        return kind.read(ImmutableMap.copyOf(values));
    }

    @Test
    void read_whole_isServedAsItWasGiven() {
        LicenseService service = LicenseService.decode(read().secret());
        assertEquals("service", read().name());
        assertEquals("widevine_test", service.provider());
        assertEquals(URI.create("https://license.example.com/cenc/getlicense/widevine_test"), service.endpoint());
        assertEquals(48, service.secret().size());
    }

    @ParameterizedTest
    @CsvSource({
        "http://localhost:8080, http://localhost:8080/widevine_test",
        "https://a.example/x/, https://a.example/x/widevine_test",
        "https://a.example/x/widevine_test, https://a.example/x/widevine_test"
    })
    void endpoint_hasTheProviderOnce(String url, String endpoint) {
        give("url", url);
        assertEquals(
                URI.create(endpoint), LicenseService.decode(read().secret()).endpoint());
    }

    @ParameterizedTest
    @CsvSource({
        "url, ftp://a.example",
        "url, https://user:word@a.example/",
        "url, https://a.example/?x=1",
        "url, https://a.example/#x",
        "url, no url at all",
        "url, ''",
        "provider, ''",
        "provider, a/b",
        "provider, ä",
        "key, 00",
        "key, '" + IV + "'",
        "iv, '" + KEY + "'",
        "iv, xyz",
    })
    void read_badValue_isRefusedAndNamesTheField(String field, String value) {
        give(field, value);
        InvalidCredentialException refusal = assertThrows(InvalidCredentialException.class, this::read);
        assertTrue(String.valueOf(refusal.getMessage()).startsWith(field + " "), refusal.getMessage());
        assertFalse(String.valueOf(refusal.getMessage()).contains(IV), refusal.getMessage());
    }

    @Test
    void read_urlWithAPassword_isNotShown() {
        give("url", "https://user:pass word@license.example.com/");
        InvalidCredentialException refusal = assertThrows(InvalidCredentialException.class, this::read);
        assertEquals("url is not a URL", refusal.getMessage());
        assertNull(refusal.getCause(), "its message contains the text");
    }

    @Test
    void decode_whatAnotherReleaseWrote_isMalformed() {
        CredentialSecret withoutKey = CredentialSecret.of(
                new FieldWriter().text(1, "https://a.example").text(2, "b").toBytes());
        CredentialSecret newer =
                CredentialSecret.of(new FieldWriter().text(77, "new").toBytes());
        assertThrows(MalformedFieldsException.class, () -> kind.describe(withoutKey));
        assertThrows(MalformedFieldsException.class, () -> kind.describe(newer));
    }

    @Test
    void describe_showsNoSecret() {
        ImmutableMap<String, String> shown = kind.describe(read().secret());
        assertEquals("widevine_test", shown.get("provider"));
        assertFalse(shown.toString().contains(KEY.substring(0, 8))
                || shown.toString().contains(IV.substring(0, 8)));
    }
}
