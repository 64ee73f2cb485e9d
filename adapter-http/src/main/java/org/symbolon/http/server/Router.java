package org.symbolon.http.server;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/** Finds the endpoint of a call by its path, in which nothing is decoded. */
public final class Router {
    private static final String HEALTH = "/healthz";

    private final Refusals refusals;
    private final ImmutableMap<String, Route> paths;
    private final ImmutableMap<String, Route> trees;
    private final Route elsewhere;
    private final BooleanSupplier isReady;

    /**
     * An endpoint, with what all its answers have in common.
     *
     * @param shape the shape in which a call is told of errors; asked once there is one
     * @param headers the headers of every answer, refusals included
     */
    public record Route(
            Endpoint endpoint,
            Function<Call, ErrorShape> shape,
            Optional<Function<Call, ImmutableMap<String, String>>> headers) {

        public Route(Endpoint endpoint, Function<Call, ErrorShape> shape) {
            this(endpoint, shape, Optional.empty());
        }

        /** An endpoint whose errors have the shape that the query asks for. */
        public static Route of(Endpoint endpoint) {
            return new Route(endpoint, call -> FormParameters.ofQuery(call).errorShape());
        }

        /** The same endpoint, for callers who have shown a client certificate. */
        public Route withClientCertificate() {
            Endpoint checked = call -> {
                if (!call.connection().hasClientCertificate()) {
                    throw new RefusedCallException(403, "A client certificate is required here");
                }
                return endpoint.handle(call);
            };
            return new Route(checked, shape, headers);
        }
    }

    /**
     * Makes a router, which knows {@code /healthz} by itself.
     *
     * @param paths endpoints by their whole path
     * @param trees endpoints of all paths that begin with a first part such as {@code /keystore}; they log their route
     *     themselves
     * @param elsewhere the endpoint of all other paths
     * @param isReady whether the service should get requests
     */
    public Router(
            Refusals refusals,
            ImmutableMap<String, Route> paths,
            ImmutableMap<String, Route> trees,
            Route elsewhere,
            BooleanSupplier isReady) {
        this.refusals = refusals;
        this.isReady = isReady;
        this.paths = ImmutableMap.<String, Route>builder()
                .putAll(paths)
                .put(HEALTH, Route.of(this::health))
                .buildOrThrow();
        this.trees = trees;
        this.elsewhere = elsewhere;
    }

    /** Every path with an endpoint, and the first part of those whose tree has one. */
    public ImmutableSet<String> paths() {
        return ImmutableSet.<String>builder()
                .addAll(paths.keySet())
                .addAll(trees.keySet())
                .build();
    }

    /** Has a call answered by its endpoint; whatever that throws or fails with becomes the answer. */
    Future<Answer> handle(Call call) {
        Route route = find(call);
        Future<Answer> outcome = outcome(call, route);
        Future<Answer> answer = outcome.succeeded()
                ? outcome
                : outcome.recover(failure -> Future.succeededFuture(refusals.answer(call, failure, route.shape())));
        return route.headers()
                .map(headers -> answer.map(plain -> plain.with(headers.apply(call))))
                .orElse(answer);
    }

    private static Future<Answer> outcome(Call call, Route route) {
        try {
            requireTaken(call);
            Future<Answer> outcome = route.endpoint().handle(call);
            if (outcome.succeeded()) {
                requireHeld(call, outcome.result());
                return outcome;
            }
            return outcome.map(made -> {
                requireHeld(call, made);
                return made;
            });
        } catch (Throwable e) {
            return Future.failedFuture(e);
        }
    }

    /** Refuses what the connection says is not to be answered by an endpoint. */
    private static void requireTaken(Call call) {
        call.connection().fault().ifPresent(fault -> {
            String message = String.valueOf(fault.getMessage());
            throw fault.status() == 503
                    ? RefusedCallException.busy(message)
                    : new RefusedCallException(fault.status(), message);
        });
        if (call.connection().isInReserve() && !call.path().equals(HEALTH)) {
            throw RefusedCallException.busy("The service has no more connections; try again");
        }
    }

    private static void requireHeld(Call call, Answer answer) {
        if (!call.hold(answer.body())) {
            throw RefusedCallException.busy("The service has no memory for the answer; try again");
        }
    }

    private Route find(Call call) {
        String path = call.path();
        Route whole = paths.get(path);
        if (whole != null) {
            call.log().route(path);
            return whole;
        }
        int slash = path.indexOf('/', 1);
        return trees.getOrDefault(slash < 0 ? path : path.substring(0, slash), elsewhere);
    }

    private Future<Answer> health(Call call) {
        if (call.method().equals(HttpMethod.GET) || call.method().equals(HttpMethod.HEAD)) {
            return Future.succeededFuture(
                    isReady.getAsBoolean()
                            ? Answer.of(200, "text/plain; charset=utf-8", "ok\n")
                            : Answer.of(503, "text/plain; charset=utf-8", "not ready; the log says why\n"));
        }
        throw RefusedCallException.method("GET, HEAD", "Use GET");
    }
}
