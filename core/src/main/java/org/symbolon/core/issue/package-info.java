/**
 * Issuing: the way of a request from raw parameters to a licence acquisition URL. Used by embedders and driving adapters.
 */
@NullMarked
package org.symbolon.core.issue;

import org.jspecify.annotations.NullMarked;
