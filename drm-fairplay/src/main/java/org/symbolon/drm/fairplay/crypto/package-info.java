/** The ciphers and the digest that the FairPlay messages use, as the platform has them. */
@NullMarked
package org.symbolon.drm.fairplay.crypto;

import org.jspecify.annotations.NullMarked;
