package org.symbolon.http.admin;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.util.List;
import java.util.Optional;
import org.immutables.value.Value;
import org.symbolon.core.administration.Operation;

/**
 * One thing that administrators can ask: what the router, the check of requests and the documents are made from.
 */
@Value.Immutable
public abstract class AdminRoute {
    private static final Splitter PARTS = Splitter.on('/').omitEmptyStrings();

    /** Makes the answer to a request. */
    @FunctionalInterface
    public interface Work {
        AdminAnswer answer(AdminCall call);
    }

    /** The method. */
    public abstract String method();

    /** The path below {@code /admin/v1}, with variables such as <code>{account}</code>. */
    public abstract String path();

    /** What it needs the right to do, which core checks; empty where any administrator may. */
    public abstract Optional<Operation> operation();

    /** What it does, as a sentence without the full stop. */
    public abstract String summary();

    /** Whether the header {@code If-Match} is needed; by default it is not. */
    @Value.Default
    public boolean versioned() {
        return false;
    }

    /** The parameters of the query. */
    public abstract ImmutableList<Field> query();

    /** The fields of the body, a JSON object; none for a request without a body. */
    public abstract ImmutableList<Field> body();

    /** The status of success; 200 by default. */
    @Value.Default
    public int status() {
        return 200;
    }

    /** The fields of the answer, a JSON object; none for an answer without a body. */
    public abstract ImmutableList<Field> answer();

    /** Makes the answer. */
    abstract Work work();

    /** The variables of a path, not decoded; empty if the path is not of this route. */
    final Optional<ImmutableMap<String, String>> match(List<String> parts) {
        List<String> template = PARTS.splitToList(path());
        if (template.size() != parts.size()) {
            return Optional.empty();
        }
        ImmutableMap.Builder<String, String> variables = ImmutableMap.builder();
        for (int i = 0; i < parts.size(); i++) {
            String expected = template.get(i);
            if (expected.startsWith("{")) {
                variables.put(expected.substring(1, expected.length() - 1), parts.get(i));
            } else if (!expected.equals(parts.get(i))) {
                return Optional.empty();
            }
        }
        return Optional.of(variables.buildOrThrow());
    }

    static Builder of(String method, String path, Operation operation, String summary) {
        return new Builder().method(method).path(path).operation(operation).summary(summary);
    }

    static final class Builder extends ImmutableAdminRoute.Builder {}
}
