/**
 * What every endpoint of the HTTP service shares: reading a call, blocking work, answers, and the log. No endpoint is
 * known here: an {@link org.symbolon.http.server.Endpoint} turns a {@link org.symbolon.http.server.Call} into an {@link
 * org.symbolon.http.server.Answer}. Internal to the HTTP service.
 */
@NullMarked
package org.symbolon.http.server;

import org.jspecify.annotations.NullMarked;
