/** What the pages say, in each language. Internal to the console. */
@NullMarked
package org.symbolon.console.text;

import org.jspecify.annotations.NullMarked;
