/**
 * Internal: what the facade wires together: the services of issuing and redemption, the refresher, and the plug-in
 * folder.
 */
@NullMarked
package org.symbolon.core.internal.runtime;

import org.jspecify.annotations.NullMarked;
