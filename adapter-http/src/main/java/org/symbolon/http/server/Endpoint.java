package org.symbolon.http.server;

import io.vertx.core.Future;

/**
 * Answers the calls of one kind. Runs on an event loop, so it must not block; {@link Workers} do what blocks. An
 * endpoint refuses by throwing, or by a failed future: a {@link RefusedCallException}, or an exception of core that
 * {@link Refusals} knows.
 */
@FunctionalInterface
public interface Endpoint {

    Future<Answer> handle(Call call);
}
