/** Who is logged in to the console, and how. Internal to the console. */
@NullMarked
package org.symbolon.console.session;

import org.jspecify.annotations.NullMarked;
