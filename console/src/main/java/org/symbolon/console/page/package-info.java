/** What all pages have in common: the frame around them, and what templates are given. Internal to the console. */
@NullMarked
package org.symbolon.console.page;

import org.jspecify.annotations.NullMarked;
