/** Internal: the commands {@code symbolon config …}. Only the main class of the command line uses this package. */
@NullMarked
package org.symbolon.cli.config;

import org.jspecify.annotations.NullMarked;
