package org.symbolon.http;

import io.vertx.core.buffer.Buffer;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.symbolon.core.key.KeyError;
import org.symbolon.core.key.KeyField;
import org.symbolon.core.key.KeyFields;
import org.symbolon.core.key.KeyRefusedException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.json.JsonFactory;

/** Reads the body of a request to the key storage: nothing, or one JSON object whose fields are texts or null. Fields of other names are passed over. */
final class KeyBody {
    /** Names are not remembered from one body to the next: they are the callers'. */
    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(TokenStreamFactory.Feature.CANONICALIZE_PROPERTY_NAMES)
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(32).build())
            .build();

    private final Set<KeyField> known;
    private final Map<KeyField, Optional<String>> given = new EnumMap<>(KeyField.class);
    private Optional<KeyField> notText = Optional.empty();

    private KeyBody(Set<KeyField> known) {
        this.known = known;
    }

    /** The fields of a key to be. */
    static KeyFields ofNew(Buffer body) {
        return read(body, EnumSet.allOf(KeyField.class));
    }

    /** The fields of a key that the path names, whatever the body calls it. */
    static KeyFields ofNamed(Buffer body) {
        return read(body, EnumSet.complementOf(EnumSet.of(KeyField.KID)));
    }

    private static KeyFields read(Buffer bytes, Set<KeyField> known) {
        KeyBody body = new KeyBody(known);
        if (bytes.length() > 0) {
            body.readAll(bytes);
        }
        body.notText.ifPresent(field -> {
            throw new KeyRefusedException(
                    KeyError.INVALID_PARAMETERS, field.wireName() + " must be a string, or null for none");
        });
        return KeyFields.of(body.given);
    }

    private void readAll(Buffer bytes) {
        try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), text(bytes))) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw malformed();
            }
            while (json.nextToken() == JsonToken.PROPERTY_NAME) {
                readField(json);
            }
            if (json.nextToken() != null) {
                throw malformed();
            }
        } catch (JacksonException | CharacterCodingException e) {
            throw malformed();
        }
    }

    private void readField(JsonParser json) {
        Optional<KeyField> field = KeyField.find(json.currentName()).filter(known::contains);
        switch (json.nextToken()) {
            case VALUE_STRING -> field.ifPresent(name -> given.put(name, Optional.of(json.getString())));
            case VALUE_NULL -> field.ifPresent(name -> given.put(name, Optional.empty()));
            default -> {
                notText = notText.or(() -> field);
                json.skipChildren();
            }
        }
    }

    /** Strictly UTF-8: a text that was guessed would be stored. */
    private static String text(Buffer bytes) throws CharacterCodingException {
        return StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(bytes.getBytes()))
                .toString();
    }

    private static KeyRefusedException malformed() {
        return new KeyRefusedException(
                KeyError.INVALID_SYNTAX, "the body must be empty, or one well-formed JSON object in UTF-8");
    }
}
