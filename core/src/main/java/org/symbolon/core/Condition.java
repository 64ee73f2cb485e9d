package org.symbolon.core;

import java.util.Optional;
import java.util.function.Supplier;

/**
 * One thing that must work.
 *
 * @param name what, such as {@code store}
 * @param problem what is wrong with it now, in a sentence without secrets; empty if nothing is. It is answered from
 *     memory.
 * @param needed whether the service should get no requests while there is a problem; otherwise the problem is a warning
 */
public record Condition(String name, Supplier<Optional<String>> problem, boolean needed) {}
