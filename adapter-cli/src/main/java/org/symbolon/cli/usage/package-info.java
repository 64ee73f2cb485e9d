/** Internal: the command {@code symbolon usage}. */
@NullMarked
package org.symbolon.cli.usage;

import org.jspecify.annotations.NullMarked;
