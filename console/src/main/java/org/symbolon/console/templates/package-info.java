/** What the build makes of the templates in {@code src/main/jte}. Internal to the console. */
@NullMarked
package org.symbolon.console.templates;

import org.jspecify.annotations.NullMarked;
