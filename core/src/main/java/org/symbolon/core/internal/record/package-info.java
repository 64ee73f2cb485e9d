/**
 * Internal: writes a record of each issued token, each redemption and each refusal. Records are written behind the
 * requests (ADR 0017): no request waits for them, and a store that does not answer costs records and nothing else.
 */
@NullMarked
package org.symbolon.core.internal.record;

import org.jspecify.annotations.NullMarked;
