/**
 * Settings: typed keys that each component declares, and the values that a file, the environment and the command line give them. Used by
 * every component that can be configured.
 */
@NullMarked
package org.symbolon.core.settings;

import org.jspecify.annotations.NullMarked;
