/**
 * SPI: what a plug-in needs from operators to make licences. A plug-in describes the values in a {@link
 * org.symbolon.core.drm.credential.CredentialKind} and makes a credential from them; core seals, stores and opens it.
 */
@NullMarked
package org.symbolon.core.drm.credential;

import org.jspecify.annotations.NullMarked;
