package org.symbolon.drm.widevine;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.primitives.Bytes;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.symbolon.core.drm.credential.CredentialField;
import org.symbolon.core.drm.credential.CredentialKind;
import org.symbolon.core.drm.credential.CredentialSecret;
import org.symbolon.core.drm.credential.InvalidCredentialException;
import org.symbolon.core.drm.credential.NewCredential;
import org.symbolon.core.value.Hex;

/** What operators provide for Widevine: a licence service for one account, or for all accounts that have none. */
final class ServiceCredential implements CredentialKind {
    static final String NAME = "service";

    private static final String URL = "url";
    private static final String PROVIDER = "provider";
    private static final String KEY = "key";
    private static final String IV = "iv";

    @Override
    public ImmutableList<CredentialField> fields() {
        return ImmutableList.of(
                CredentialField.required(
                        URL, "The URL of the service, such as https://license.example.com/cenc/getlicense"),
                CredentialField.required(PROVIDER, "The name under which the service knows the caller"),
                CredentialField.required(KEY, "The provider's signing key, AES-256: 64 hexadecimal digits")
                        .asSecret(),
                CredentialField.required(IV, "The provider's signing IV: 32 hexadecimal digits")
                        .asSecret());
    }

    @Override
    public String commandName() {
        return "service";
    }

    @Override
    public NewCredential read(ImmutableMap<String, byte[]> values) {
        byte[] key = hex(values, KEY, ServiceSecret.KEY_BYTES);
        byte[] iv = hex(values, IV, ServiceSecret.IV_BYTES);
        String provider = text(values, PROVIDER);
        if (!LicenseService.isProvider(provider)) {
            throw new InvalidCredentialException("provider must be 1 to 64 letters, digits, '.', '_' and '-'");
        }
        LicenseService service =
                new LicenseService(url(text(values, URL)), provider, ServiceSecret.of(Bytes.concat(key, iv)));
        return NewCredential.of(NAME, service.encode());
    }

    private static String text(ImmutableMap<String, byte[]> values, String name) {
        return Optional.ofNullable(values.get(name))
                .map(bytes -> new String(bytes, StandardCharsets.UTF_8).strip())
                .orElseThrow(() -> new InvalidCredentialException(name + " is required"));
    }

    private static byte[] hex(ImmutableMap<String, byte[]> values, String name, int bytes) {
        String text = text(values, name);
        if (!Hex.isHex(text, bytes)) {
            throw new InvalidCredentialException(name + " must be " + 2 * bytes + " hexadecimal digits");
        }
        return Hex.decode(text);
    }

    private static URI url(String text) {
        try {
            URI url = new URI(text);
            boolean http = "https".equals(url.getScheme()) || "http".equals(url.getScheme());
            if (http
                    && url.getHost() != null
                    && url.getUserInfo() == null
                    && url.getQuery() == null
                    && url.getFragment() == null) {
                return url;
            }
        } catch (URISyntaxException e) {
            // Not kept as the cause: its message contains the text, which may hold a password.
            throw new InvalidCredentialException("url is not a URL");
        }
        throw new InvalidCredentialException("url must be an http or https URL without user, query and fragment");
    }

    @Override
    public ImmutableMap<String, String> describe(CredentialSecret secret) {
        LicenseService service = LicenseService.decode(secret);
        return ImmutableMap.of(
                URL, service.url().toString(), PROVIDER, service.provider(), "signing", "AES-256-CBC over SHA-1");
    }
}
