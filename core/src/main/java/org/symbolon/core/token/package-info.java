/**
 * The token: its claims, the binary form they take, AES-256-SIV (RFC 5297) that seals them, and the ring of keys it is sealed under. A
 * {@link org.symbolon.core.token.SealedToken} is text; only opening it makes an {@link org.symbolon.core.token.OpenedToken}.
 */
@NullMarked
package org.symbolon.core.token;

import org.jspecify.annotations.NullMarked;
