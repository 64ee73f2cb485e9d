/**
 * What a DRM needs to make licences for an account: private keys, signing keys, and what goes with them. Core keeps them sealed under the key
 * ring and hands them to the DRM's plug-in, which alone knows what is in them.
 */
@NullMarked
package org.symbolon.core.credential;

import org.jspecify.annotations.NullMarked;
