/** The records of issued and redeemed tokens in the table {@code transaction_record}. Internal to this module. */
@NullMarked
package org.symbolon.store.jdbc.record;

import org.jspecify.annotations.NullMarked;
