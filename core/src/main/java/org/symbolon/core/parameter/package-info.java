/**
 * SPI: parameters of requests: what was sent ({@link org.symbolon.core.parameter.RequestParameters}), the description
 * of a parameter ({@link org.symbolon.core.parameter.Parameter}, from which validation, help and documents are made),
 * and the reader of the values. Plug-ins and embedders use this package.
 */
@NullMarked
package org.symbolon.core.parameter;

import org.jspecify.annotations.NullMarked;
