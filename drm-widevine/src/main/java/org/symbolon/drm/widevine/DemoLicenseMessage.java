package org.symbolon.drm.widevine;

import static com.google.common.collect.ImmutableSet.toImmutableSet;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableListMultimap;
import com.google.common.collect.ImmutableSet;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.symbolon.core.value.Hex;

/**
 * The message of a licence request, as {@link DemoLicenseService} reads it.
 *
 * @param values all values of the message by their property names; several values of one name for several keys
 */
record DemoLicenseMessage(ImmutableListMultimap<String, String> values) {
    private static final String CERTIFICATE_REQUEST = "CAQ=";
    private static final ImmutableSet<String> SECURITY_LEVELS = ImmutableSet.of("1", "2", "3", "4", "5");
    private static final ImmutableSet<String> HDCP_NAMES =
            Stream.of(Hdcp.values()).map(Hdcp::name).collect(toImmutableSet());
    private static final ImmutableSet<String> TRACK_NAMES =
            Stream.of(TrackType.values()).map(TrackType::name).collect(toImmutableSet());

    boolean isCertificateRequest() {
        return one("payload", CERTIFICATE_REQUEST::equals);
    }

    /** The status of a licence service that says what is wrong with the message; empty if nothing is. */
    Optional<String> errorStatus() {
        if (!one("provider", DemoLicenseService.PROVIDER::equals)) {
            return Optional.of("PROVIDER_ID_MISMATCH");
        }
        if (!one("payload", payload -> decodedLength(payload) > 0)) {
            return Optional.of("INVALID_LICENSE_CHALLENGE");
        }
        if (isCertificateRequest()) {
            return Optional.empty();
        }
        if (!one("can_play", "true"::equals)) {
            return Optional.of("POLICY_FORBIDS_PLAY");
        }
        return keysAreComplete() ? Optional.empty() : Optional.of("INVALID_CONTENT_KEY_SPECS");
    }

    private boolean keysAreComplete() {
        int keys = values.get("key").size();
        return keys > 0
                && each("key", keys, key -> decodedLength(key) == 16)
                && each("hdcp", keys, HDCP_NAMES::contains)
                && each("security_level", keys, SECURITY_LEVELS::contains)
                && each("track_type", keys, TRACK_NAMES::contains)
                && values.get("key_id").stream().allMatch(id -> decodedLength(id) == 16);
    }

    /** The ids of the keys, in hexadecimal. */
    ImmutableList<String> keyIds() {
        return values.get("key_id").stream()
                .map(id -> Hex.encode(Base64.getDecoder().decode(id)))
                .collect(ImmutableList.toImmutableList());
    }

    private boolean one(String name, Predicate<String> rule) {
        return each(name, 1, rule);
    }

    private boolean each(String name, int count, Predicate<String> rule) {
        return values.get(name).size() == count && values.get(name).stream().allMatch(rule);
    }

    private static int decodedLength(String base64) {
        try {
            return Base64.getDecoder().decode(base64).length;
        } catch (IllegalArgumentException notBase64) {
            return 0;
        }
    }
}
