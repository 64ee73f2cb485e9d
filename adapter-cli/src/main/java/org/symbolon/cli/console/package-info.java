/** {@code symbolon console}. Internal to the command line. */
@NullMarked
package org.symbolon.cli.console;

import org.jspecify.annotations.NullMarked;
