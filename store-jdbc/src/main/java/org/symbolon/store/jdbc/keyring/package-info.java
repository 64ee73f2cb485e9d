/** The key ring in a JSON file of mode 0600. Internal to this module. */
@NullMarked
package org.symbolon.store.jdbc.keyring;

import org.jspecify.annotations.NullMarked;
