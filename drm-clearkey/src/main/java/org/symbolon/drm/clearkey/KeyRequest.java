package org.symbolon.drm.clearkey;

import static com.google.common.collect.ImmutableSet.toImmutableSet;

import com.google.common.collect.ImmutableListMultimap;
import com.google.common.collect.ImmutableSet;
import java.util.Base64;
import java.util.Optional;
import org.symbolon.core.drm.BodyKind;
import org.symbolon.core.drm.DrmRules;
import org.symbolon.core.drm.LicenseRefusedException;
import org.symbolon.core.error.Explanation;
import org.symbolon.core.error.Violation;
import org.symbolon.core.value.Challenge;
import org.symbolon.core.value.Hex;
import org.symbolon.core.value.KeyId;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.json.JsonFactory;

/**
 * What a player asks for. It posts {@code {"kids":["base64url"],"type":"temporary"}} (Encrypted Media Extensions,
 * section 9.1.3); initialization data of the type {@code keyids} is the same without {@code type}. With GET, names of
 * parameters without values are key ids ({@code ?kid1&kid2}, as early Clear Key players ask), and {@code kid=} or
 * nothing asks for one key as an HLS player does.
 *
 * @param kids the key ids, each once; none if the token's only key is meant
 * @param form what the answer is
 */
record KeyRequest(ImmutableSet<KeyId> kids, Form form) {

    /** The forms of answers. */
    enum Form {
        TEMPORARY("temporary"),
        PERSISTENT("persistent-license"),
        /** The 16 bytes of one key: what HLS fetches for {@code KEYFORMAT="identity"} (RFC 8216 section 4.3.2.4). */
        BYTES("bytes");

        private final String text;

        Form(String text) {
            this.text = text;
        }

        /** The type in requests and licences. */
        String text() {
            return text;
        }
    }

    /** A player may ask for more keys than a token can hold; then one of them is refused by its id. */
    private static final int MAX_KIDS = 4 * DrmRules.MAX_KEYS;

    private static final int MAX_BYTES = 1 << 16;
    private static final int MAX_DEPTH = 8;

    /** Keeps no table of property names, because the sender of the JSON could fill it. */
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .disable(TokenStreamFactory.Feature.CANONICALIZE_PROPERTY_NAMES)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxStringLength(MAX_BYTES)
                    .maxDocumentLength(MAX_BYTES)
                    .build())
            .build();

    /**
     * Reads a request.
     *
     * @throws LicenseRefusedException with -8006 if it is none
     */
    static KeyRequest read(Challenge challenge) {
        return challenge.query().map(KeyRequest::ofQuery).orElseGet(() -> ofBody(challenge.bytes()));
    }

    /** Ignores parameters that have another name and a value, because players and networks add their own. */
    private static KeyRequest ofQuery(ImmutableListMultimap<String, String> query) {
        ImmutableSet<KeyId> bare = query.entries().stream()
                .filter(parameter -> parameter.getValue().isEmpty())
                .limit(MAX_KIDS)
                .flatMap(parameter -> parse(parameter.getKey()).stream())
                .collect(toImmutableSet());
        return bare.isEmpty()
                ? new KeyRequest(query.get("kid").stream().map(KeyRequest::kid).collect(toImmutableSet()), Form.BYTES)
                : new KeyRequest(bare, Form.TEMPORARY);
    }

    private static KeyRequest ofBody(byte[] body) {
        try (JsonParser json = FACTORY.createParser(ObjectReadContext.empty(), body)) {
            return new Reading(json, body).read();
        } catch (JacksonException e) {
            throw refused(
                    "JSON of Encrypted Media Extensions section 9.1.3",
                    BodyKind.of(body).words());
        }
    }

    /** Reads one body, and skips the properties that have no use here. */
    private static final class Reading {
        private final JsonParser json;
        private final byte[] body;
        private final ImmutableSet.Builder<KeyId> kids = ImmutableSet.builder();
        private Form form = Form.TEMPORARY;

        Reading(JsonParser json, byte[] body) {
            this.json = json;
            this.body = body;
        }

        KeyRequest read() {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw refused("a JSON object", BodyKind.of(body).words());
            }
            while (json.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = json.currentName();
                json.nextToken();
                switch (name) {
                    case "kids" -> readKids();
                    case "type" -> readType();
                    default -> json.skipChildren();
                }
            }
            ImmutableSet<KeyId> read = kids.build();
            if (read.isEmpty()) {
                throw refused("at least one key id in kids", "none");
            }
            return new KeyRequest(read, form);
        }

        private void readKids() {
            if (json.currentToken() != JsonToken.START_ARRAY) {
                throw refused("kids as an array", "another value");
            }
            for (int count = 0; json.nextToken() != JsonToken.END_ARRAY; count++) {
                if (count == MAX_KIDS) {
                    throw refused("at most " + MAX_KIDS + " key ids", "more");
                }
                kids.add(kid(json.currentToken() == JsonToken.VALUE_STRING ? json.getString() : ""));
            }
        }

        private void readType() {
            String type = json.currentToken() == JsonToken.VALUE_STRING ? json.getString() : "";
            form = switch (type) {
                case "temporary" -> Form.TEMPORARY;
                case "persistent-license" -> Form.PERSISTENT;
                default -> throw refused("the type temporary or persistent-license", "another type");
            };
        }
    }

    private static KeyId kid(String text) {
        return parse(text).orElseThrow(() -> refused("key ids of 16 bytes in base64url or hex", "another text"));
    }

    /** A key id: 16 bytes in base64url, with or without padding, or in hexadecimal as manifests write them. */
    private static Optional<KeyId> parse(String text) {
        if (text.length() == 2 * KeyId.BYTES && Hex.isHex(text)) {
            return Optional.of(KeyId.of(Hex.decode(text)));
        }
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(text);
            return bytes.length == KeyId.BYTES ? Optional.of(KeyId.of(bytes)) : Optional.empty();
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }

    static LicenseRefusedException refused(String expected, String got) {
        return new LicenseRefusedException(
                Violation.of(ClearKeyError.INVALID_REQUEST, "it must be the message of a Clear Key session"),
                Explanation.of(
                        "The player sends a Clear Key licence request.",
                        expected,
                        got,
                        "The player does not post the message event of its MediaKeySession as it is, or the licence URL"
                                + " of another DRM was given to it."));
    }
}
