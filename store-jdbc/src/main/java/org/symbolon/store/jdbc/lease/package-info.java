/**
 * Token balances that several nodes share: a node takes tokens out of the store in blocks, and counts what it uses of
 * them in a journal that survives the process. See ADR 12. Needs a database that runs a change on its caller's thread,
 * as PostgreSQL's does, so that no change is still running when the call that asked for it has failed. Internal to this
 * module; only {@code LeasedBalance} is used from outside this package.
 */
@NullMarked
package org.symbolon.store.jdbc.lease;

import org.jspecify.annotations.NullMarked;
