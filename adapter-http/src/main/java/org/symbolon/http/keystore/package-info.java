/**
 * The key storage, {@code /keystore}: content keys for packagers that create them and for tokens that name them.
 * Internal to the HTTP service.
 */
@NullMarked
package org.symbolon.http.keystore;

import org.jspecify.annotations.NullMarked;
