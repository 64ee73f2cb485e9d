/**
 * SPI: accounts (the reference says <em>service</em>), their authenticators, DRM options, networks and balances, and
 * the ports that store them. Embedders use these types too.
 */
@NullMarked
package org.symbolon.core.store.account;

import org.jspecify.annotations.NullMarked;
