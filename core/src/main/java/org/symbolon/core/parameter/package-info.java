/**
 * Parameters of a request as data: what came ({@link org.symbolon.core.parameter.RequestParameters}), what is known of a parameter
 * ({@link org.symbolon.core.parameter.Parameter}, from which validation, command-line help and documentation are made), and the reader
 * that turns the one into typed values by way of the other. Used by core and by plug-ins.
 */
@NullMarked
package org.symbolon.core.parameter;

import org.jspecify.annotations.NullMarked;
