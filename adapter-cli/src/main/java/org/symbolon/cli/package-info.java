/**
 * Internal: the operator's command line. It uses core alone, and finds stores and plug-ins through it. A command reads
 * its arguments, calls core and passes a model of maps and lists to {@link org.symbolon.cli.base.Output}, which prints
 * it as text or JSON; nothing else prints results. This package puts the commands together.
 */
@NullMarked
package org.symbolon.cli;

import org.jspecify.annotations.NullMarked;
