package org.symbolon.drm.widevine;

import com.google.common.collect.ImmutableSet;

/** What the status in an answer of a licence service means for the licence request. */
enum ServiceStatus {
    /** The answer has a licence. */
    OK,
    /** The service failed; the same request may succeed later. */
    INTERNAL_ERROR,
    /** The service does not trust the device or its certificate: -4001. */
    UNTRUSTED_DEVICE,
    /** The request is invalid, or the service is not allowed to serve it: -7008. */
    REFUSED,
    /** The name is in none of the lists: -7008, and a warning in the log. */
    UNKNOWN;

    /** Names that are about the device, from public documents of integrators. */
    private static final ImmutableSet<String> ABOUT_THE_DEVICE = ImmutableSet.of(
            "DEVICE_CERTIFICATE_REVOKED",
            "DEVICE_REVOKED",
            "DRM_DEVICE_CERTIFICATE_INVALID",
            "DRM_DEVICE_CERTIFICATE_REVOKED",
            "DRM_DEVICE_CERTIFICATE_SERIAL_NUMBER_REVOKED",
            "DRM_DEVICE_CERTIFICATE_UNTRUSTED",
            "DRM_DEVICE_CERT_SERIAL_REVOKED",
            "INVALID_DRM_DEVICE_CERTIFICATE",
            "INVALID_DRM_DEVICE_CERT_SIGNATURE",
            "UNTRUSTED_DEVICE",
            "UNTRUSTED_DRM_DEVICE_CERTIFICATE");

    /** Names that are about the request, from public documents of integrators. */
    private static final ImmutableSet<String> ABOUT_THE_REQUEST = ImmutableSet.of(
            "ACCESS_DENIED",
            "INVALID_CONTENT_KEY_SPECS",
            "INVALID_LICENSE_CHALLENGE",
            "INVALID_PSSH",
            "INVALID_REQUEST",
            "MALFORMED_REQUEST",
            "MISSING_CHALLENGE",
            "POLICY_FORBIDS_PLAY",
            "PROVIDER_ID_MISMATCH",
            "SIGNATURE_FAILED",
            "UNKNOWN_PROVIDER");

    static ServiceStatus of(String name) {
        if (name.equals("OK")) {
            return OK;
        }
        if (name.equals("INTERNAL_ERROR")) {
            return INTERNAL_ERROR;
        }
        if (ABOUT_THE_DEVICE.contains(name)) {
            return UNTRUSTED_DEVICE;
        }
        return ABOUT_THE_REQUEST.contains(name) ? REFUSED : UNKNOWN;
    }
}
