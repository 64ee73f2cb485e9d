/**
 * SPI: administrators, the audit log, and the port that stores both. A store writes an audit entry in the transaction
 * of the change that it is about, so that there is no change without its entry.
 */
@NullMarked
package org.symbolon.core.store.administration;

import org.jspecify.annotations.NullMarked;
