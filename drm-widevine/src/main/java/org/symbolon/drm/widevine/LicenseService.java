package org.symbolon.drm.widevine;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.symbolon.core.credential.CredentialSecret;
import org.symbolon.core.token.FieldReader;
import org.symbolon.core.token.FieldWriter;
import org.symbolon.core.token.MalformedFieldsException;

/**
 * A Widevine licence service, as an operator has a contract for it.
 *
 * @param url where it is, without the provider
 * @param provider the name by which it knows who asks
 * @param secret what requests are signed with
 */
record LicenseService(URI url, String provider, ServiceSecret secret) {
    private static final int URL = 1;
    private static final int PROVIDER = 2;
    private static final int SECRET = 3;

    CredentialSecret encode() {
        return CredentialSecret.of(new FieldWriter()
                .text(URL, url.toString())
                .text(PROVIDER, provider)
                .bytes(SECRET, secret.reveal())
                .toBytes());
    }

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
        if (url.isEmpty() || provider.isEmpty()) {
            throw new MalformedFieldsException("the credential names no licence service");
        }
        return new LicenseService(URI.create(url), provider, ServiceSecret.of(secret));
    }

    /** Where requests are posted: {@code <url>/<provider>}. */
    URI endpoint() {
        String base = url.toString();
        String path = "/" + provider;
        return base.endsWith(path)
                ? url
                : URI.create((base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + path);
    }

    /** Whether a name can stand in a path as it is. */
    static boolean isProvider(String name) {
        return !name.isEmpty()
                && name.length() <= 64
                && StandardCharsets.US_ASCII.newEncoder().canEncode(name)
                && name.chars().allMatch(c -> Character.isLetterOrDigit(c) || c == '_' || c == '-' || c == '.');
    }
}
