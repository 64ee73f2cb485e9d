/**
 * Content keys and what names, wraps and stores them: key ids, key encryption keys (RFC 3394), the key storage service, and its port. Used by core,
 * by adapters and by plug-ins; stores implement {@link org.symbolon.core.key.KeyStorage}.
 */
@NullMarked
package org.symbolon.core.key;

import org.jspecify.annotations.NullMarked;
