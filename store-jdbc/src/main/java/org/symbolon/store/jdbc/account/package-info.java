/** The accounts and what belongs to them, apart from their balances and keys, in tables. Internal to this module. */
@NullMarked
package org.symbolon.store.jdbc.account;

import org.jspecify.annotations.NullMarked;
