/**
 * Internal: the commands {@code symbolon credential …} for what plug-ins need to make licences. The plug-ins describe
 * the values, so this package knows no DRM. Only the main class of the command line uses it.
 */
@NullMarked
package org.symbolon.cli.credential;

import org.jspecify.annotations.NullMarked;
