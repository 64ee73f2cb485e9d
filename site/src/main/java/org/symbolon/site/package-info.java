/**
 * Internal: makes the documentation site from the Markdown files of {@code docs} and from what the code says of itself.
 * Only the build runs it, by {@link org.symbolon.site.Site}; nothing of it is part of the product.
 */
@NullMarked
package org.symbolon.site;

import org.jspecify.annotations.NullMarked;
