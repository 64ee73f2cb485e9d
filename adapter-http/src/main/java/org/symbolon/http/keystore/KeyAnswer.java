package org.symbolon.http.keystore;

import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.symbolon.core.keystore.KeyField;
import org.symbolon.core.keystore.KeyObject;
import org.symbolon.core.keystore.KeyValue;
import org.symbolon.core.store.key.KeyExpiration;
import org.symbolon.core.store.key.StoredKey;
import org.symbolon.core.value.Hex;
import org.symbolon.http.server.Answer;
import tools.jackson.core.JsonGenerator;

/** The answers of the key storage. */
final class KeyAnswer {
    private static final DateTimeFormatter TO_THE_MILLISECOND =
            new DateTimeFormatterBuilder().appendInstant(3).toFormatter();

    private KeyAnswer() {}

    /** A key in the clear or wrapped, never both. */
    static Answer one(KeyObject key) {
        return Answer.json(200, json -> writeFields(json, key, key.k().isEmpty()));
    }

    /**
     * A key that was created, or that was there already: wrapped, and in the clear too where the caller brought the
     * KEK.
     */
    static Answer whole(int status, KeyObject key) {
        return Answer.json(status, json -> writeFields(json, key, true));
    }

    /** Key objects with commas between them: a part of an array. */
    static String text(List<KeyObject> keys) {
        return Answer.jsonText(json -> keys.forEach(key -> {
            json.writeStartObject();
            writeFields(json, key, key.k().isEmpty());
            json.writeEndObject();
        }));
    }

    private static void writeFields(JsonGenerator json, KeyObject key, boolean wrapped) {
        StoredKey stored = key.stored();
        json.writeStringProperty(KeyField.KID.wireName(), stored.kid().toString());
        write(json, KeyField.K, key.k().map(k -> Hex.encode(k.reveal())));
        if (wrapped) {
            json.writeStringProperty(
                    KeyField.EK.wireName(), Hex.encode(stored.ek().reveal()));
        }
        write(json, KeyField.KEK_ID, stored.kekId());
        write(json, KeyField.INFO, stored.info());
        write(json, KeyField.CONTENT_ID, stored.contentId());
        write(json, KeyField.EXPIRATION, stored.expiration().map(KeyExpiration::text));
        json.writeStringProperty("lastUpdate", TO_THE_MILLISECOND.format(stored.lastUpdate()));
    }

    private static void write(JsonGenerator json, KeyField field, Optional<String> text) {
        text.ifPresent(given -> json.writeStringProperty(field.wireName(), given));
    }

    /** The bare keys in hexadecimal, those that are wrapped behind a {@code #}. */
    static Answer values(List<KeyValue> values) {
        return text(values.stream().map(KeyAnswer::text).collect(Collectors.joining(",")));
    }

    private static String text(KeyValue value) {
        return value.k()
                .map(k -> Hex.encode(k.reveal()))
                .orElseGet(() -> "#" + Hex.encode(value.ek().reveal()));
    }

    /** Text, of exactly the type that clients compare. */
    static Answer text(String body) {
        return Answer.of(200, "text/plain", body);
    }

    static Answer count(long count) {
        return Answer.json(200, json -> json.writeNumberProperty("keyCount", count));
    }
}
