package org.symbolon.http.management;

import java.util.Optional;
import java.util.function.Supplier;

/**
 * One thing that must work, as {@code /readyz} reports it.
 *
 * @param name what is checked, such as {@code store}
 * @param problem what is wrong now, in a sentence without secrets; empty if nothing is. It is asked on an event loop,
 *     so it answers from memory.
 * @param needed whether the node should get no requests while there is a problem; otherwise it is a warning
 */
public record HealthCheck(String name, Supplier<Optional<String>> problem, boolean needed) {}
