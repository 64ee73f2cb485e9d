package org.symbolon.drm.widevine;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.primitives.Bytes;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.symbolon.core.credential.CredentialSecret;
import org.symbolon.core.drm.CredentialField;
import org.symbolon.core.drm.CredentialKind;
import org.symbolon.core.drm.InvalidCredentialException;
import org.symbolon.core.drm.NewCredential;
import org.symbolon.core.secret.Hex;

/** How operators hand over the licence service that makes an account's licences. There is one for an account, or one for all. */
final class ServiceCredential implements CredentialKind {
    static final String NAME = "service";

    private static final String URL = "url";
    private static final String PROVIDER = "provider";
    private static final String KEY = "key";
    private static final String IV = "iv";

    @Override
    public ImmutableList<CredentialField> fields() {
        return ImmutableList.of(
                new CredentialField(
                        URL, "Where the service is, such as https://license.example.com/cenc/getlicense", true, false),
                new CredentialField(PROVIDER, "The name by which the service knows who asks", true, false),
                new CredentialField(KEY, "The provider's signing key, AES-256: 64 hexadecimal digits", true, true),
                new CredentialField(IV, "The provider's signing IV: 32 hexadecimal digits", true, true));
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
        return new NewCredential(NAME, service.encode());
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
            throw new InvalidCredentialException("url is no URL", e);
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
