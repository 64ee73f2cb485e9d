/**
 * The HTTP service: reads parameters off the wire, knows which host is which environment, and writes answers in the shape the caller asked
 * for. It decides nothing: everything else is core's. {@link org.symbolon.http.Main} runs it; {@link org.symbolon.http.HttpService} starts it
 * inside another process.
 */
@NullMarked
package org.symbolon.http;

import org.jspecify.annotations.NullMarked;
