package org.symbolon.cli.key;

import java.io.InputStream;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.symbolon.cli.base.CommandFailedException;
import org.symbolon.core.keystore.KeyField;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.databind.json.JsonMapper;

/** Reads JSON: an array of key objects, or a sequence of key objects as in a file with one object in each line. */
final class JsonKeyRecords implements KeyRecords {
    private final JsonParser parser;
    private boolean inArray;
    private long number;

    JsonKeyRecords(InputStream input) {
        this.parser = JsonMapper.shared().createParser(input);
    }

    @Override
    public Optional<KeyRecords.Entry> next() {
        try {
            JsonToken token = parser.nextToken();
            if (number == 0 && token == JsonToken.START_ARRAY) {
                inArray = true;
                token = parser.nextToken();
            }
            return isEnd(token) ? Optional.empty() : Optional.of(record(token));
        } catch (JacksonIOException e) {
            throw KeyRecords.unreadable();
        } catch (JacksonException e) {
            // The message of Jackson may quote the document.
            throw CommandFailedException.refused(
                    "this is not JSON: line " + e.getLocation().getLineNr() + ", column "
                            + e.getLocation().getColumnNr());
        }
    }

    private boolean isEnd(@Nullable JsonToken token) {
        if (!inArray || token != JsonToken.END_ARRAY) {
            return token == null;
        }
        if (parser.nextToken() != null) {
            throw place().refuse("there is something after the end of the list");
        }
        return true;
    }

    private KeyRecords.Place place() {
        return new KeyRecords.Place(parser.currentTokenLocation().getLineNr(), number);
    }

    private KeyRecords.Entry record(@Nullable JsonToken token) {
        number++;
        KeyRecords.Place place = place();
        if (token != JsonToken.START_OBJECT) {
            throw place.refuse("must be an object");
        }
        Map<KeyField, Optional<String>> given = new EnumMap<>(KeyField.class);
        for (String name = parser.nextName(); name != null; name = parser.nextName()) {
            field(place, name, given);
        }
        return KeyRecords.Entry.of(place, given);
    }

    private void field(KeyRecords.Place place, String name, Map<KeyField, Optional<String>> given) {
        KeyField field = FIELDS.get(name);
        JsonToken token = parser.nextToken();
        if (field == null) {
            if (!name.equals(KeyView.LAST_UPDATE)) {
                throw place.refuse(
                        KeyRecords.quoted(name) + " is no field; fields are " + String.join(", ", FIELDS.keySet()));
            }
            parser.skipChildren();
            return;
        }
        if (token != JsonToken.VALUE_STRING && token != JsonToken.VALUE_NULL) {
            throw place.refuse(name + " must be text");
        }
        Optional<String> text = token == JsonToken.VALUE_NULL ? Optional.empty() : Optional.of(parser.getString());
        if (given.put(field, text) != null) {
            throw place.refuse("has " + name + " twice");
        }
    }
}
