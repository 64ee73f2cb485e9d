package org.symbolon.drm.widevine;

import com.google.common.collect.ImmutableSet;

/**
 * What the name of a licence service's status means here. Services add names over the years, so that those which tell of a device are known by what they say: a
 * device, client or certificate that is revoked, untrusted, or signed wrongly. {@code SIGNATURE_FAILED} is about the signature of our own request.
 */
enum ServiceStatus {
    OK,
    /** Worth asking again. */
    INTERNAL_ERROR,
    /** The device, or its signature, is not trusted. */
    UNTRUSTED_DEVICE,
    OTHER;

    private static final ImmutableSet<String> OF_A_DEVICE = ImmutableSet.of("DEVICE", "CLIENT", "CERTIFICATE", "CERT");
    private static final ImmutableSet<String> OF_DISTRUST = ImmutableSet.of(
            "REVOKED", "UNTRUSTED", "DISTRUSTED", "TRUSTED", "SIGNATURE", "UNAUTHENTICATED", "FAILED", "INVALID");

    static ServiceStatus of(String name) {
        if (name.equals("OK")) {
            return OK;
        }
        if (name.equals("INTERNAL_ERROR")) {
            return INTERNAL_ERROR;
        }
        ImmutableSet<String> words = ImmutableSet.copyOf(name.split("_", -1));
        return words.stream().anyMatch(OF_A_DEVICE::contains) && words.stream().anyMatch(OF_DISTRUST::contains)
                ? UNTRUSTED_DEVICE
                : OTHER;
    }
}
