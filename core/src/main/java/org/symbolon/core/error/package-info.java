/**
 * SPI: the error-code catalogue, and how a request is refused. The codes are the public numbers of the licence-token
 * interface. {@link org.symbolon.core.error.SharedError} holds the codes that all DRMs share; a plug-in adds its own as
 * an enum that implements {@link org.symbolon.core.error.ErrorCode}. Plug-ins, stores and embedders use this package.
 */
@NullMarked
package org.symbolon.core.error;

import org.jspecify.annotations.NullMarked;
