package org.symbolon.core.store.administration;

import java.time.Instant;

/**
 * A login that works once.
 *
 * @param name the administrator who will be logged in
 * @param expires when it stops to work
 */
public record Login(String name, Instant made, Instant expires) {}
