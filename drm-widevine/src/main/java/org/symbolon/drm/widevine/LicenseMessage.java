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
import org.symbolon.core.drm.TokenClaims;
import org.symbolon.core.value.KeyId;
import tools.jackson.core.JsonGenerator;

/** Writes the JSON of a request to a licence service (redemption, "Widevine"). It contains the content keys. */
final class LicenseMessage {
    private static final byte[] CERTIFICATE_REQUEST = {8, 4};

    private LicenseMessage() {}

    /** Whether the challenge asks for the service certificate. Such a message needs neither keys nor a policy. */
    static boolean isCertificateRequest(byte[] challenge) {
        return Arrays.equals(challenge, CERTIFICATE_REQUEST);
    }

    /** A message that asks for the service certificate. */
    static byte[] certificateRequest(String provider) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = Json.generator(text)) {
            json.writeStartObject();
            json.writeStringProperty("payload", base64(CERTIFICATE_REQUEST));
            json.writeStringProperty("provider", provider);
            json.writeEndObject();
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    /**
     * The message, in UTF-8.
     *
     * @param provider the name under which the licence service knows the caller
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
                json.writeStringProperty("allowed_track_types", allowedTrackTypes(policy));
                writeKeys(json, request.claims(), policy);
                writePolicy(json, policy, request.now());
                json.writeBooleanProperty("use_policy_overrides_exclusively", true);
            }
            json.writeEndObject();
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** The tracks up to the best one of the token's keys. A licence service adds audio to each of these. */
    private static String allowedTrackTypes(WidevinePolicy policy) {
        TrackType best = TrackType.SD;
        for (KeyRules rules : policy.keyRules()) {
            TrackType track = rules.trackType();
            best = track != TrackType.AUDIO && track.compareTo(best) > 0 ? track : best;
        }
        return best == TrackType.SD ? "SD_ONLY" : "SD_" + best.name();
    }

    /** The content id of the token; without one, the id of the first key, or of the token if the key has none. */
    private static byte[] contentId(TokenClaims claims, WidevinePolicy policy) {
        return policy.contentId()
                .map(id -> id.getBytes(StandardCharsets.UTF_8))
                .orElseGet(() -> claims.keys()
                        .get(0)
                        .kid()
                        .map(KeyId::bytes)
                        .orElseGet(() -> claims.id().bytes()));
    }

    private static void writeKeys(JsonGenerator json, TokenClaims claims, WidevinePolicy policy) {
        json.writeArrayPropertyStart("content_key_specs");
        for (int position = 0; position < claims.keys().size(); position++) {
            writeKey(json, claims.keys().get(position), policy.keyRules().get(position));
        }
        json.writeEndArray();
    }

    private static void writeKey(JsonGenerator json, TokenClaims.Key key, KeyRules rules) {
        json.writeStartObject();
        json.writeStringProperty("track_type", rules.trackType().name());
        key.kid().ifPresent(kid -> json.writeStringProperty("key_id", base64(kid.bytes())));
        json.writeStringProperty("key", base64(key.contentKey().reveal()));
        json.writeNumberProperty("security_level", rules.securityLevel().number());
        json.writeObjectPropertyStart("required_output_protection");
        json.writeStringProperty("hdcp", rules.hdcp().name());
        json.writeEndObject();
        json.writeEndObject();
    }

    /** Writes every right, because a licence service denies a right that is left out. */
    private static void writePolicy(JsonGenerator json, WidevinePolicy policy, Instant now) {
        json.writeObjectPropertyStart("policy_overrides");
        json.writeBooleanProperty("can_play", true);
        json.writeBooleanProperty("can_persist", policy.persistent());
        json.writeBooleanProperty("can_renew", false);
        smallest(Stream.of(
                        policy.licenseDuration(),
                        policy.playbackDuration(),
                        policy.rental().playDuration()))
                .ifPresent(duration -> json.writeNumberProperty("playback_duration_seconds", duration.toSeconds()));
        Optional<Duration> rental = Optional.of(policy.rentalDuration()).filter(duration -> !duration.isZero());
        // Beside playbackDuration, licenseDuration is the time until playback begins.
        Optional<Duration> untilPlayback = policy.playbackDuration().flatMap(both -> policy.licenseDuration());
        smallest(Stream.of(rental, untilPlayback, policy.rental().periodLeft(now)))
                .ifPresent(left -> json.writeNumberProperty("rental_duration_seconds", left.toSeconds()));
        json.writeEndObject();
    }

    private static Optional<Duration> smallest(Stream<Optional<Duration>> limits) {
        return limits.flatMap(Optional::stream).min(Duration::compareTo);
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
