/**
 * The key ring in a JSON file of mode 0600, and what keeps it together with its store: see ADR 29. Internal to this
 * module; {@code FileKeyRing}, {@code Pairing} and {@code RingOfStore} are used from outside this package.
 */
@NullMarked
package org.symbolon.store.jdbc.keyring;

import org.jspecify.annotations.NullMarked;
