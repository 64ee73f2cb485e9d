/**
 * SPI: settings. Components declare typed keys; the values come from a file, the environment and the command line.
 * Plug-ins, stores and embedders use this package.
 */
@NullMarked
package org.symbolon.core.settings;

import org.jspecify.annotations.NullMarked;
