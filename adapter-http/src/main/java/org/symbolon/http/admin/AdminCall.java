package org.symbolon.http.admin;

import com.google.common.base.CharMatcher;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import org.symbolon.core.Symbolon;
import org.symbolon.core.administration.Actor;
import org.symbolon.core.administration.AdministrationDesk;
import org.symbolon.core.parameter.Parsed;
import org.symbolon.core.parameter.WholeNumber;
import org.symbolon.core.store.administration.Expected;
import org.symbolon.core.value.AccountId;
import org.symbolon.core.value.DrmId;
import org.symbolon.core.value.Environment;
import org.symbolon.core.value.KeyId;
import org.symbolon.http.management.ManagementRequest;

/**
 * A request of an administrator who was let in, for a route.
 *
 * @param variables those of the path, decoded
 */
record AdminCall(
        Symbolon symbolon,
        Actor actor,
        AdminRoute route,
        ImmutableMap<String, String> variables,
        ManagementRequest request) {
    private static final int MOST = 500;

    /** Refuses parameters that the route does not have, and the lack of a needed {@code If-Match}. */
    AdminCall {
        ImmutableSet<String> known = route.query().stream().map(Field::name).collect(ImmutableSet.toImmutableSet());
        request.query().asMap().forEach((name, values) -> {
            if (!known.contains(name) || values.size() > 1) {
                throw AdminRefusal.invalid(
                        "query", "the parameters are " + String.join(", ", known) + ", each of them once");
            }
        });
        if (route.versioned() && request.header("If-Match").isEmpty()) {
            throw new AdminRefusal(
                    428,
                    "precondition-required",
                    "If-Match",
                    "send the ETag of what you have read as If-Match, so that no change of others is lost");
        }
    }

    /** What the administrator can do. */
    AdministrationDesk desk() {
        return symbolon.administration().as(actor);
    }

    /** What the change is based on. */
    Expected expected() {
        String tag = request.header("If-Match").orElse("*");
        if (tag.equals("*")) {
            return Expected.ANY;
        }
        boolean quoted = tag.length() > 2 && tag.startsWith("\"") && tag.endsWith("\"");
        return Optional.of(tag)
                .filter(given -> quoted)
                .map(CharMatcher.is('"')::trimFrom)
                .flatMap(AdminCall::number)
                .map(Expected::of)
                .orElseGet(() -> Expected.of(-1)); // a tag that none of ours can be
    }

    private static Optional<Long> number(String text) {
        OptionalLong number = WholeNumber.parse(text);
        return number.isPresent() ? Optional.of(number.getAsLong()) : Optional.empty();
    }

    /** A variable of the path. */
    String variable(String name) {
        return Optional.ofNullable(variables.get(name)).orElseThrow();
    }

    /** A variable of the path that can be parsed; otherwise there is no such thing. */
    <T> T variable(String name, Function<String, Optional<T>> parse) {
        return parse.apply(variable(name))
                .orElseThrow(() -> new AdminRefusal(404, "not-found", name, "there is no such " + name));
    }

    AccountId account() {
        return variable("account", AccountId::parse);
    }

    Environment environment() {
        return variable("environment", Environment::parse);
    }

    KeyId kid() {
        return variable("kid", AdminCall::kid);
    }

    static Optional<KeyId> kid(String text) {
        Parsed<KeyId> parsed = KeyId.parse(text);
        return parsed.isValid() ? Optional.of(parsed.value()) : Optional.empty();
    }

    DrmId drm() {
        return variable("drm", AdminCall::drm);
    }

    static Optional<DrmId> drm(String text) {
        return DrmId.isValid(text) ? Optional.of(new DrmId(text)) : Optional.empty();
    }

    /** A parameter of the query; empty if it is not there. */
    Optional<String> query(String name) {
        return request.parameter(name);
    }

    /** A parameter of the query that can be parsed. */
    <T> Optional<T> query(String name, Function<String, Optional<T>> parse, String rule) {
        return query(name).map(text -> parse.apply(text).orElseThrow(() -> AdminRefusal.invalid(name, rule)));
    }

    /** A number in the query that is not negative. */
    Optional<Long> numberInQuery(String name) {
        return query(name, text -> number(text).filter(number -> number >= 0), "must be a whole number, 0 or more");
    }

    /** How many the answer has at most. */
    int length() {
        return numberInQuery("length")
                .map(length -> {
                    if (length < 1 || length > MOST) {
                        throw AdminRefusal.invalid("length", "must be from 1 to " + MOST);
                    }
                    return Math.toIntExact(length);
                })
                .orElse(100);
    }

    /** Whether something is to be done all the same. */
    boolean force() {
        return query("force", text -> Optional.of(text).filter(given -> given.equals("true")), "must be true")
                .isPresent();
    }

    /** The fields of the body. */
    JsonBody body() {
        return JsonBody.read(request, route);
    }
}
