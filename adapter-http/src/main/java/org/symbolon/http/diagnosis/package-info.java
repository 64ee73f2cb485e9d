/**
 * Internal: what the service says of itself to commands that do not know its classes: its settings, and what is wrong
 * with them. {@link java.util.ServiceLoader} finds it.
 */
@NullMarked
package org.symbolon.http.diagnosis;

import org.jspecify.annotations.NullMarked;
