/** The rooms of the console: each answers the requests below its path. Internal to the console. */
@NullMarked
package org.symbolon.console.room;

import org.jspecify.annotations.NullMarked;
