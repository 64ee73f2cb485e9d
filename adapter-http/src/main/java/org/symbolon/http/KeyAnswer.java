package org.symbolon.http;

import com.google.common.collect.ImmutableList;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.symbolon.core.error.ErrorFormat;
import org.symbolon.core.error.SharedError;
import org.symbolon.core.error.Violation;
import org.symbolon.core.key.KeyError;
import org.symbolon.core.key.KeyExpiration;
import org.symbolon.core.key.KeyField;
import org.symbolon.core.key.KeyObject;
import org.symbolon.core.key.KeyRefusedException;
import org.symbolon.core.key.StoredKey;
import org.symbolon.core.secret.Hex;
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

    /** A key that was created, or that was there already: wrapped, and in the clear too where the caller brought the KEK. */
    static Answer whole(int status, KeyObject key) {
        return Answer.json(status, json -> writeFields(json, key, true));
    }

    static Answer several(List<KeyObject> keys) {
        return new Answer(200, Answer.JSON_TYPE, "[" + text(keys) + "]");
    }

    /** Key objects with commas between them: a part of an array. */
    static String text(List<KeyObject> keys) {
        return JsonText.of(json -> keys.forEach(key -> {
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
    static Answer values(List<KeyObject> keys) {
        return Answer.plain(keys.stream()
                .map(key -> key.k()
                        .map(k -> Hex.encode(k.reveal()))
                        .orElseGet(() -> "#" + Hex.encode(key.stored().ek().reveal())))
                .collect(Collectors.joining(",")));
    }

    static Answer count(long count) {
        return Answer.json(200, json -> json.writeNumberProperty("keyCount", count));
    }

    static Answer refusal(KeyRefusedException refusal) {
        return failure(refusal.error(), refusal.error().status(), Objects.requireNonNull(refusal.getMessage()));
    }

    /** A failure that is none of the interface's own, under the number that is nearest. */
    static Answer failure(int status, String message) {
        return failure(status < 500 ? KeyError.INVALID_PARAMETERS : KeyError.INTERNAL, status, message);
    }

    private static Answer failure(KeyError error, int status, String message) {
        return Answer.json(status, json -> {
            json.writeNumberProperty("code", error.number());
            json.writeStringProperty("message", message);
        });
    }

    /** The storage did not answer, which has the same code as where a token's request finds it so. */
    static Answer unavailable() {
        Violation violation = Violation.of(SharedError.KEY_STORAGE_FAILED, "key storage does not answer");
        return Answer.refusal(ImmutableList.of(violation.unavailable()), ErrorFormat.JSON);
    }
}
