package org.symbolon.http.openapi;

import com.google.common.collect.ImmutableList;
import java.util.Optional;
import org.symbolon.core.error.SharedError;
import org.symbolon.core.keystore.KeyField;
import org.symbolon.core.keystore.KeyService;
import org.symbolon.core.parameter.ValueForm;
import org.symbolon.core.value.KeyId;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The key storage, from the descriptions of its fields. */
final class KeyStoragePaths {
    private static final String TAG = "Key storage";
    private static final String KEYS = "/keystore/keys";
    private static final String KEY = KEYS + "/{kid}";
    private static final String JSON = "application/json";
    private static final String TEXT = "text/plain";
    private static final String KEY_SCHEMA = "Key";
    private static final String EXAMPLE_KID = "^movie-1";
    private static final String EXAMPLE_KEK = "000102030405060708090a0b0c0d0e0f";

    private final OpenApi document;
    private final Problems problems;

    KeyStoragePaths(OpenApi document) {
        this.document = document;
        this.problems = new Problems(
                        "keystore",
                        Problems.Shape.KEY_STORAGE,
                        ImmutableList.copyOf(SharedError.values()),
                        document.components())
                .headers(Headers.IGNORED_PARAMETERS);
    }

    void add() {
        ObjectNode schemas = document.components().withObjectProperty("schemas");
        schemas.set(KEY_SCHEMA, key());
        schemas.set("Key-fields", fields(true));
        schemas.set("Key-changes", fields(false));
        document.components()
                .withObjectProperty("parameters")
                .set(
                        "kek",
                        Operation.parameter(
                                        "query",
                                        "kek",
                                        "The key encryption key: 32 hexadecimal digits. Without it keys travel wrapped",
                                        Schemas.of(ValueForm.hex(16)))
                                .put("example", EXAMPLE_KEK));
        document.add(KEYS, "post", create());
        document.add(KEYS, "get", list());
        document.add("/keystore/keycount", "get", count());
        document.add(KEY + "/value", "get", values());
        document.add(KEY, "get", read());
        document.add(KEY, "put", change());
        document.add(KEY, "delete", remove());
    }

    private Operation operation(String id, String summary) {
        return new Operation(id, TAG, summary)
                .with(Access.ACCOUNT)
                .with("kek")
                .security(Access.ACCOUNT)
                .refusals(problems, true, 401, 403, 404, 429)
                .refusals(problems, true, Problems.ALWAYS);
    }

    private static ObjectNode answer(String description, String mediaType, JsonNode schema) {
        ObjectNode answer = Operation.withHeaders(Operation.described(description), Headers.IGNORED_PARAMETERS);
        Operation.addContent(answer, mediaType, Optional.of(schema));
        return answer;
    }

    private static JsonNode reference() {
        return Schemas.ref("schemas", KEY_SCHEMA);
    }

    private Operation create() {
        return operation("create-key", "Creates a key")
                .saying("Without kid the id is random. Without k and ek the key is random, which needs kek. An id that"
                        + " exists is answered with the key that has it, unchanged.")
                .body(body("Key-fields", true))
                .answer(
                        201,
                        Operation.withHeaders(answer("The key that was created.", JSON, reference()), Headers.LOCATION))
                .answer(200, answer("The key that has this id already.", JSON, reference()))
                .refusals(problems, true, 408);
    }

    private static ObjectNode body(String schema, boolean create) {
        ObjectNode body = Operation.described("Nothing, or one JSON object in UTF-8 of at most 64 KiB, whatever its"
                + " Content-Type says. Fields of other names have no effect.");
        Operation.addContent(body, JSON, Optional.of(Schemas.ref("schemas", schema)));
        ObjectNode example =
                body.withObjectProperty("content").withObjectProperty(JSON).putObject("example");
        if (create) {
            example.put("kid", EXAMPLE_KID)
                    .put("k", "00112233445566778899aabbccddeeff")
                    .put("info", "trailer");
        } else {
            example.putNull("info").put("expiration", "2099-12-31");
        }
        return body;
    }

    private Operation list() {
        return operation("list-keys", "All keys of the account in this environment")
                .with(Operation.parameter(
                                "query",
                                "limit",
                                "At most so many",
                                Schemas.integer().put("minimum", 1))
                        .put("example", 100))
                .with(Operation.parameter(
                        "query", "after", "Only what comes after this kid, stored or not", Schemas.of(KeyId.FORM)))
                .answer(200, answer("The keys in the order of their ids.", JSON, Schemas.listOf(reference())));
    }

    /** One name or several between commas. */
    private static ObjectNode kids() {
        ObjectNode names =
                Schemas.listOf(Schemas.of(KeyId.FORM)).put("minItems", 1).put("maxItems", KeyService.MOST_KEYS);
        ObjectNode parameter = Operation.parameter(
                        "path",
                        "kid",
                        "The id of a key, or several ids between commas; a comma in a ^name is %2C",
                        names)
                .put("style", "simple");
        parameter.putArray("example").add(EXAMPLE_KID);
        return parameter;
    }

    private static ObjectNode kid() {
        return Operation.parameter("path", "kid", "The id of a key", Schemas.of(KeyId.FORM))
                .put("example", EXAMPLE_KID);
    }

    private Operation read() {
        ObjectNode schema = Schemas.object();
        schema.putArray("oneOf")
                .add(reference())
                .add(Schemas.listOf(reference()).put("minItems", 1));
        return operation("read-keys", "Keys by their ids")
                .with(kids())
                .answer(
                        200,
                        answer(
                                "The key; of several ids an array in their order, an id that is repeated once.",
                                JSON,
                                schema));
    }

    private Operation values() {
        String value = "([0-9a-f]{32}|#[0-9a-f]{48})";
        return operation("read-values", "The values of keys by their ids")
                .with(kids())
                .answer(
                        200,
                        answer(
                                "With kek the key in hexadecimal, without it # and the wrapped key; several between"
                                        + " commas, one for each name.",
                                TEXT,
                                Schemas.matching(value + "(," + value + ")*")));
    }

    private Operation change() {
        return operation("change-key", "Changes the fields of a key that the body has")
                .with(kid())
                .body(body("Key-changes", false))
                .answer(200, answer("The key.", JSON, reference()))
                .refusals(problems, true, 408);
    }

    private Operation remove() {
        return operation("remove-key", "Removes a key")
                .with(kid())
                .answer(200, answer("Nothing.", TEXT, Schemas.string().put("maxLength", 0)));
    }

    private Operation count() {
        ObjectNode properties = Schemas.object();
        properties.set("keyCount", Schemas.integer().put("minimum", 0));
        return operation("count-keys", "How many keys the account has in this environment")
                .answer(200, answer("The number.", JSON, Schemas.objectOf(properties, "keyCount")));
    }

    /** What is answered. */
    private static ObjectNode key() {
        ObjectNode properties = Schemas.object();
        for (KeyField field : KeyField.values()) {
            ObjectNode schema = field == KeyField.KID ? Schemas.matching("[0-9a-f]{32}") : Schemas.of(field.form());
            properties.set(field.wireName(), schema.put("description", field.meaning() + "."));
        }
        properties.set(
                "lastUpdate", Schemas.string().put("format", "date-time").put("description", "When it was changed."));
        return Schemas.objectOf(properties, "kid", "lastUpdate");
    }

    /** What may be sent; null removes the value of a field. */
    private static ObjectNode fields(boolean create) {
        ObjectNode properties = Schemas.object();
        for (KeyField field : KeyField.values()) {
            ObjectNode either = Schemas.object().put("description", field.meaning() + ".");
            either.putArray("anyOf")
                    .add(create || field != KeyField.KID ? Schemas.of(field.form()) : Schemas.object())
                    .addObject()
                    .put("type", "null");
            properties.set(field.wireName(), either);
        }
        ObjectNode schema = Schemas.objectOf(properties);
        ObjectNode both = schema.putObject("not");
        both.set("required", Schemas.names("k", "ek"));
        ObjectNode strings = both.putObject("properties");
        strings.set("k", Schemas.string());
        strings.set("ek", Schemas.string());
        return schema;
    }
}
