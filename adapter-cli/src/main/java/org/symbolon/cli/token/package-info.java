/**
 * Internal: the commands {@code symbolon token …} and {@code symbolon simulate}: issuing, inspecting and redeeming
 * tokens. Only the main class of the command line uses this package.
 */
@NullMarked
package org.symbolon.cli.token;

import org.jspecify.annotations.NullMarked;
