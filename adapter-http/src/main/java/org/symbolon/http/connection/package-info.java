/**
 * Connections: how many there may be, what they may hold in memory, when they are closed, and what of their bytes is
 * HTTP. No request is answered here. Internal to the HTTP service.
 */
@NullMarked
package org.symbolon.http.connection;

import org.jspecify.annotations.NullMarked;
