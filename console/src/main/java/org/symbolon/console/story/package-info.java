/**
 * The search of the console: what somebody typed, and the story of each attempt that it leads to. It knows nothing of
 * HTTP and of templates. Internal to the console.
 */
@NullMarked
package org.symbolon.console.story;

import org.jspecify.annotations.NullMarked;
