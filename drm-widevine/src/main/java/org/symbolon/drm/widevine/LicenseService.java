package org.symbolon.drm.widevine;

import java.net.URI;
import java.util.regex.Pattern;
import org.symbolon.core.drm.FieldReader;
import org.symbolon.core.drm.FieldWriter;
import org.symbolon.core.drm.MalformedFieldsException;
import org.symbolon.core.drm.credential.CredentialSecret;

/**
 * How to call the Widevine licence service that an operator has a contract with.
 *
 * @param url the address, without the provider or with it at the end
 * @param provider the name under which the service knows the caller
 * @param secret the key and IV that sign requests
 */
record LicenseService(URI url, String provider, ServiceSecret secret) {
    private static final int URL = 1;
    private static final int PROVIDER = 2;
    private static final int SECRET = 3;

    /** Only characters that a path of a URL can contain unescaped. */
    private static final Pattern PROVIDER_NAME = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    CredentialSecret encode() {
        return CredentialSecret.of(new FieldWriter()
                .text(URL, url.toString())
                .text(PROVIDER, provider)
                .bytes(SECRET, secret.reveal())
                .toBytes());
    }

    /**
     * Reads what {@link #encode} wrote.
     *
     * @throws MalformedFieldsException if the credential is incomplete, or a newer release wrote it
     */
    static LicenseService decode(CredentialSecret credential) {
        FieldReader fields = new FieldReader(credential.reveal());
        String url = "";
        String provider = "";
        byte[] secret = new byte[0];
        while (fields.next()) {
            switch (fields.tag()) {
                case URL -> url = fields.text();
                case PROVIDER -> provider = fields.text();
                case SECRET -> secret = fields.bytes();
                default -> fields.skip();
            }
        }
        if (url.isEmpty() || !isProvider(provider) || secret.length != ServiceSecret.BYTES) {
            throw new MalformedFieldsException("the credential lacks the URL, the provider or the signing key");
        }
        return new LicenseService(URI.create(url), provider, ServiceSecret.of(secret));
    }

    /** The address that requests are posted to: {@code <url>/<provider>}. */
    URI endpoint() {
        String base = url.toString();
        String path = "/" + provider;
        if (base.endsWith(path)) {
            return url;
        }
        return URI.create((base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + path);
    }

    /** Whether a text can be the name of a provider. */
    static boolean isProvider(String name) {
        return PROVIDER_NAME.matcher(name).matches();
    }
}
