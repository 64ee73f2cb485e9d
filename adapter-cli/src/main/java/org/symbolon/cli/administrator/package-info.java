/**
 * Internal: the commands {@code symbolon administrator …} and {@code symbolon audit}. Only the main class of the command
 * line uses this package.
 */
@NullMarked
package org.symbolon.cli.administrator;

import org.jspecify.annotations.NullMarked;
