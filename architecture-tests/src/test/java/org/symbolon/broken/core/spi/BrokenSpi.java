package org.symbolon.broken.core.spi;

import org.symbolon.core.internal.token.TokenSealer;

/** An SPI type that shows an internal type. */
public interface BrokenSpi {
    TokenSealer sealer();
}
