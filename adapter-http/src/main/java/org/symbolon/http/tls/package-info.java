/**
 * TLS of the service's own: keys and certificates from files, which are read again when they change, and the handshakes
 * of its connections. Internal to the HTTP service.
 */
@NullMarked
package org.symbolon.http.tls;

import org.jspecify.annotations.NullMarked;
