/**
 * SPI: the values that everybody exchanges: ids, keys and other secrets. A secret is a type that cannot be printed and
 * that is compared in constant time. Plug-ins, stores and embedders use this package.
 */
@NullMarked
package org.symbolon.core.value;

import org.jspecify.annotations.NullMarked;
