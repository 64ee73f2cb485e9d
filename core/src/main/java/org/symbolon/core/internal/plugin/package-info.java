/** Internal: calls into plug-ins, and where their classes come from. Whatever loads or calls plug-ins uses it. */
@NullMarked
package org.symbolon.core.internal.plugin;

import org.jspecify.annotations.NullMarked;
