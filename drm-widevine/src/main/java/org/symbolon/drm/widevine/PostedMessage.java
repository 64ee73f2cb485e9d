package org.symbolon.drm.widevine;

import com.google.common.collect.ImmutableSet;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.symbolon.core.secret.Hex;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** A licence request's message, as the stand-in reads it: the values of all fields, by the last part of their names. */
final class PostedMessage {
    private static final String CERTIFICATE_REQUEST = "CAQ=";
    private static final ImmutableSet<String> HDCP =
            Stream.of(Hdcp.values()).map(Hdcp::name).collect(ImmutableSet.toImmutableSet());
    private static final ImmutableSet<String> LEVELS = Stream.of(SecurityLevel.values())
            .map(level -> Integer.toString(level.number()))
            .collect(Collectors.collectingAndThen(Collectors.toSet(), ImmutableSet::copyOf));

    private final Map<String, String> fields;

    private PostedMessage(Map<String, String> fields) {
        this.fields = fields;
    }

    /** Reads a message; empty where it is no JSON. */
    static Optional<PostedMessage> read(byte[] message) {
        Map<String, String> fields = new HashMap<>();
        try (JsonParser json = Json.parser(message)) {
            for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
                if (token.isScalarValue()) {
                    fields.put(String.valueOf(json.currentName()), json.getString());
                }
            }
            return Optional.of(new PostedMessage(fields));
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    boolean isCertificateRequest() {
        return field("payload").equals(CERTIFICATE_REQUEST);
    }

    /** The status that says what is wrong with it. */
    Optional<String> problem() {
        if (!field("provider").equals(StandIn.PROVIDER)) {
            return Optional.of("PROVIDER_ID_MISMATCH");
        }
        if (bytes("payload") == 0) {
            return Optional.of("INVALID_LICENSE_CHALLENGE");
        }
        if (isCertificateRequest()) {
            return Optional.empty();
        }
        if (!field("can_play").equals("true")) {
            return Optional.of("POLICY_FORBIDS_PLAY");
        }
        boolean complete = bytes("key") == 16
                && (keyId().isEmpty() || bytes("key_id") == 16)
                && HDCP.contains(field("hdcp"))
                && LEVELS.contains(field("security_level"));
        return complete ? Optional.empty() : Optional.of("INVALID_CONTENT_KEY_SPECS");
    }

    /** The key that is asked for, in hexadecimal. */
    Optional<String> keyId() {
        return Optional.of(field("key_id"))
                .filter(id -> !id.isEmpty())
                .map(id -> Hex.encode(Base64.getDecoder().decode(id)));
    }

    private int bytes(String name) {
        try {
            return Base64.getDecoder().decode(field(name)).length;
        } catch (IllegalArgumentException noBase64) {
            return 0;
        }
    }

    private String field(String name) {
        return fields.getOrDefault(name, "");
    }
}
