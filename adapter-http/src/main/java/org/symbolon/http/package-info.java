/**
 * The HTTP service: {@link org.symbolon.http.Main} runs it, and {@link org.symbolon.http.HttpService} starts and stops
 * it inside another process. It decides nothing by itself; what may be issued, stored and redeemed is decided in core.
 * The packages below are internal.
 */
@NullMarked
package org.symbolon.http;

import org.jspecify.annotations.NullMarked;
