package org.symbolon.architecture;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.symbolon.core.administration.Operation;
import org.symbolon.core.store.administration.Role;
import org.symbolon.http.admin.AdminRoute;
import org.symbolon.http.admin.AdminRoutes;
import org.symbolon.http.admin.Field;

/** Holds the document of the administration to the tables of roles and routes. */
final class AdministrationDocumentTest {
    private static final String DOCUMENT = "docs/administration.md";

    @Test
    void operations_areThoseThatRolesMayDo() throws IOException {
        String roles = Stream.of(Role.values()).map(Role::id).collect(Collectors.joining(" | "));
        List<String> rows =
                new ArrayList<>(List.of("| operation | what | " + roles + " |", "|---|---|---|---|---|---|"));
        for (Operation operation : Operation.values()) {
            String may = Stream.of(Role.values())
                    .map(role -> role.includes(operation.least()) ? "yes" : "")
                    .collect(Collectors.joining(" | "));
            rows.add("| `" + operation.id() + "` | " + operation.meaning() + " | " + may + " |");
        }
        DocumentsTest.assertDocumented(DOCUMENT, "operations", rows);
    }

    @Test
    void routes_areThoseThatAreAnswered() throws IOException {
        List<String> rows = new ArrayList<>(
                List.of("| request | needs | what | parameters, and fields of the body |", "|---|---|---|---|"));
        AdminRoutes.all()
                .forEach(route -> rows.add("| `" + route.method() + " /admin/v1"
                        + (route.path().equals("/") ? "" : route.path()) + "` | "
                        + route.operation()
                                .map(operation -> "`" + operation.id() + "`")
                                .orElse("any token")
                        + (route.versioned() ? ", `If-Match`" : "") + " | " + route.summary() + " | " + fields(route)
                        + " |"));
        DocumentsTest.assertDocumented(DOCUMENT, "admin-routes", rows);
    }

    private static String fields(AdminRoute route) {
        return Stream.concat(route.query().stream(), route.body().stream())
                .map(AdministrationDocumentTest::field)
                .collect(Collectors.joining(", "));
    }

    private static String field(Field field) {
        return (field.required() ? "**`" + field.name() + "`**" : "`" + field.name() + "`");
    }
}
