package org.symbolon.drm.widevine;

import com.google.common.collect.ImmutableListMultimap;
import com.google.common.io.ByteSource;
import java.util.Base64;
import java.util.Optional;

/**
 * A signed request to a licence service, as {@link DemoLicenseService} reads it.
 *
 * @param message the JSON of the licence request
 * @param signature what {@link RequestSigner#sign} computed
 * @param signer the provider that signed
 */
record SignedRequest(ByteSource message, ByteSource signature, String signer) {

    /** Reads what was posted; empty if it is not JSON, or if message or signature are not in Base64. */
    static Optional<SignedRequest> read(byte[] posted) {
        try {
            return Json.values(posted)
                    .map(values -> new SignedRequest(
                            bytes(values, "request"), bytes(values, "signature"), text(values, "signer")));
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }

    private static ByteSource bytes(ImmutableListMultimap<String, String> values, String name) {
        return ByteSource.wrap(Base64.getDecoder().decode(text(values, name)));
    }

    private static String text(ImmutableListMultimap<String, String> values, String name) {
        return values.get(name).stream().findFirst().orElse("");
    }
}
