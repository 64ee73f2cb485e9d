package org.symbolon.http.admin;

import static org.symbolon.core.administration.Operation.KEYS_CHANGE;
import static org.symbolon.core.administration.Operation.KEYS_READ;
import static org.symbolon.core.administration.Operation.KEY_VALUES_READ;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import org.symbolon.core.administration.KeyAdministration;
import org.symbolon.core.administration.Versioned;
import org.symbolon.core.keystore.KeyField;
import org.symbolon.core.store.key.KeyPage;
import org.symbolon.core.store.key.StoredKey;
import org.symbolon.core.value.Hex;

/** Stored keys. */
final class KeyRoutes {
    private static final String KEYS = "/accounts/{account}/keys/{environment}";
    private static final String KEY = KEYS + "/{kid}";

    /** With this many bytes of texts a page ends, so that no answer grows without a bound. */
    private static final long PAGE_BYTES = 512 * 1024;

    private static final ImmutableList<Field> WHOLE = ImmutableList.of(
            Field.required("kid", "text", "The id of the key"),
            Field.optional("kekId", "text", "The name of the KEK under which it is wrapped"),
            Field.optional("info", "text", "A text that the customer keeps with it"),
            Field.optional("contentId", "text", "Which content it is for"),
            Field.optional("expiration", "text", "When it expires"),
            Field.required("lastUpdate", "text", "When it was stored or changed"));

    private static final ImmutableList<Field> GIVEN = ImmutableList.of(
            Field.optional("k", "text", "The key, 32 hexadecimal digits; it is wrapped under the KEK of the account"),
            Field.optional("ek", "text", "The wrapped key, 48 hexadecimal digits"),
            Field.optional("kekId", "text", "The name of the KEK"),
            Field.optional("info", "text", "A text to keep with it"),
            Field.optional("contentId", "text", "Which content it is for"),
            Field.optional("expiration", "text", "When it expires (ISO 8601)"));

    static final ImmutableList<AdminRoute> ALL = ImmutableList.of(
            AdminRoute.of("GET", KEYS, KEYS_READ, "Lists stored keys in the order of their ids, without their values")
                    .addQuery(
                            Field.optional("after", "text", "Begins after this id"),
                            Field.optional("length", "number", "How many at most, 1 to 500; 100 by default"))
                    .addAnswer(
                            Field.required("count", "number", "How many there are in all"),
                            Field.required("keys", "list", "The keys"),
                            Field.optional("next", "text", "The parameter after for the next page"))
                    .work(KeyRoutes::list)
                    .build(),
            AdminRoute.of("POST", KEYS, KEYS_CHANGE, "Stores a key whose id is free")
                    .addBody(Field.required("kid", "text", "The id of the key"))
                    .addAllBody(GIVEN)
                    .status(201)
                    .addAllAnswer(WHOLE)
                    .work(KeyRoutes::add)
                    .build(),
            AdminRoute.of("GET", KEY, KEYS_READ, "Shows a stored key without its value")
                    .addAllAnswer(WHOLE)
                    .work(KeyRoutes::get)
                    .build(),
            AdminRoute.of("PUT", KEY, KEYS_CHANGE, "Replaces a stored key")
                    .versioned(true)
                    .addAllBody(GIVEN)
                    .addAllAnswer(WHOLE)
                    .work(KeyRoutes::replace)
                    .build(),
            AdminRoute.of(
                            "POST",
                            KEY + "/value",
                            KEY_VALUES_READ,
                            "Shows the wrapped value of a key; the audit log has each such request")
                    .addAnswer(
                            Field.required("kid", "text", "The id of the key"),
                            Field.required("ek", "text", "The wrapped key, a secret"))
                    .work(KeyRoutes::value)
                    .build(),
            AdminRoute.of("DELETE", KEY, KEYS_CHANGE, "Removes a stored key")
                    .versioned(true)
                    .status(204)
                    .work(KeyRoutes::remove)
                    .build());

    private KeyRoutes() {}

    private static KeyAdministration keys(AdminCall call) {
        return call.desk().keys();
    }

    private static ImmutableMap<String, Object> model(StoredKey key) {
        ImmutableMap.Builder<String, Object> model = ImmutableMap.builder();
        model.put("kid", key.kid().toString());
        key.kekId().ifPresent(text -> model.put("kekId", text));
        key.info().ifPresent(text -> model.put("info", text));
        key.contentId().ifPresent(text -> model.put("contentId", text));
        key.expiration().ifPresent(end -> model.put("expiration", end.text()));
        return model.put("lastUpdate", key.lastUpdate().toString()).buildOrThrow();
    }

    private static AdminAnswer list(AdminCall call) {
        KeyPage page =
                new KeyPage(call.query("after", AdminCall::kid, "must be the id of a key"), call.length(), PAGE_BYTES);
        ImmutableList<StoredKey> found = keys(call).list(call.account(), call.environment(), page);
        ImmutableMap.Builder<String, Object> answer = ImmutableMap.builder();
        answer.put("count", keys(call).count(call.account(), call.environment()));
        answer.put("keys", found.stream().map(KeyRoutes::model).collect(ImmutableList.toImmutableList()));
        long bytes = found.stream().mapToLong(StoredKey::approximateBytes).sum();
        if (!found.isEmpty() && page.isFull(found.size(), bytes)) {
            answer.put("next", found.get(found.size() - 1).kid().toString());
        }
        return AdminAnswer.of(answer.buildOrThrow());
    }

    private static ImmutableMap<KeyField, String> fields(JsonBody body) {
        ImmutableMap.Builder<KeyField, String> fields = ImmutableMap.builder();
        for (KeyField field : KeyField.values()) {
            body.text(field.wireName()).ifPresent(text -> fields.put(field, text));
        }
        return fields.buildOrThrow();
    }

    private static AdminAnswer whole(AdminCall call, String kid) {
        Versioned<StoredKey> key = keys(call)
                .get(call.account(), call.environment(), AdminCall.kid(kid).orElseThrow());
        return AdminAnswer.of(model(key.value()), key.revision());
    }

    private static AdminAnswer add(AdminCall call) {
        ImmutableMap<KeyField, String> fields = fields(call.body());
        keys(call).add(call.account(), call.environment(), fields);
        return whole(call, String.valueOf(fields.get(KeyField.KID)));
    }

    private static AdminAnswer get(AdminCall call) {
        return whole(call, call.kid().toString());
    }

    private static AdminAnswer replace(AdminCall call) {
        ImmutableMap<KeyField, String> fields = ImmutableMap.<KeyField, String>builder()
                .putAll(fields(call.body()))
                .put(KeyField.KID, call.kid().toString())
                .buildOrThrow();
        keys(call).replace(call.account(), call.environment(), fields, call.expected());
        return get(call);
    }

    private static AdminAnswer value(AdminCall call) {
        return AdminAnswer.of(ImmutableMap.of(
                "kid",
                call.kid().toString(),
                "ek",
                Hex.encode(keys(call)
                        .value(call.account(), call.environment(), call.kid())
                        .reveal())));
    }

    private static AdminAnswer remove(AdminCall call) {
        keys(call).remove(call.account(), call.environment(), call.kid(), call.expected());
        return AdminAnswer.none();
    }
}
