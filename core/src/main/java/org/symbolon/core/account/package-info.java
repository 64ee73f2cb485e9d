/**
 * Who may ask: accounts (the reference says <em>service</em>), their authenticators, DRM options, networks and balances, with the ports
 * to their store and in-memory stores for embedders and tests. Used by core, stores and adapters.
 */
@NullMarked
package org.symbolon.core.account;

import org.jspecify.annotations.NullMarked;
