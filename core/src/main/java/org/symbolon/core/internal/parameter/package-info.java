/**
 * Internal: the descriptions of the parameters that all DRMs share, and the reader of a request's parameters. Issuing
 * and authentication use it.
 */
@NullMarked
package org.symbolon.core.internal.parameter;

import org.jspecify.annotations.NullMarked;
