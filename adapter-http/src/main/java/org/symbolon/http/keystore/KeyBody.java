package org.symbolon.http.keystore;

import io.vertx.core.buffer.Buffer;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.symbolon.core.keystore.KeyError;
import org.symbolon.core.keystore.KeyField;
import org.symbolon.core.keystore.KeyFields;
import org.symbolon.core.keystore.KeyRefusedException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads the body of a request to the key storage: nothing, or one JSON object whose fields are strings or null. Fields
 * of other names are ignored.
 */
final class KeyBody {
    /** Names are not kept from one body to the next: callers choose them. */
    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .disable(TokenStreamFactory.Feature.CANONICALIZE_PROPERTY_NAMES)
                    .streamReadConstraints(
                            StreamReadConstraints.builder().maxNestingDepth(32).build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private KeyBody() {}

    /** The fields of a key that is to be created. */
    static KeyFields ofNew(Buffer body) {
        return read(body, EnumSet.allOf(KeyField.class));
    }

    /** The fields of a key that the path names, whatever the body calls it. */
    static KeyFields ofNamed(Buffer body) {
        return read(body, EnumSet.complementOf(EnumSet.of(KeyField.KID)));
    }

    private static KeyFields read(Buffer body, Set<KeyField> known) {
        Map<KeyField, Optional<String>> given = new EnumMap<>(KeyField.class);
        if (body.length() > 0) {
            object(body)
                    .forEachEntry((name, value) -> KeyField.find(name)
                            .filter(known::contains)
                            .ifPresent(field -> given.put(field, text(field, value))));
        }
        return KeyFields.of(given);
    }

    /** Empty for null, which means that there is no value. */
    private static Optional<String> text(KeyField field, JsonNode value) {
        if (!value.isString() && !value.isNull()) {
            throw new KeyRefusedException(
                    KeyError.INVALID_PARAMETERS, field.wireName() + " must be a string, or null for none");
        }
        return value.stringValueOpt();
    }

    /** Strictly UTF-8: a text that was guessed would be stored. */
    private static JsonNode object(Buffer body) {
        try {
            JsonNode object = JSON.readTree(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body.getBytes()))
                    .toString());
            if (object.isObject()) {
                return object;
            }
        } catch (JacksonException | CharacterCodingException e) {
            throw malformed();
        }
        throw malformed();
    }

    private static KeyRefusedException malformed() {
        return new KeyRefusedException(
                KeyError.INVALID_SYNTAX, "the body must be empty, or one well-formed JSON object in UTF-8");
    }
}
