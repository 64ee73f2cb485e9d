/**
 * SPI: the store interface, for authors of stores. A {@link org.symbolon.core.store.StoreProvider}, found by {@link
 * java.util.ServiceLoader}, opens an implementation of each port; the ports are in the packages below this one, by
 * topic. The contract tests of the ports are in the module {@code testing}.
 */
@NullMarked
package org.symbolon.core.store;

import org.jspecify.annotations.NullMarked;
