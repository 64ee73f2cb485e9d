/**
 * What an account needs to answer FairPlay: its certificate, private key and application secret key, and the files that
 * they come in.
 */
@NullMarked
package org.symbolon.drm.fairplay.credential;

import org.jspecify.annotations.NullMarked;
