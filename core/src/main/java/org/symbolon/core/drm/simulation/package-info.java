/** SPI: how a plug-in plays a device, for demonstrations and for the operator's command that tries a licence URL. */
@NullMarked
package org.symbolon.core.drm.simulation;

import org.jspecify.annotations.NullMarked;
