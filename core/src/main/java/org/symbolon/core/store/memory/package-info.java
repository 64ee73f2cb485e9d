/**
 * API: stores in memory, for embedders and for tests. They are the default of {@link
 * org.symbolon.core.Symbolon#builder}.
 */
@NullMarked
package org.symbolon.core.store.memory;

import org.jspecify.annotations.NullMarked;
