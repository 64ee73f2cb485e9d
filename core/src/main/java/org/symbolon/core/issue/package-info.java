/**
 * API: issuing. A request with raw or typed parameters becomes a licence acquisition URL with a token.
 */
@NullMarked
package org.symbolon.core.issue;

import org.jspecify.annotations.NullMarked;
