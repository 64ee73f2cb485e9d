/**
 * The store interface, for whoever writes one: a provider found by {@link java.util.ServiceLoader}, which opens implementations of the
 * ports of {@code account}, {@code key} and {@code token}.
 */
@NullMarked
package org.symbolon.core.store;

import org.jspecify.annotations.NullMarked;
