/**
 * The console: pages for operators and support people on the management listener, where the {@code ServiceLoader} finds
 * {@link org.symbolon.console.ConsoleProvider}. Nothing depends on this module.
 */
@NullMarked
package org.symbolon.console;

import org.jspecify.annotations.NullMarked;
