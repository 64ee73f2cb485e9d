/**
 * Internal: the commands {@code symbolon account …}: accounts, their authenticators and the KEKs that are kept for
 * them. Only the main class of the command line uses this package.
 */
@NullMarked
@Value.Style(visibility = Value.Style.ImplementationVisibility.PACKAGE, redactedMask = "***")
package org.symbolon.cli.account;

import org.immutables.value.Value;
import org.jspecify.annotations.NullMarked;
