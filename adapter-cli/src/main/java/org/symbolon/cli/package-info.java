/**
 * The operator's command: accounts, tokens, key ring and catalogue on the command line. A driving adapter: it knows core alone, and finds
 * stores and plug-ins through it. Commands ({@code …Command}) are methods that read, ask core, and hand a model of plain maps and lists to
 * {@link org.symbolon.cli.Output}, which makes text or JSON of it; nothing else prints.
 */
@NullMarked
@Value.Style(visibility = Value.Style.ImplementationVisibility.PACKAGE, redactedMask = "***")
package org.symbolon.cli;

import org.immutables.value.Value;
import org.jspecify.annotations.NullMarked;
