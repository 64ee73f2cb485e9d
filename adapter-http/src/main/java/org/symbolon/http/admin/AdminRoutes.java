package org.symbolon.http.admin;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.util.Arrays;
import org.symbolon.core.administration.Operation;

/** All routes of the administration, in the order in which documents list them. */
public final class AdminRoutes {
    /** What all paths begin with. */
    public static final String ROOT = "/admin/v1";

    private static final ImmutableList<AdminRoute> ALL = ImmutableList.<AdminRoute>builder()
            .add(new AdminRoute.Builder()
                    .method("GET")
                    .path("/")
                    .summary("Says who the token belongs to, what that administrator may do, and which paths there are")
                    .addAnswer(
                            Field.required("name", "text", "The name of the administrator"),
                            Field.required("role", "text", "The role: viewer, support, operator or owner"),
                            Field.required("operations", "list", "What the role may do"),
                            Field.required("paths", "list", "The methods and paths"))
                    .work(AdminRoutes::overview)
                    .build())
            .addAll(AccountRoutes.ALL)
            .addAll(KeyRoutes.ALL)
            .addAll(CredentialRoutes.ALL)
            .addAll(ServiceRoutes.ALL)
            .addAll(RecordRoutes.ALL)
            .addAll(AdministratorRoutes.ALL)
            .build();

    private AdminRoutes() {}

    /** The routes. */
    public static ImmutableList<AdminRoute> all() {
        return ALL;
    }

    private static AdminAnswer overview(AdminCall call) {
        ImmutableList<String> operations = Arrays.stream(Operation.values())
                .filter(call.actor()::may)
                .map(Operation::id)
                .collect(ImmutableList.toImmutableList());
        ImmutableList<String> paths = ALL.stream()
                .map(route -> route.method() + " " + ROOT + route.path())
                .collect(ImmutableList.toImmutableList());
        return AdminAnswer.of(ImmutableMap.of(
                "name",
                call.actor().name(),
                "role",
                call.actor().role().id(),
                "operations",
                operations,
                "paths",
                paths));
    }
}
