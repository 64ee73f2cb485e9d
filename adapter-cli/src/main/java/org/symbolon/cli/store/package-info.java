/** Internal: the commands {@code symbolon store …}. Only the main class of the command line uses this package. */
@NullMarked
package org.symbolon.cli.store;

import org.jspecify.annotations.NullMarked;
