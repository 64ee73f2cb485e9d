package org.symbolon.http.admin;

import static org.symbolon.core.administration.Operation.ADMINISTRATORS_CHANGE;
import static org.symbolon.core.administration.Operation.ADMINISTRATORS_READ;
import static org.symbolon.core.administration.Operation.AUDIT_READ;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import org.symbolon.core.administration.AdministratorAdministration;
import org.symbolon.core.administration.Versioned;
import org.symbolon.core.store.administration.Administrator;
import org.symbolon.core.store.administration.AdministratorSecret;
import org.symbolon.core.store.administration.AuditChange;
import org.symbolon.core.store.administration.AuditEntry;
import org.symbolon.core.store.administration.AuditQuery;
import org.symbolon.core.store.administration.Role;

/** Administrators, and the audit log. */
final class AdministratorRoutes {
    private static final String ONE = "/administrators/{name}";
    private static final Field ROLE = Field.required("role", "text", "viewer, support, operator or owner");
    private static final Field LASTS =
            Field.optional("lasts", "text", "How long the token lasts, such as P90D; for ever by default");
    private static final Field TOKEN =
            Field.required("token", "text", "The token, a secret that only this answer shows");
    private static final ImmutableList<Field> WHOLE = ImmutableList.of(
            Field.required("name", "text", "The name"),
            ROLE,
            Field.required("created", "text", "When the token was made"),
            Field.optional("expires", "text", "When the token ends"));

    static final ImmutableList<AdminRoute> ALL = ImmutableList.of(
            AdminRoute.of("GET", "/administrators", ADMINISTRATORS_READ, "Lists the administrators")
                    .addAnswer(Field.required("administrators", "list", "The administrators"))
                    .work(AdministratorRoutes::list)
                    .build(),
            AdminRoute.of("POST", "/administrators", ADMINISTRATORS_CHANGE, "Adds an administrator")
                    .addBody(
                            Field.required("name", "text", "1 to 64 lower-case letters, digits, '.', '_', '@' and '-'"),
                            ROLE,
                            LASTS)
                    .status(201)
                    .addAllAnswer(WHOLE)
                    .addAnswer(TOKEN)
                    .work(AdministratorRoutes::add)
                    .build(),
            AdminRoute.of("GET", ONE, ADMINISTRATORS_READ, "Shows an administrator")
                    .addAllAnswer(WHOLE)
                    .work(AdministratorRoutes::get)
                    .build(),
            AdminRoute.of("PATCH", ONE, ADMINISTRATORS_CHANGE, "Changes the role of an administrator")
                    .versioned(true)
                    .addBody(ROLE)
                    .addAllAnswer(WHOLE)
                    .work(AdministratorRoutes::changeRole)
                    .build(),
            AdminRoute.of("POST", ONE + "/token", ADMINISTRATORS_CHANGE, "Makes a new token in place of the one so far")
                    .versioned(true)
                    .addBody(LASTS)
                    .status(201)
                    .addAllAnswer(WHOLE)
                    .addAnswer(TOKEN)
                    .work(AdministratorRoutes::renew)
                    .build(),
            AdminRoute.of("DELETE", ONE, ADMINISTRATORS_CHANGE, "Ends an administrator")
                    .versioned(true)
                    .status(204)
                    .work(AdministratorRoutes::end)
                    .build(),
            AdminRoute.of("GET", "/audit", AUDIT_READ, "Shows the audit log, the youngest entries first")
                    .addQuery(
                            Field.optional("actor", "text", "Only what this administrator or user has done"),
                            Field.optional("subject", "text", "Only what was done to this, such as account/5"),
                            Field.optional("before", "number", "What next said, for the next page"),
                            Field.optional("length", "number", "How many at most, 1 to 500; 100 by default"))
                    .addAnswer(
                            Field.required("entries", "list", "Who did what, when, from where, and what it changed"),
                            Field.optional("next", "number", "The parameter before for the next page"))
                    .work(AdministratorRoutes::audit)
                    .build());

    private AdministratorRoutes() {}

    private static AdministratorAdministration administrators(AdminCall call) {
        return call.desk().administrators();
    }

    private static ImmutableMap.Builder<String, Object> model(Administrator administrator) {
        ImmutableMap.Builder<String, Object> model = ImmutableMap.builder();
        model.put("name", administrator.name())
                .put("role", administrator.role().id())
                .put("created", administrator.created().toString());
        administrator.expires().map(Instant::toString).ifPresent(end -> model.put("expires", end));
        return model;
    }

    private static AdminAnswer list(AdminCall call) {
        return AdminAnswer.of(ImmutableMap.of(
                "administrators",
                administrators(call).list().stream()
                        .map(each -> model(each).buildOrThrow())
                        .collect(ImmutableList.toImmutableList())));
    }

    private static AdminAnswer get(AdminCall call) {
        Versioned<Administrator> found = administrators(call).get(call.variable("name"));
        return AdminAnswer.of(model(found.value()).buildOrThrow(), found.revision());
    }

    private static AdminAnswer withToken(AdminCall call, String name, AdministratorSecret token) {
        Versioned<Administrator> made = administrators(call).get(name);
        return AdminAnswer.of(model(made.value()).put("token", token.text()).buildOrThrow(), made.revision());
    }

    private static Role role(JsonBody body) {
        return body.text("role", Role::parse, "must be viewer, support, operator or owner")
                .orElseThrow();
    }

    private static Optional<Duration> lasts(JsonBody body) {
        return body.text("lasts", ServiceRoutes::duration, "must be a duration such as P90D");
    }

    private static AdminAnswer add(AdminCall call) {
        JsonBody body = call.body();
        String name = body.text("name").orElseThrow();
        return withToken(call, name, administrators(call).add(name, role(body), lasts(body)));
    }

    private static AdminAnswer changeRole(AdminCall call) {
        administrators(call).changeRole(call.variable("name"), role(call.body()), call.expected());
        return get(call);
    }

    private static AdminAnswer renew(AdminCall call) {
        String name = call.variable("name");
        return withToken(call, name, administrators(call).renew(name, lasts(call.body()), call.expected()));
    }

    private static AdminAnswer end(AdminCall call) {
        administrators(call).end(call.variable("name"), call.expected());
        return AdminAnswer.none();
    }

    private static AdminAnswer audit(AdminCall call) {
        AuditQuery.Builder query = AuditQuery.builder()
                .actor(call.query("actor"))
                .subject(call.query("subject"))
                .length(call.length());
        call.numberInQuery("before").ifPresent(before -> query.before(OptionalLong.of(before)));
        AuditQuery page = query.build();
        ImmutableList<AuditEntry> found = administrators(call).audit(page);
        ImmutableMap.Builder<String, Object> answer = ImmutableMap.builder();
        answer.put("entries", found.stream().map(AdministratorRoutes::model).collect(ImmutableList.toImmutableList()));
        if (found.size() == page.length()) {
            answer.put("next", found.get(found.size() - 1).number());
        }
        return AdminAnswer.of(answer.buildOrThrow());
    }

    private static ImmutableMap<String, Object> model(AuditEntry entry) {
        return ImmutableMap.of(
                "number", entry.number(),
                "time", entry.time().toString(),
                "actor", entry.actor(),
                "place", entry.place(),
                "action", entry.action(),
                "subject", entry.subject(),
                "changes",
                        entry.changes().stream()
                                .map(AdministratorRoutes::model)
                                .collect(ImmutableList.toImmutableList()));
    }

    private static ImmutableMap<String, String> model(AuditChange change) {
        ImmutableMap.Builder<String, String> model = ImmutableMap.builder();
        model.put("field", change.field());
        change.before().ifPresent(before -> model.put("before", before));
        change.after().ifPresent(after -> model.put("after", after));
        return model.buildOrThrow();
    }
}
