package org.symbolon.http;

import java.io.StringWriter;
import java.util.Map;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Makes the JSON of answers. */
final class JsonText {
    private static final JsonFactory JSON =
            JsonFactory.builder().rootValueSeparator(",").build();

    private JsonText() {}

    /** Writes a property that is an object of texts; nothing where there are none. */
    static void writeObject(JsonGenerator json, String name, Map<String, String> texts) {
        if (!texts.isEmpty()) {
            json.writeObjectPropertyStart(name);
            texts.forEach(json::writeStringProperty);
            json.writeEndObject();
        }
    }

    /** An object with these fields. */
    static String object(Consumer<JsonGenerator> fields) {
        return of(json -> {
            json.writeStartObject();
            fields.accept(json);
            json.writeEndObject();
        });
    }

    /** Whatever is written; several values come with commas between them. */
    static String of(Consumer<JsonGenerator> values) {
        StringWriter text = new StringWriter(256);
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
            values.accept(json);
        }
        return text.toString();
    }
}
