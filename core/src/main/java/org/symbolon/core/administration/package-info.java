/**
 * API: everything that administrators do with a service, whether over HTTP, in the console or on the command line: who
 * may do what ({@link org.symbolon.core.administration.Operation}), and what is written to the audit log. Adapters change
 * nothing beside it.
 */
@NullMarked
package org.symbolon.core.administration;

import org.jspecify.annotations.NullMarked;
