/**
 * Internal: tokens. The claims and their binary form, AES-256-SIV (RFC 5297), and the sealer that turns claims into
 * tokens under the key ring. The same construction seals secrets that stores keep.
 */
@NullMarked
package org.symbolon.core.internal.token;

import org.jspecify.annotations.NullMarked;
