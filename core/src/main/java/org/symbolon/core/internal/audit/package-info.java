/**
 * Internal: ports that write an entry of the audit log with each change. Core changes accounts, balances,
 * credentials and the key ring through these alone, so no change goes past the log, whoever asks for it.
 */
@NullMarked
package org.symbolon.core.internal.audit;

import org.jspecify.annotations.NullMarked;
