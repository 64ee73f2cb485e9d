/**
 * Internal: the commands {@code symbolon key …}: storing, showing, importing and exporting content keys. Only the main
 * class of the command line uses this package.
 */
@NullMarked
package org.symbolon.cli.key;

import org.jspecify.annotations.NullMarked;
