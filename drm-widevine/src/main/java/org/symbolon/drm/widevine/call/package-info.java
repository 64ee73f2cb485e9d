/**
 * How licence services are called: over HTTP within time limits, so many at a time, and not while they do not answer.
 */
@NullMarked
package org.symbolon.drm.widevine.call;

import org.jspecify.annotations.NullMarked;
