/**
 * Internal: counts what accounts use, in memory, and writes the counts about once a second (ADR 0041). Tokens of
 * metered accounts are not counted here: the store counts them where it takes them from the balance.
 */
@NullMarked
package org.symbolon.core.internal.usage;

import org.jspecify.annotations.NullMarked;
