/**
 * Content keys and what names, wraps and stores them: key ids, key encryption keys (RFC 3394), and the port to the key storage service.
 * Used by core and by plug-ins; stores implement {@link org.symbolon.core.key.KeyStorage}.
 */
@NullMarked
package org.symbolon.core.key;

import org.jspecify.annotations.NullMarked;
