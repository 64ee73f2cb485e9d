/**
 * SPI: sealed credentials and the port that stores them. A store never sees what is in a credential.
 */
@NullMarked
package org.symbolon.core.store.credential;

import org.jspecify.annotations.NullMarked;
