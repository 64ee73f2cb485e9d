package org.symbolon.http.admin;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.symbolon.core.administration.Operation.CREDENTIALS_CHANGE;
import static org.symbolon.core.administration.Operation.CREDENTIALS_READ;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.util.Base64;
import java.util.Optional;
import org.symbolon.core.administration.CredentialAdministration;
import org.symbolon.core.administration.CredentialFacts;
import org.symbolon.core.store.credential.CredentialId;
import org.symbolon.core.value.AccountId;

/** What plug-ins need to make licences. It is never read back. */
final class CredentialRoutes {
    private static final String EVERY = "every";
    private static final String OWNED = "/credentials/{owner}/{drm}";
    private static final String ONE = OWNED + "/{name}";

    private static final ImmutableList<Field> WHOLE = ImmutableList.of(
            Field.required("owner", "text", "The id of the account, or every for all accounts without their own"),
            Field.required("drm", "text", "The DRM"),
            Field.required("name", "text", "Its name"),
            Field.required(
                    "facts",
                    "object",
                    "What the plug-in says of it, such as when its certificate ends; or problem, if it cannot be read"));

    static final ImmutableList<AdminRoute> ALL = ImmutableList.of(
            AdminRoute.of("GET", "/credentials", CREDENTIALS_READ, "Lists credentials without their secrets")
                    .addAnswer(Field.required("credentials", "list", "The credentials"))
                    .work(CredentialRoutes::list)
                    .build(),
            AdminRoute.of(
                            "POST",
                            OWNED,
                            CREDENTIALS_CHANGE,
                            "Sets a credential; with If-Match it replaces the one with its name")
                    .addBody(Field.required(
                            "values",
                            "object",
                            "By the names of the plug-in's fields: a text, or an object with the field base64"))
                    .status(201)
                    .addAllAnswer(WHOLE)
                    .work(CredentialRoutes::set)
                    .build(),
            AdminRoute.of("GET", ONE, CREDENTIALS_READ, "Shows a credential without its secrets")
                    .addAllAnswer(WHOLE)
                    .work(CredentialRoutes::get)
                    .build(),
            AdminRoute.of("DELETE", ONE, CREDENTIALS_CHANGE, "Removes a credential")
                    .versioned(true)
                    .status(204)
                    .work(CredentialRoutes::remove)
                    .build());

    private CredentialRoutes() {}

    private static CredentialAdministration credentials(AdminCall call) {
        return call.desk().credentials();
    }

    private static Optional<AccountId> owner(AdminCall call) {
        return call.variable("owner").equals(EVERY)
                ? Optional.empty()
                : Optional.of(call.variable("owner", AccountId::parse));
    }

    private static CredentialId id(AdminCall call) {
        return call.variable("name", name -> {
            try {
                return Optional.of(new CredentialId(owner(call), call.drm(), name));
            } catch (IllegalArgumentException e) {
                return Optional.empty();
            }
        });
    }

    private static ImmutableMap<String, Object> model(CredentialFacts credential) {
        CredentialId id = credential.id();
        return ImmutableMap.of(
                "owner", id.account().map(AccountId::toString).orElse(EVERY),
                "drm", id.drm().value(),
                "name", id.name(),
                "facts", credential.facts());
    }

    private static AdminAnswer list(AdminCall call) {
        return AdminAnswer.of(ImmutableMap.of(
                "credentials",
                credentials(call).list().stream()
                        .map(CredentialRoutes::model)
                        .collect(ImmutableList.toImmutableList())));
    }

    private static AdminAnswer get(AdminCall call) {
        CredentialFacts found = credentials(call).get(id(call));
        return AdminAnswer.of(model(found), found.revision());
    }

    private static AdminAnswer set(AdminCall call) {
        JsonBody values = call.body().object("values").orElseThrow();
        ImmutableMap<String, byte[]> given =
                values.names().collect(ImmutableMap.toImmutableMap(name -> name, name -> bytes(values, name)));
        CredentialFacts set = call.request().header("If-Match").isPresent()
                ? credentials(call).replace(owner(call), call.drm(), given, call.expected())
                : credentials(call).add(owner(call), call.drm(), given);
        return AdminAnswer.of(model(set), set.revision());
    }

    private static byte[] bytes(JsonBody values, String name) {
        if (!values.isObject(name)) {
            return values.text(name).orElseThrow().getBytes(UTF_8);
        }
        return values.object(name)
                .flatMap(object -> object.text("base64", CredentialRoutes::decoded, "must be base64"))
                .orElseThrow(() -> AdminRefusal.invalid("values", "an object has the field base64"));
    }

    private static Optional<byte[]> decoded(String text) {
        try {
            return Optional.of(Base64.getDecoder().decode(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static AdminAnswer remove(AdminCall call) {
        credentials(call).remove(id(call), call.expected());
        return AdminAnswer.none();
    }
}
