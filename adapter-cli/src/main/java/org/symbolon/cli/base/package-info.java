/**
 * Internal: what all commands share: the global options, reading of files and standard input, printing, exit codes and
 * help. The other packages of the command line use this package, and it uses none of them.
 */
@NullMarked
@Value.Style(
        visibility = Value.Style.ImplementationVisibility.PACKAGE,
        overshadowImplementation = true,
        redactedMask = "***")
package org.symbolon.cli.base;

import org.immutables.value.Value;
import org.jspecify.annotations.NullMarked;
