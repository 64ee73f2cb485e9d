/**
 * API: the key storage service (SKM). It creates, changes, shows and removes content keys, and wraps and unwraps them
 * under the caller's KEK.
 */
@NullMarked
package org.symbolon.core.keystore;

import org.jspecify.annotations.NullMarked;
