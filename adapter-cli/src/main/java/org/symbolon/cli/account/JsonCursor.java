package org.symbolon.cli.account;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Maps;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import org.symbolon.cli.base.CommandFailedException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A place in a JSON document, with the list of problems of the whole document. Reading goes on after a problem, so that
 * all problems are reported at once. No message repeats a value, because it may be a secret.
 *
 * @param owner what the place belongs to, such as an account; empty for the document
 * @param path the path from the owner to the place
 */
record JsonCursor(JsonNode node, String owner, String path, List<String> problems) {
    /** A name that is longer is not repeated, because it may be a secret, which has at least 32 characters. */
    private static final int LONGEST_NAME = 31;

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    static JsonCursor parse(String json) {
        try {
            return new JsonCursor(MAPPER.readTree(json), "", "", new ArrayList<>());
        } catch (JacksonException e) {
            // The message of Jackson may quote the document.
            throw CommandFailedException.refused(
                    "this is not JSON, or has a field twice: " + position(e.getLocation()));
        }
    }

    private static String position(TokenStreamLocation location) {
        return "line " + location.getLineNr() + ", column " + location.getColumnNr();
    }

    /** The same place with another owner. */
    JsonCursor ownedBy(String name) {
        return new JsonCursor(node, name, "", problems);
    }

    /** Throws one exception with all problems of the document, if there are any. */
    void throwIfRefused() {
        if (!problems.isEmpty()) {
            throw CommandFailedException.refused(problems);
        }
    }

    /** Adds a problem: the place breaks this rule. */
    void refuse(String rule) {
        String where = owner.isEmpty() || path.isEmpty() ? owner + path : owner + ", " + path;
        problems.add("error: " + (where.isEmpty() ? "the document" : where) + ": " + rule);
    }

    private <T> Optional<T> refused(String rule) {
        refuse(rule);
        return Optional.empty();
    }

    /** The fields of an object, by name. */
    ImmutableMap<String, JsonCursor> fields() {
        if (!node.isObject()) {
            refuse("must be an object");
            return ImmutableMap.of();
        }
        return node.properties().stream()
                .collect(ImmutableMap.toImmutableMap(
                        Map.Entry::getKey, field -> at(nested(field.getKey()), field.getValue())));
    }

    /** The fields of an object, by name. Other fields than these are refused. */
    ImmutableMap<String, JsonCursor> fields(ImmutableSet<String> known) {
        ImmutableMap<String, JsonCursor> fields = fields();
        Maps.filterKeys(fields, name -> !known.contains(name))
                .values()
                .forEach(field -> field.refuse("is no field here; fields are " + String.join(", ", known)));
        return fields;
    }

    /** The elements of a list. */
    ImmutableList<JsonCursor> elements() {
        if (!node.isArray()) {
            refuse("must be a list");
            return ImmutableList.of();
        }
        ImmutableList.Builder<JsonCursor> elements = ImmutableList.builder();
        for (int i = 0; i < node.size(); i++) {
            elements.add(at(path + "[" + i + "]", node.get(i)));
        }
        return elements.build();
    }

    private JsonCursor at(String place, JsonNode there) {
        return new JsonCursor(there, owner, place, problems);
    }

    private String nested(String name) {
        String said = name.length() <= LONGEST_NAME && !name.isEmpty() ? name : "(a field whose name is not repeated)";
        return path.isEmpty() ? said : path + "." + said;
    }

    /** A text. */
    Optional<String> text() {
        return node.isString() ? Optional.of(node.stringValue()) : refused("must be text");
    }

    /** A text that can be parsed; {@code rule} says how it must look. */
    <T> Optional<T> text(Function<String, Optional<T>> parse, String rule) {
        Optional<T> parsed = node.isString() ? parse.apply(node.stringValue()) : Optional.empty();
        return parsed.isPresent() ? parsed : refused(rule);
    }

    /** A whole number within these bounds. */
    Optional<Long> number(long least, long most) {
        if (node.isIntegralNumber() && node.canConvertToLong()) {
            long number = node.longValue();
            if (number >= least && number <= most) {
                return Optional.of(number);
            }
        }
        return refused("must be a whole number from " + least + " to " + most);
    }

    /** A whole number within these bounds, or null. */
    Optional<OptionalLong> numberOrNull(long least, long most) {
        return node.isNull()
                ? Optional.of(OptionalLong.empty())
                : number(least, most).map(OptionalLong::of);
    }
}
