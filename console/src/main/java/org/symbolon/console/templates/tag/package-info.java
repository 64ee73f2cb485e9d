/** What the build makes of the templates that others include. Internal to the console. */
@NullMarked
package org.symbolon.console.templates.tag;

import org.jspecify.annotations.NullMarked;
