/** Internal: the commands {@code symbolon keyring …}. Only the main class of the command line uses this package. */
@NullMarked
package org.symbolon.cli.keyring;

import org.jspecify.annotations.NullMarked;
