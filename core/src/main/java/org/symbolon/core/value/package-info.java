/**
 * SPI: the values that all parts exchange: ids, keys and other secrets. Secrets cannot be printed and are compared in
 * constant time. Plug-ins, stores and embedders use this package.
 */
@NullMarked
package org.symbolon.core.value;

import org.jspecify.annotations.NullMarked;
