package org.symbolon.http.management;

import com.google.common.collect.ImmutableList;
import java.util.Optional;
import java.util.stream.Collectors;
import org.symbolon.http.server.Answer;

/**
 * {@code /livez} and {@code /readyz}: each check with what is wrong, as text, or as JSON where that is asked for. The
 * status is 503 while something that is needed has a problem.
 */
final class HealthPages implements Page.Source {
    private final ImmutableList<HealthCheck> checks;

    HealthPages(ImmutableList<HealthCheck> checks) {
        this.checks = checks;
    }

    /** A check that was made. */
    private record Result(HealthCheck check, Optional<String> problem) {
        private boolean fails() {
            return check.needed() && problem.isPresent();
        }

        private String status() {
            return problem.isEmpty() ? "ok" : check.needed() ? "failed" : "warning";
        }

        private String line() {
            return check.name() + ": "
                    + problem.map(text -> status() + ": " + text).orElse(status()) + "\n";
        }
    }

    @Override
    public Page answer(Optional<String> accept) {
        ImmutableList<Result> results = checks.stream()
                .map(check -> new Result(check, check.problem().get()))
                .collect(ImmutableList.toImmutableList());
        boolean ok = results.stream().noneMatch(Result::fails);
        int status = ok ? 200 : 503;
        if (accept.filter(types -> types.contains(Answer.JSON)).isPresent()) {
            return new Page(status, Answer.JSON, json(ok, results));
        }
        String lines = results.stream().map(Result::line).collect(Collectors.joining());
        return Page.text(status, (ok ? "ok\n" : "failed\n") + lines);
    }

    private static String json(boolean ok, ImmutableList<Result> results) {
        return Answer.jsonText(json -> {
            json.writeStartObject();
            json.writeStringProperty("status", ok ? "ok" : "failed");
            json.writeArrayPropertyStart("checks");
            for (Result result : results) {
                json.writeStartObject();
                json.writeStringProperty("name", result.check().name());
                json.writeStringProperty("status", result.status());
                result.problem().ifPresent(text -> json.writeStringProperty("problem", text));
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        });
    }
}
