package org.symbolon.drm.widevine;

import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.stream.Stream;
import org.symbolon.core.drm.LicenseRequest;
import org.symbolon.core.key.KeyId;
import org.symbolon.core.token.TokenClaims;
import tools.jackson.core.JsonGenerator;

/** The request for one licence, as a licence service reads it (redemption, "Widevine"). Holds the content key. */
final class LicenseMessage {
    private static final byte[] CERTIFICATE_REQUEST = {8, 4};
    /** One key serves every track, found by its id: the service wants a track named all the same. */
    private static final String TRACK_TYPE = "SD";

    private static final String TRACK_TYPES = "SD_HD";

    private LicenseMessage() {}

    /** Whether the player asks for the service's certificate, which needs neither key nor policy. */
    static boolean isCertificateRequest(byte[] challenge) {
        return Arrays.equals(challenge, CERTIFICATE_REQUEST);
    }

    /**
     * The message.
     *
     * @throws org.symbolon.core.drm.LicenseRefusedException with -4010 if the rental period is over
     */
    static byte[] of(LicenseRequest request, WidevinePolicy policy, String provider) {
        byte[] challenge = request.challenge().bytes();
        StringWriter text = new StringWriter();
        try (JsonGenerator json = Json.generator(text)) {
            json.writeStartObject();
            json.writeStringProperty("payload", base64(challenge));
            json.writeStringProperty("provider", provider);
            if (!isCertificateRequest(challenge)) {
                json.writeStringProperty("content_id", base64(contentId(request.claims(), policy)));
                json.writeStringProperty("allowed_track_types", TRACK_TYPES);
                writeKey(json, request.claims(), policy);
                writePolicy(json, policy, request.now());
                json.writeBooleanProperty("use_policy_overrides_exclusively", true);
            }
            json.writeEndObject();
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] contentId(TokenClaims claims, WidevinePolicy policy) {
        return policy.contentId()
                .map(id -> id.getBytes(StandardCharsets.UTF_8))
                .orElseGet(() -> claims.kid()
                        .map(KeyId::bytes)
                        .orElseGet(() -> claims.id().bytes()));
    }

    private static void writeKey(JsonGenerator json, TokenClaims claims, WidevinePolicy policy) {
        json.writeArrayPropertyStart("content_key_specs");
        json.writeStartObject();
        json.writeStringProperty("track_type", TRACK_TYPE);
        claims.kid().ifPresent(kid -> json.writeStringProperty("key_id", base64(kid.bytes())));
        json.writeStringProperty("key", base64(claims.contentKey().reveal()));
        json.writeNumberProperty("security_level", policy.securityLevel().number());
        json.writeObjectPropertyStart("required_output_protection");
        json.writeStringProperty("hdcp", policy.hdcp().name());
        json.writeEndObject();
        json.writeEndObject();
        json.writeEndArray();
    }

    /** Says what is false too: a service takes what is left out for false, {@code can_play} included. */
    private static void writePolicy(JsonGenerator json, WidevinePolicy policy, Instant now) {
        json.writeObjectPropertyStart("policy_overrides");
        json.writeBooleanProperty("can_play", true);
        json.writeBooleanProperty("can_persist", false);
        json.writeBooleanProperty("can_renew", false);
        Stream.of(policy.licenseDuration(), policy.rental().playDuration())
                .flatMap(Optional::stream)
                .min(Duration::compareTo)
                .ifPresent(duration -> json.writeNumberProperty("playback_duration_seconds", duration.toSeconds()));
        policy.rental()
                .periodLeft(now)
                .ifPresent(left -> json.writeNumberProperty("rental_duration_seconds", left.toSeconds()));
        json.writeEndObject();
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
