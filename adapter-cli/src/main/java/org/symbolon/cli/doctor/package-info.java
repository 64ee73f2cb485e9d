/** Internal: the command {@code symbolon doctor}. Only the main class of the command line uses this package. */
@NullMarked
package org.symbolon.cli.doctor;

import org.jspecify.annotations.NullMarked;
